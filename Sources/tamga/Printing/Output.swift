import Glibc

/// Why output could not be written.
struct OutputError: Error, CustomStringConvertible {
    let name: String
    let code: Int32

    /// One sentence.
    var description: String {
        "cannot write \(name == "-" ? "standard output" : name): \(Descriptor.words(code))"
    }
}

/// A file, or standard output, written whole.
final class Output: Sendable {
    let name: String
    private let descriptor: Descriptor

    /// Opens a file for writing, emptied; `-` is standard output.
    init(_ name: String) throws {
        self.name = name
        // Safe: the name is passed as a text that ends with NUL and lives until the call returns.
        let number = name == "-" ? 1 : unsafe open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw OutputError(name: name, code: errno) }
        descriptor = Descriptor(number: number)
    }

    deinit {
        if descriptor.number > 2 { close(descriptor.number) }
    }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws {
        let code = descriptor.write(bytes)
        if code != 0 { throw OutputError(name: name, code: code) }
    }

    /// Writes a text.
    func write(_ text: String) throws { try write(Array(text.utf8)) }
}
