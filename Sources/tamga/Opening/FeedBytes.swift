import TamgaMatch

/// The bytes of a feed, unpacked, piece by piece.
final class FeedBytes {
    private var source: LogSource
    private let name: String
    private var head: [UInt8]?
    /// Bytes given out so far.
    private(set) var count = 0

    /// Bytes that a packed feed may unpack to, whatever its size.
    static let freelyUnpacked = 64 << 20
    /// Bytes that a larger one may unpack to, for each of its own: lists of indicators come to 50 at most.
    static let mostUnpacked = 200

    /// Opens a feed.
    ///
    /// - Parameter name: what it is called where it fails; the input's own name unless said.
    /// - Throws: why it cannot be read.
    init(_ input: LogInput, name: String? = nil) throws {
        self.name = name ?? input.name
        source = try LogSource.open(input)
        if let reason = try source.recognise() { throw FailedInput(description: reason) }
    }

    /// True where a file can be opened and its first bytes say that it holds no text.
    static func isForeign(_ input: LogInput) -> Bool {
        do {
            _ = try FeedBytes(input)
            return false
        } catch {
            return error is FailedInput
        }
    }

    /// The first piece, which ``next()`` gives again.
    func peek() throws -> [UInt8] {
        if head == nil { head = try read() }
        return head ?? []
    }

    /// The next piece; empty at the end.
    func next() throws -> [UInt8] {
        if let first = head {
            head = nil
            count += first.count
            return first
        }
        if isBomb { return [] }
        let piece = try read()
        count += piece.count
        return piece
    }

    private var isBomb: Bool {
        guard count > Self.freelyUnpacked, let size = source.packedSize else { return false }
        return count / Self.mostUnpacked > size
    }

    /// After the last piece: what went wrong, if anything did.
    func finish() throws -> String? {
        if isBomb {
            let most = "\(Self.mostUnpacked) bytes for each of its own"
            return "unpacks to more than \(most): the rest was not read; unpack it first"
        }
        return source.finish()
    }

    private func read() throws -> [UInt8] {
        var piece: [UInt8] = []
        while piece.count < 65_536 {
            let more = try readSome()
            if more.isEmpty { break }
            if piece.isEmpty { piece = more } else { piece += more }
        }
        return piece
    }

    private func readSome() throws -> [UInt8] {
        do throws(InputError) {
            return try source.read(upTo: 262_144)
        } catch {
            throw UnreadableFile(name: name, reason: error)
        }
    }
}
