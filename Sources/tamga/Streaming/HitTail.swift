import Glibc
import TamgaModel

/// The lines of a file of hits that grows, or of a pipe.
struct HitTail: ~Copyable {
    private let name: String
    private var file: Int32
    private var offset = 0
    private var rest: [UInt8] = []
    private var isSkipping = false
    /// True once a pipe has ended.
    private(set) var hasEnded = false
    /// Lines that were too long to be kept.
    private(set) var tooLong = 0

    /// The longest line that is read.
    static let longest = 4 << 20

    /// Opens a file; `-` is standard input.
    ///
    /// - Parameter fromEnd: what stands in a file already is passed over.
    init(_ name: String, fromEnd: Bool) throws {
        self.name = name
        // Safe: the path ends with NUL and lives until the call returns.
        file = name == "-" ? 0 : unsafe open(name, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw FailedInput(description: "cannot read \(name): \(Descriptor.words(errno))")
        }
        if fromEnd, let mark = Descriptor(number: file).mark, mark.size > 0 {
            // From the last byte on: what is left of a line that is being written belongs to none that comes.
            offset = mark.size - 1
            isSkipping = true
        }
    }

    deinit { if file > 0 { close(file) } }

    /// What is to be waited for; negative for a file on a disk, which is asked again and again.
    var waitable: Int32 { Descriptor(number: file).mark == nil && !hasEnded ? file : -1 }

    /// The lines that have come, without waiting; at most a few megabytes at a time.
    mutating func next() throws -> [[UInt8]] {
        if hasEnded { return [] }
        reopenIfReplaced()
        var lines: [[UInt8]] = []
        for _ in 0..<64 {
            let isFile = Descriptor(number: file).mark != nil
            if !isFile, !isReady { return lines }
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            // Safe: the buffer is as long as is said.
            let count = unsafe isFile ? pread(file, &piece, piece.count, offset) : read(file, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return lines }
            guard count >= 0 else { throw FailedInput(description: "cannot read \(name): \(Descriptor.words(errno))") }
            if count == 0 {
                hasEnded = !isFile
                return lines
            }
            offset += count
            cut(piece[..<count], into: &lines)
        }
        return lines
    }

    /// True where a pipe has bytes, or has ended.
    private var isReady: Bool {
        var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        // Safe: the call reads and writes one entry, which lives until it returns.
        return unsafe poll(&wait, 1, 0) > 0
    }

    private mutating func cut(_ piece: ArraySlice<UInt8>, into lines: inout [[UInt8]]) {
        var start = piece.startIndex
        while let end = piece[start...].firstIndex(of: 0x0A) {
            if isSkipping {
                isSkipping = false
            } else {
                // Each line has the memory that it needs: a sum of arrays has the capacity of the first, and after one long
                // line every short one would have as much.
                var line: [UInt8] = []
                line.reserveCapacity(rest.count + end - start)
                line += rest
                line += piece[start..<end]
                lines.append(line)
            }
            if !rest.isEmpty { rest = [] }
            start = end + 1
        }
        if isSkipping { return }
        rest += piece[start...]
        if rest.count > Self.longest {
            rest.removeAll()
            isSkipping = true
            tooLong += 1
        }
    }

    /// A file that was emptied or replaced by another is read from its beginning.
    private mutating func reopenIfReplaced() {
        guard file > 0, let mark = Descriptor(number: file).mark else { return }
        // Safe: the path ends with NUL and lives until the call returns.
        let other = unsafe open(name, O_RDONLY | O_CLOEXEC)
        if other >= 0, let now = Descriptor(number: other).mark {
            if now.inode != mark.inode || now.device != mark.device {
                // What the old one still has is read first.
                if mark.size > offset {
                    close(other)
                } else {
                    close(file)
                    file = other
                    beginAnew()
                }
                return
            }
        }
        if other >= 0 { close(other) }
        if mark.size < offset { beginAnew() }
    }

    private mutating func beginAnew() {
        offset = 0
        rest.removeAll()
        isSkipping = false
    }
}
