import ArgumentParser
import FoundationEssentials
import TamgaFormats
import TamgaModel

/// Who the union is.
struct CommunityOptions: ParsableArguments {
    @Option(
        name: .long,
        help:
            "The file that describes the union. [default: $TAMGA_COMMUNITY, else tamga/community.yaml in the XDG config folder, if it is there]"
    )
    var community: String?

    /// The file that is meant; `nil` where none is named and the default one is absent.
    var path: String? {
        if let community { return community }
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["TAMGA_COMMUNITY"], !path.isEmpty { return path }
        let config = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let path = (config ?? (environment["HOME"] ?? ".") + "/.config") + "/tamga/community.yaml"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Reads the community; ``Community/none`` where there is no file.
    func read() throws -> Community {
        guard let path else { return .none }
        return try Self.read(try Self.bytes(path), path: path)
    }

    /// The bytes of a community file.
    static func bytes(_ path: String) throws -> [UInt8] { try WholeFile.read(path, limit: 16 << 20) }

    /// Reads a community file whose bytes are there.
    static func read(_ bytes: [UInt8], path: String) throws -> Community {
        do {
            return try CommunityFile.read(bytes, source: path)
        } catch {
            throw FailedInput(description: "\(error)")
        }
    }

    /// Reads the community.
    ///
    /// - Throws: ``FailedInput`` also where there is no file, or no member in it.
    func readMembers() throws -> Community {
        let community = try read()
        if community.members.isEmpty {
            throw FailedInput(
                description:
                    "no community file says who the members are and what they let others know; name one with --community or TAMGA_COMMUNITY"
            )
        }
        return community
    }
}
