import FoundationEssentials
import Synchronization
import TamgaModel

/// Sees that the community file has changed.
final class CommunityWatch: Sendable {
    private struct Stamp: Hashable {
        var modified: Date?
        var size: UInt64?
    }

    private let path: String?
    private let options: CommunityReading
    private let last: Mutex<Stamp>

    /// Reads the file again.
    private typealias CommunityReading = @Sendable () throws -> Community

    init(_ options: CommunityOptions) {
        let path = options.path
        self.path = path
        self.options = {
            var again = CommunityOptions()
            again.community = path
            return try again.read()
        }
        last = Mutex(Self.stamp(path))
    }

    /// The community where its file is another than the last time; `nil` where it is the same, or cannot be read:
    /// that is told once.
    func changed(_ tell: (String) -> Void) -> Community? {
        let stamp = Self.stamp(path)
        let isNew = last.withLock { last in
            guard last != stamp else { return false }
            last = stamp
            return true
        }
        guard isNew else { return nil }
        do {
            let community = try options()
            if community.members.isEmpty {
                tell("it names no members")
                return nil
            }
            return community
        } catch {
            tell("\(error)")
            return nil
        }
    }

    private static func stamp(_ path: String?) -> Stamp {
        guard let path, let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return Stamp() }
        return Stamp(modified: attributes[.modificationDate] as? Date, size: attributes[.size] as? UInt64)
    }
}
