import FoundationEssentials
import TamgaStore

/// Output that is kept in a file of its own, for its owner only, until it may go.
final class HeldOutput {
    private let path: String
    private let file: Output
    private var buffer: [UInt8] = []

    /// Makes the file beside the store: what is in it is no less secret than what is there.
    init(beside store: Store) throws {
        path = store.path + ".release-\(ProcessInfo.processInfo.processIdentifier)"
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw FailedInput(description: "cannot write \(path)")
        }
        file = try Output(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Adds bytes.
    func write(_ bytes: [UInt8]) throws {
        buffer += bytes
        if buffer.count >= 1 << 18 { try flush() }
    }

    /// Writes all of it to its destination.
    func deliver(to name: String) throws {
        try flush()
        let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
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
        return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    }

    private func flush() throws {
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
