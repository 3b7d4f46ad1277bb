import Glibc

/// A file or a folder that is there could not be opened or read. It may be another time: a disk or a server was away for a
/// moment.
struct ReadFault: Error, CustomStringConvertible {
    /// What the system calls it.
    let code: Int32

    /// False where there is nothing to be read.
    var isThere: Bool { ![ENOENT, ENOTDIR, ELOOP].contains(code) }

    /// The system's words for it.
    var description: String {
        // Safe: the text ends with NUL and is copied before another call can change it.
        unsafe String(cString: strerror(code))
    }
}
