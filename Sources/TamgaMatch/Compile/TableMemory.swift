import Glibc

/// The bytes of a table: pages of our own, or a file mapped read-only.
///
/// Mapping is safe here because the file is ours: it is written under another name, renamed once, never changed.
@safe
final class TableMemory: @unchecked Sendable {
    // Sendable: the bytes are written before the initialiser returns and never after.
    let bytes: UnsafeRawBufferPointer
    /// Whether they are a file's.
    let isMapped: Bool
    /// The mapping, which begins where a page does.
    private let mapping: UnsafeMutableRawBufferPointer

    /// From this size on, huge pages are asked for: what is read here and there in memory of small pages waits for their
    /// addresses more often than for the bytes.
    static let hugeFrom = 2 << 20

    /// Fresh pages of zeroes, for a ``TableMemory`` to take over.
    static func pages(_ count: Int) -> UnsafeMutableRawBufferPointer {
        let base = unsafe mmap(nil, max(1, count), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let base = unsafe base, unsafe base != MAP_FAILED else {
            preconditionFailure("no memory for a table of \(count) bytes")
        }
        // Advice: where there are no huge pages, small ones do.
        if count >= hugeFrom { unsafe madvise(base, count, MADV_HUGEPAGE) }
        // Safe: the mapping holds `count` bytes until it is undone.
        return unsafe UnsafeMutableRawBufferPointer(start: base, count: count)
    }

    /// Takes over what ``pages(_:)`` has given, which nobody else will write or free.
    init(adopting bytes: UnsafeMutableRawBufferPointer) {
        unsafe self.bytes = UnsafeRawBufferPointer(bytes)
        unsafe mapping = bytes
        isMapped = false
    }

    /// Maps a whole file; `nil` where it cannot be opened or is empty.
    convenience init?(mapping path: String) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        self.init(mapping: descriptor, at: 0, count: Int(status.st_size))
    }

    /// Maps a part of a file that begins at a multiple of the page size.
    ///
    /// - Precondition: the file is so long; what is cut later ends the program where it is read.
    init?(mapping descriptor: Int32, at offset: Int, count: Int) {
        guard count > 0 else { return nil }
        guard let base = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, off_t(offset)),
            unsafe base != MAP_FAILED
        else { return nil }
        // Safe: the mapping holds `count` bytes until it is undone in `deinit`.
        unsafe mapping = UnsafeMutableRawBufferPointer(start: base, count: count)
        unsafe bytes = UnsafeRawBufferPointer(mapping)
        isMapped = true
    }

    deinit { unsafe munmap(mapping.baseAddress, max(1, mapping.count)) }
}
