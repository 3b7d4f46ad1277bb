import Glibc
import TamgaModel

/// One log: a path, or standard input.
public enum LogInput: Hashable, Sendable {
    /// A file, packed or not.
    case file(String)
    /// Standard input, which is shown as `-`.
    case standardInput

    /// As the user named it.
    public var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "-"
        }
    }
}

/// An open log, read from its first byte to its last, once.
public struct LogSource: ~Copyable, Sendable {
    let name: String
    /// When the file was last changed; now, for a stream.
    let modified: Timestamp
    /// Bytes as they lie on disk, for progress; 0 for a stream.
    let size: Int
    private let file: Int32
    private var decompressor: Decompressor?
    /// Bytes that were read ahead of their turn, and how many of them have had it.
    private var head: [UInt8]
    private var headTaken = 0
    private var bytesRead = 0

    private init(name: String, file: Int32, status: stat) {
        self.name = name
        self.file = file
        let isFile = status.st_mode & S_IFMT == S_IFREG
        size = isFile ? Int(status.st_size) : 0
        modified = Timestamp(seconds: Int64(isFile ? status.st_mtim.tv_sec : time(nil)))
        head = []
        decompressor = nil
    }

    /// Opens a log. A folder is not one.
    public static func open(_ input: LogInput) throws(InputError) -> LogSource {
        let file: Int32
        switch input {
        case .standardInput: file = dup(0)
        case .file(let path): file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        }
        guard file >= 0 else { throw .io("cannot be opened", errno) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else {
            let code = errno
            close(file)
            throw .io("cannot be examined", code)
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            close(file)
            throw .io("cannot be read", EISDIR)
        }
        return LogSource(name: input.name, file: file, status: status)
    }

    deinit { close(file) }

    /// Looks at the first bytes: starts unpacking where they say so.
    ///
    /// - Returns: why the source is not text, or `nil`.
    public mutating func recognise() throws(InputError) -> String? {
        var first = [UInt8](repeating: 0, count: 16)
        var count = 0
        while count < first.count {
            let got = unsafe first.withUnsafeMutableBytes {
                unsafe Glibc.read(file, $0.baseAddress! + count, $0.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .io("cannot be read", errno) }
            if got == 0 { break }
            count += got
        }
        head = Array(first.prefix(count))
        if let reason = ForeignFile.reason(head) { return reason }
        if let compression = Compression.of(head) {
            guard lseek(file, 0, SEEK_SET) == 0 else {
                return "standard input is packed: unpack it first, as with \(compression.program) -dc"
            }
            head = []
            decompressor = try Decompressor.start(compression, file: file)
        }
        return nil
    }

    /// Reads up to `count` bytes; empty at the end.
    public mutating func read(upTo count: Int) throws(InputError) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: count)
        let got = try unsafe piece.withUnsafeMutableBufferPointer { room throws(InputError) in
            // Safe: the room is `count` bytes.
            try unsafe read(into: room.baseAddress!, room.count)
        }
        piece.removeLast(count - got)
        return piece
    }

    /// Reads up to `count` bytes; 0 at the end.
    mutating func read(into buffer: UnsafeMutablePointer<UInt8>, _ count: Int) throws(InputError) -> Int {
        if headTaken < head.count {
            let taken = min(count, head.count - headTaken)
            for index in 0..<taken { unsafe buffer[index] = head[headTaken + index] }
            headTaken += taken
            if headTaken == head.count { (head, headTaken) = ([], 0) }
            bytesRead += taken
            return taken
        }
        let got = try unsafe readOn(into: buffer, count)
        bytesRead += got
        return got
    }

    /// The first `count` bytes, fewer where the source ends before; they are still read in their turn.
    ///
    /// To be called before anything is read.
    mutating func peek(_ count: Int) throws(InputError) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: count)
        while head.count < count {
            let wanted = count - head.count
            let got = try unsafe piece.withUnsafeMutableBufferPointer { room throws(InputError) in
                // Safe: the room is `count` bytes, of which no more than that are wanted.
                try unsafe readOn(into: room.baseAddress!, wanted)
            }
            if got == 0 { break }
            head += piece[..<got]
        }
        return head
    }

    private mutating func readOn(into buffer: UnsafeMutablePointer<UInt8>, _ count: Int) throws(InputError) -> Int {
        while true {
            // Safe: the caller's buffer has room for `count` bytes.
            let got = unsafe Glibc.read(decompressor?.output ?? file, buffer, count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .io("cannot be read to its end", errno) }
            return got
        }
    }

    /// After the last byte: what went wrong, if anything did.
    public mutating func finish() -> String? {
        if decompressor != nil { return decompressor!.finish() }
        guard size > 0, bytesRead < size else { return nil }
        return "shrank while it was read: \(bytesRead) of \(size) bytes"
    }
}
