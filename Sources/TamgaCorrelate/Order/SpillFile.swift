import Glibc
import TamgaModel

/// Why events that do not fit into memory cannot be kept.
public struct SpillError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed.
    let call: String
    /// As `errno` has it.
    let code: Int32

    /// One sentence.
    public var description: String {
        // Safe: the text ends with NUL and is copied before another call can change it.
        unsafe "events of correlations cannot be kept in a temporary file: \(call): \(String(cString: strerror(code)))"
    }
}

/// A temporary file that nobody else sees and that is gone when it is closed: sorted runs of events.
final class SpillFile {
    private let file: Int32
    private(set) var size = 0

    /// A part of the file: events, each behind its length in four bytes.
    struct Run {
        var start: Int
        var end: Int
    }

    init() throws(SpillError) {
        // Safe: the texts end with NUL and live until the calls return.
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var path = Array("\(folder)/tamga.\(String(repeating: "X", count: 6))".utf8CString)
        file = unsafe mkstemp(&path)
        guard file >= 0 else { throw SpillError(call: folder, code: errno) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        _ = unsafe unlink(path)
    }

    deinit { close(file) }

    fileprivate func write(_ bytes: [UInt8]) throws(SpillError) {
        var written = 0
        while written < bytes.count {
            // Safe: what is written lies in the array, which lives until the call returns.
            let count = unsafe bytes.withUnsafeBytes {
                unsafe pwrite(file, $0.baseAddress! + written, $0.count - written, off_t(size))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SpillError(call: "write", code: count < 0 ? errno : ENOSPC) }
            written += count
            size += count
        }
    }

    fileprivate func read(_ range: Range<Int>) throws(SpillError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var filled = 0
        while filled < bytes.count {
            // Safe: what is read lies in the array, which lives until the call returns.
            let count = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(file, $0.baseAddress! + filled, $0.count - filled, off_t(range.lowerBound + filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SpillError(call: "read", code: count < 0 ? errno : EIO) }
            filled += count
        }
        return bytes
    }

    /// Writes a run, a piece at a time.
    struct Writer {
        private let file: SpillFile
        private let start: Int
        private var piece: [UInt8] = []

        init(_ file: SpillFile) {
            self.file = file
            start = file.size
        }

        mutating func append(_ event: ArraySlice<UInt8>) throws(SpillError) {
            for shift in stride(from: 0, to: 32, by: 8) {
                piece.append(UInt8(truncatingIfNeeded: event.count >> shift))
            }
            piece += event
            guard piece.count >= 1 << 20 else { return }
            try file.write(piece)
            piece.removeAll(keepingCapacity: true)
        }

        mutating func finish() throws(SpillError) -> Run {
            try file.write(piece)
            return Run(start: start, end: file.size)
        }
    }

    /// Reads a run, a piece at a time.
    struct Cursor {
        private var run: Run
        private var piece: [UInt8] = []
        private var index = 0
        private(set) var event: CorrelationEvent?

        private static let pieceSize = 1 << 16

        init(_ run: Run) { self.run = run }

        func precedes(_ other: Cursor) -> Bool {
            guard let event, let against = other.event else { return event != nil }
            return CorrelationEvent.Place.precedes(event.place, against.place)
        }

        /// Reads the next event; false behind the last.
        mutating func advance(_ file: SpillFile) throws(SpillError) -> Bool {
            event = nil
            guard try fill(4, file) else { return false }
            let length = (0..<4).reduce(0) { $0 | Int(piece[index + $1]) << ($1 * 8) }
            index += 4
            guard try fill(length, file) else { return false }
            var reader = CorrelationEventReader(piece[index..<index + length])
            index += length
            event = reader.next()
            return event != nil
        }

        /// Makes sure that so many bytes lie ahead in the piece.
        private mutating func fill(_ count: Int, _ file: SpillFile) throws(SpillError) -> Bool {
            if piece.count - index >= count { return true }
            piece.removeFirst(index)
            index = 0
            let end = min(run.end, run.start + max(Self.pieceSize, count - piece.count))
            piece += try file.read(run.start..<end)
            run.start = end
            return piece.count >= count
        }
    }
}
