import Foundation

/// A folder that is gone after the test.
final class Scratch: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-match-\(UUID().uuidString)")

    init() { try! FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file and gives its path.
    func file(_ name: String = "log", _ bytes: [UInt8]) -> String {
        let path = path(name)
        _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
        return path
    }
}
