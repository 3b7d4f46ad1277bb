import TamgaMatch

extension FeedBytes {
    /// What is longer is not read whole.
    static let maximumLength = 256 << 20

    /// All bytes of a file, unpacked; `-` is standard input.
    static func whole(_ path: String) throws -> [UInt8] {
        let source: FeedBytes
        do {
            source = try FeedBytes(path == "-" ? .standardInput : .file(path))
        } catch let error as InputError {
            throw UnreadableFile(name: path, reason: error)
        }
        var bytes: [UInt8] = []
        while true {
            let piece = try source.next()
            if piece.isEmpty { break }
            bytes += piece
            guard bytes.count <= maximumLength else {
                throw FailedInput(description: "\(path) is longer than \(maximumLength) bytes")
            }
        }
        if let reason = try source.finish() { throw FailedInput(description: "\(path): \(reason)") }
        return bytes
    }
}
