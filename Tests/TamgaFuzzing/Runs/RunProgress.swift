import Glibc

/// How far a run is, in a small file that both processes map: what was being tried when the one that tries ended.
public final class RunProgress {
    private let words: UnsafeMutablePointer<UInt64>

    /// Opens the file, or makes it.
    ///
    /// - Returns: `nil` where that cannot be done.
    public init?(path: String) {
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        guard file >= 0 else { return nil }
        defer { close(file) }
        guard ftruncate(file, 64) == 0, let memory = mmap(nil, 64, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
            memory != MAP_FAILED
        else { return nil }
        words = memory.bindMemory(to: UInt64.self, capacity: 8)
    }

    deinit { munmap(words, 64) }

    /// The number of the input that is being tried.
    public var current: UInt64 {
        get { words[0] }
        set { words[0] = newValue }
    }

    /// How many inputs have shown that something does not hold.
    public var failures: UInt64 {
        get { words[1] }
        set { words[1] = newValue }
    }
}
