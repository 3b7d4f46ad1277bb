import FoundationEssentials
import TamgaExchange

/// A file beside the store that a reply is written into, for its owner only; gone at the end unless it is kept.
final class FetchedFile: BodySink {
    private let path: String
    private var output: Output?
    private var isKept = false

    /// - Parameters:
    ///   - path: the store's.
    ///   - ending: of the file's name, by which formats are told apart.
    init(path: String, ending: String) {
        self.path = path + ".fetch-\(ProcessInfo.processInfo.processIdentifier)" + ending
    }

    deinit { if !isKept { try? FileManager.default.removeItem(atPath: path) } }

    func restart() throws {
        output = nil
        try? FileManager.default.removeItem(atPath: path)
        output = try Output(path, .creating, permissions: 0o600)
    }

    func write(_ bytes: [UInt8]) throws { try output?.write(bytes) }

    /// The file, which is another's to remove now.
    func keep() -> String {
        output = nil
        isKept = true
        return path
    }
}
