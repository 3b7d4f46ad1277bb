import Glibc
import TamgaModel

/// Where a stream's hits go: a file that is added to, or standard output.
final class HitOutput: Sendable {
    /// `-` is standard output.
    let name: String
    private let descriptor: Descriptor

    /// Opens a file for adding to; without one, hits go to standard output.
    init(_ path: String?) throws {
        name = path ?? "-"
        // Safe: the name is passed as a text that ends with NUL and lives until the call returns.
        let number = path.map { unsafe open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) } ?? 1
        guard number >= 0 else { throw OutputError(name: name, code: errno) }
        descriptor = Descriptor(number: number)
    }

    deinit {
        if descriptor.number > 2 { close(descriptor.number) }
    }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws {
        let code = descriptor.write(bytes)
        if code != 0 { throw OutputError(name: name, code: code) }
    }

    /// How long the output is; `nil` where it is no regular file.
    var mark: OutputMark? { descriptor.mark }

    /// Makes whole what a killed stream has written behind a mark: a torn last line is cut off.
    ///
    /// - Returns: the ids of the hits that stand there; empty where the output is another file.
    func recover(from mark: OutputMark) throws -> [String] {
        guard let now = self.mark, now.device == mark.device, now.inode == mark.inode, now.size > mark.size else {
            return []
        }
        var reader = try FileTail(descriptor, name: name, from: mark.size)
        var ids: [String] = []
        while let line = try reader.next() {
            if let id = HitLine.id(line[...]) { ids.append(id) }
        }
        if reader.wholeEnd < now.size {
            let code = descriptor.cut(to: reader.wholeEnd)
            if code != 0 { throw OutputError(name: name, code: code) }
        }
        return ids
    }
}
