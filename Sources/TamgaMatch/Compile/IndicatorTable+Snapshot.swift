import Glibc

/// Why a snapshot could not be written.
public enum SnapshotError: Error, CustomStringConvertible {
    /// A call failed with this errno.
    case io(path: String, errno: Int32)

    /// One sentence.
    public var description: String {
        switch self {
        case .io(let path, let errno): unsafe "cannot write \(path): \(String(cString: strerror(errno)))"
        }
    }
}

extension IndicatorTable {
    /// Writes the table under a temporary name beside `path`, then renames it: readers see the old file or the
    /// new one, never a part.
    public func writeSnapshot(to path: String) throws(SnapshotError) {
        let temporary = "\(path).\(getpid()).part"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .io(path: temporary, errno: errno) }
        var written = 0
        let bytes = unsafe image
        while written < bytes.count {
            // Safe: `written` is less than the count.
            let count = unsafe write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let reason = errno
                close(descriptor)
                unsafe unlink(temporary)
                throw .io(path: temporary, errno: reason)
            }
            written += count
        }
        close(descriptor)
        guard unsafe rename(temporary, path) == 0 else {
            let reason = errno
            unsafe unlink(temporary)
            throw .io(path: path, errno: reason)
        }
    }
}
