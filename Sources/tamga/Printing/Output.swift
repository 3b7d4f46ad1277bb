import Glibc

/// Why output could not be written.
struct OutputError: Error, CustomStringConvertible {
    let name: String
    let code: Int32

    /// One sentence.
    var description: String {
        unsafe "cannot write \(name == "-" ? "standard output" : name): \(String(cString: strerror(code)))"
    }
}

/// A file, or standard output, written whole.
final class Output: Sendable {
    let name: String
    private let descriptor: Int32

    /// Opens a file for writing, emptied; `-` is standard output.
    init(_ name: String) throws {
        self.name = name
        descriptor = name == "-" ? 1 : unsafe open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputError(name: name, code: errno) }
    }

    deinit {
        if descriptor > 2 { close(descriptor) }
    }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Safe: the buffer lives until the call returns.
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OutputError(name: name, code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Writes a text.
    func write(_ text: String) throws { try write(Array(text.utf8)) }
}
