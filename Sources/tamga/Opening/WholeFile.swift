import TamgaMatch

/// A small file, read whole.
enum WholeFile {
    /// The file's bytes. What has been read so is not written over by the same run (``ReadFiles``).
    ///
    /// - Parameter limit: at most one byte more than so many is read.
    /// - Throws: ``UnreadableFile``, and ``FailedInput`` where it is longer than the limit.
    static func read(_ path: String, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        do throws(InputError) {
            var source = try LogSource.open(.file(path))
            ReadFiles.note(path)
            while true {
                let piece = try source.read(upTo: min(1 << 16, limit + 1 - bytes.count))
                if piece.isEmpty { return bytes }
                bytes += piece
                if bytes.count > limit { break }
            }
        } catch {
            throw UnreadableFile(name: path, reason: error)
        }
        throw FailedInput(description: "\(path): longer than \(limit) bytes")
    }
}
