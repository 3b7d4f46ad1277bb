import Foundation

/// A folder that is gone when the benchmark is.
public final class Scratch {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-stages-\(UUID().uuidString)")
    private var number = 0

    /// Makes the folder.
    public init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Writes a file and gives its path.
    public func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let url = folder.appending(path: name)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// The path of a file that is not there yet, in a folder of its own; the one before is removed.
    public func fresh(_ name: String) throws -> String {
        try? FileManager.default.removeItem(at: folder.appending(path: "\(number)"))
        number += 1
        let folder = folder.appending(path: "\(number)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appending(path: name).path
    }
}
