import Glibc

/// The bytes of a table: owned, or a file mapped read-only.
///
/// Mapping is safe here because the file is ours: it is written under another name, renamed once, never changed.
@safe
final class TableMemory: @unchecked Sendable {
    // Sendable: the bytes are written before the initialiser returns and never after.
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Takes over bytes that nobody else will write or free.
    init(adopting bytes: UnsafeMutableRawBufferPointer) {
        unsafe self.bytes = UnsafeRawBufferPointer(bytes)
        isMapped = false
    }

    /// Maps a file; `nil` where it cannot be opened or is empty.
    init?(mapping path: String) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
        let count = Int(status.st_size)
        guard let base = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), unsafe base != MAP_FAILED
        else { return nil }
        // Safe: the mapping holds `count` bytes until it is undone in `deinit`.
        unsafe bytes = UnsafeRawBufferPointer(start: base, count: count)
        isMapped = true
    }

    deinit {
        if isMapped {
            unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            unsafe bytes.deallocate()
        }
    }
}
