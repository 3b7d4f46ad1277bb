import Glibc

/// The lines of an open output behind an offset, read again.
struct FileTail: ~Copyable {
    private let file: Int32
    private let name: String
    private var offset: Int
    private var bytes: [UInt8] = []
    private var start = 0
    /// Behind the last line that has a line end.
    private(set) var wholeEnd: Int

    /// Opens the output a second time, for reading.
    init(_ output: Descriptor, name: String, from offset: Int) throws {
        self.name = name
        self.offset = offset
        wholeEnd = offset
        // Safe: the path ends with NUL and lives until the call returns.
        file = unsafe open("/proc/self/fd/\(output.number)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw OutputError(name: name, code: errno) }
    }

    deinit { close(file) }

    /// The next line that has a line end.
    mutating func next() throws -> [UInt8]? {
        while true {
            if let end = bytes[start...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                wholeEnd += end + 1 - start
                return Array(bytes[start..<end])
            }
            bytes.removeFirst(start)
            start = 0
            var more = [UInt8](repeating: 0, count: 1 << 16)
            // Safe: the buffer is as long as is said.
            let got = unsafe pread(file, &more, more.count, offset)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw OutputError(name: name, code: errno) }
            if got == 0 { return nil }
            offset += got
            bytes += more[..<got]
        }
    }
}
