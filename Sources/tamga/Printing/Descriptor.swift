import Glibc
import TamgaModel

/// An open file of the process, by its number: the one place where the command calls the system to write.
struct Descriptor: Sendable {
    let number: Int32

    static let standardOutput = Descriptor(number: 1)
    static let standardError = Descriptor(number: 2)

    /// True where a person is watching.
    var isTerminal: Bool { isatty(number) == 1 }

    /// The terminal's columns; `nil` where there is no terminal.
    var columns: Int? {
        var size = winsize()
        // Safe: the call writes one `winsize`, which lives until it returns.
        guard unsafe ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// The terminal's columns and rows; 0 where there is no terminal.
    var screen: (columns: Int, rows: Int) {
        var size = winsize()
        // Safe: the call writes one `winsize`, which lives until it returns.
        guard unsafe ioctl(number, UInt(TIOCGWINSZ), &size) == 0 else { return (0, 0) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Writes all bytes.
    ///
    /// - Returns: 0, or why not all could be written, as `errno` says it.
    func write(_ bytes: some Sequence<UInt8>) -> Int32 {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            // Safe: the buffer lives until the call returns.
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return 0
    }

    /// Waits until what was written is on the disk; what is no file on a disk has nothing to wait for.
    ///
    /// - Returns: 0, or why it cannot be there, as `errno` says it.
    func synchronize() -> Int32 {
        while fsync(number) != 0 {
            switch errno {
            case EINTR: continue
            case EINVAL, ENOTSUP, EROFS: return 0
            default: return errno
            }
        }
        return 0
    }

    /// Sets who may do what with the file.
    ///
    /// - Returns: 0, or why that cannot be, as `errno` says it.
    func allow(_ permissions: mode_t) -> Int32 { fchmod(number, permissions) == 0 ? 0 : errno }

    /// True for a file that no name leads to any more: what is written to it is gone once it is closed.
    var isRemoved: Bool {
        var status = stat()
        // Safe: the call writes one `stat`, which lives until it returns.
        return unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 0
    }

    /// Which file it is and how long; `nil` for what is no regular file.
    var mark: OutputMark? {
        var status = stat()
        // Safe: the call writes one `stat`, which lives until it returns.
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return OutputMark(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size))
    }

    /// Cuts the file, and goes on writing at its end.
    ///
    /// - Returns: 0, or why it cannot be, as `errno` says it.
    func cut(to size: Int) -> Int32 {
        guard ftruncate(number, size) == 0 else { return errno }
        return lseek(number, 0, SEEK_END) >= 0 ? 0 : errno
    }

    /// What the system calls an error.
    static func words(_ code: Int32) -> String {
        // Safe: the text ends with NUL and is copied before another call can change it.
        unsafe String(cString: strerror(code))
    }
}
