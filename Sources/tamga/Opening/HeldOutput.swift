import FoundationEssentials
import TamgaStore

/// Output that is kept in a file of its own, for its owner only, until it may go.
final class HeldOutput {
    private let file: Output
    /// The file by its descriptor: it has no name.
    private var url: URL { URL(filePath: "/proc/self/fd/\(file.descriptor.number)") }
    private var buffer: [UInt8] = []

    /// Makes the file beside the store: what is in it is no less secret than what is there. It loses its name at once, so
    /// that nothing of it stays, however the run ends.
    init(beside store: Store) throws {
        let path = store.path + ".release-\(ProcessInfo.processInfo.processIdentifier)"
        // A run that was killed, and had the same number, can have left one.
        try? FileManager.default.removeItem(atPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        file = try Output(path, .creating, permissions: 0o600)
    }

    /// Adds bytes.
    func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= 1 << 18 { try flush() }
    }

    /// Writes all of it to its destination.
    func deliver(to name: String) throws {
        try flush()
        let data = try Data(contentsOf: url, options: .mappedIfSafe)
        try WholeOutput.write(to: name) { output in
            var start = 0
            while start < data.count {
                let end = min(start + 1 << 20, data.count)
                try output.write(Array(data[start..<end]))
                start = end
            }
        }
    }

    /// What was written so far.
    func contents() throws -> Data {
        try flush()
        return try Data(contentsOf: url, options: .mappedIfSafe)
    }

    private func flush() throws {
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
