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
    /// Bytes that were looked at before they are read, and how many of them have been read since.
    private var head: [UInt8]
    private var headRead = 0
    /// What ended the looking ahead: it ends the reading at the same place.
    private(set) var failure: InputError?
    private var bytesRead = 0
    /// Where reading began in a file: where standard input, redirected from one, stood, or what was gone to.
    private var start: Int
    /// It is a file that can be read at any place, not a pipe or a device.
    let isFile: Bool
    /// It is unpacked while it is read.
    var isPacked: Bool { decompressor != nil }
    /// The bytes of a file that is unpacked while it is read, as they lie on disk; `nil` for any other.
    public var packedSize: Int? { isPacked ? size : nil }

    private init(name: String, file: Int32, status: stat) {
        self.name = name
        self.file = file
        isFile = status.st_mode & S_IFMT == S_IFREG
        start = isFile ? max(0, Int(lseek(file, 0, SEEK_CUR))) : 0
        size = isFile ? Int(status.st_size) : 0
        modified = Timestamp(nearestToSeconds: Int64(isFile ? status.st_mtim.tv_sec : time(nil)))
        head = []
        decompressor = nil
    }

    /// Opens a log. A folder is not one, nor is a device, but for a terminal and /dev/null.
    public static func open(_ input: LogInput) throws(InputError) -> LogSource {
        let file: Int32
        switch input {
        case .standardInput: file = dup(0)
        case .file(let path): file = unsafe Glibc.open(PathText.path(path), O_RDONLY | O_CLOEXEC)
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
        // The null device is number 3 of the first kind.
        let isNull = status.st_rdev == 0x103
        guard status.st_mode & S_IFMT != S_IFCHR || isNull || isatty(file) == 1 else {
            close(file)
            throw .endless
        }
        return LogSource(name: input.name, file: file, status: status)
    }

    deinit { close(file) }

    /// Looks at the first bytes: starts unpacking where they say so, and looks at what comes out.
    ///
    /// - Returns: why the source is not text, or `nil`.
    public mutating func recognise() throws(InputError) -> String? {
        let first = peek(isFile ? ForeignFile.head : Compression.head)
        if first.isEmpty, let failure { throw failure }
        if let reason = ForeignFile.reason(first) { return reason }
        guard let compression = Compression.of(first) else { return nil }
        let program = compression.program
        guard lseek(file, 0, SEEK_SET) == 0 else {
            return "standard input is packed: unpack it first, as with \(program) -dc"
        }
        (head, bytesRead, failure) = ([], 0, nil)
        decompressor = try Decompressor.start(compression, file: file)
        let inside = peek(ForeignFile.head)
        if let reason = ForeignFile.reason(inside) { return "packed by \(program), and in it \(reason)" }
        return Compression.of(inside).map { "packed twice, by \(program) and by \($0.program): unpack it once first" }
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
        if headRead < head.count {
            let taken = min(count, head.count - headRead)
            for index in 0..<taken { unsafe buffer[index] = head[headRead + index] }
            headRead += taken
            if headRead == head.count { head = [] }
            if head.isEmpty { headRead = 0 }
            return taken
        }
        if let failure { throw failure }
        return try unsafe readAhead(into: buffer, count)
    }

    /// The next bytes, up to `count`, without reading them; an error is left to the reading, which ends where this did.
    mutating func peek(_ count: Int) -> [UInt8] {
        var ahead = [UInt8](repeating: 0, count: count)
        var filled = min(count, head.count)
        for index in 0..<filled { ahead[index] = head[index] }
        while filled < count, failure == nil {
            do throws(InputError) {
                let got = try unsafe ahead.withUnsafeMutableBufferPointer { room throws(InputError) in
                    // Safe: there is room behind what is filled.
                    try unsafe readAhead(into: room.baseAddress! + filled, room.count - filled)
                }
                if got == 0 { break }
                filled += got
            } catch {
                failure = error
            }
        }
        ahead.removeLast(count - filled)
        head = ahead
        return ahead
    }

    /// Goes to a place of a file that is not packed: what is read next stands there.
    ///
    /// - Precondition: ``isFile`` and not ``isPacked``.
    mutating func seek(to offset: Int) throws(InputError) {
        guard lseek(file, off_t(offset), SEEK_SET) >= 0 else { throw .io("cannot be read at byte \(offset)", errno) }
        head = []
        (headRead, bytesRead, start) = (0, 0, offset)
    }

    private mutating func readAhead(into buffer: UnsafeMutablePointer<UInt8>, _ count: Int) throws(InputError) -> Int {
        while true {
            // Safe: the caller's buffer has room for `count` bytes.
            let got = unsafe Glibc.read(decompressor?.output ?? file, buffer, count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .io("cannot be read to its end", errno) }
            bytesRead += got
            return got
        }
    }

    /// After the last byte: what went wrong, if anything did.
    public mutating func finish() -> String? {
        if decompressor != nil { return decompressor!.finish() }
        guard size > 0, start + bytesRead < size else { return nil }
        return "shrank while it was read: \(start + bytesRead) of \(size) bytes"
    }
}
