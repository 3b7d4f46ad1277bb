import Glibc
import TamgaModel

/// Where a stream's hits go: a file that is added to, or standard output.
final class HitOutput: Sendable {
    private let output: Output

    /// Opens a file for adding to; without one, hits go to standard output.
    init(_ path: String?) throws { output = try Output(path ?? "-", .adding) }

    /// Writes all bytes.
    ///
    /// - Throws: ``OutputError``, also where the file was removed: hits would go where nobody finds them.
    func write(_ bytes: [UInt8]) throws {
        if output.descriptor.isRemoved { throw OutputError(name: output.name, code: ENOENT) }
        try output.write(bytes)
    }

    /// Waits until a file that was named is on the disk.
    func finish() throws { try output.finish() }

    /// How long the output is; `nil` where it is no regular file.
    var mark: OutputMark? { output.descriptor.mark }

    /// Makes whole what a killed stream has written behind a mark: a torn last line is cut off.
    ///
    /// - Returns: the ids of the hits that stand there; empty where the output is another file.
    func recover(from mark: OutputMark) throws -> [String] {
        guard let now = self.mark, now.device == mark.device, now.inode == mark.inode, now.size > mark.size else {
            return []
        }
        var reader = try FileTail(output.descriptor, name: output.name, from: mark.size)
        var ids: [String] = []
        while let line = try reader.next() {
            if let id = HitLine.id(line[...]) { ids.append(id) }
        }
        if reader.wholeEnd < now.size { try output.check(output.descriptor.cut(to: reader.wholeEnd)) }
        return ids
    }
}
