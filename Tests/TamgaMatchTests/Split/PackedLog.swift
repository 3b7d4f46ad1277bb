import Foundation

/// A log packed by gzip.
enum PackedLog {
    static let program = "/usr/bin/gzip"
    static var hasProgram: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// Writes a log and packs it.
    static func make(_ scratch: Scratch, _ bytes: [UInt8]) throws -> String {
        let path = scratch.file("packed.log", bytes)
        let process = try Process.run(URL(filePath: program), arguments: [path])
        process.waitUntilExit()
        return path + ".gz"
    }
}

extension Scratch {
    /// A folder for tests that need no other.
    static let kept = Scratch()
}
