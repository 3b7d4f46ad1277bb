import Glibc

/// Files that nobody else may read, written whole.
enum PrivateFile {
    /// Writes parts one behind the other into a file of mode 0600 under a temporary name, which is then renamed: readers see the
    /// old file or the new one, never a part.
    ///
    /// - Parameter isLasting: file and name are on the disk when this returns.
    static func write(
        _ parts: [UnsafeRawBufferPointer], to path: String, isLasting: Bool
    ) throws(SnapshotError) {
        let temporary = "\(path).\(getpid()).part"
        // A run that was killed, and had the same number, can have left one; so can somebody else, to have what is written.
        // Safe: paths end with NUL and live until a call returns.
        _ = unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .io(path: temporary, errno: errno) }
        var reason: Int32 = 0
        for index in unsafe 0..<parts.count where reason == 0 { reason = unsafe fill(descriptor, parts[index]) }
        if reason == 0, isLasting, fsync(descriptor) != 0 { reason = errno }
        if close(descriptor) != 0, reason == 0 { reason = errno }
        if reason == 0, unsafe rename(temporary, path) != 0 { reason = errno }
        guard reason == 0 else {
            unsafe unlink(temporary)
            throw .io(path: path, errno: reason)
        }
        if isLasting { synchronizeFolder(of: path) }
    }

    /// Writes all of a part; the errno where that fails, else 0.
    private static func fill(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
        var written = 0
        while written < bytes.count {
            // Safe: `written` is less than the count.
            let count = unsafe Glibc.write(
                descriptor, bytes.baseAddress! + written, min(bytes.count - written, 1 << 30))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return count < 0 ? errno : EIO }
            written += count
        }
        return 0
    }

    /// Sees a file's name on the disk, too, where the system can do that.
    private static func synchronizeFolder(of path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
        // Safe: the path ends with NUL and lives until the call returns.
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
