import Glibc
import TamgaMatch
import TamgaModel

/// Why output could not be written.
struct OutputError: Error, CustomStringConvertible {
    let name: String
    let code: Int32

    /// One sentence.
    var description: String {
        "cannot write \(name == "-" ? "standard output" : name): \(Descriptor.words(code))"
    }
}

/// A file, or standard output, that is written to as output comes: what has been written stays where a run fails.
/// ``WholeOutput`` is for what is of use only when it is whole.
final class Output: Sendable {
    /// What becomes of a file that is there.
    enum Mode {
        /// It is emptied.
        case replacing
        /// It is added to.
        case adding
        /// It is an error: the file is to be a new one.
        case creating

        fileprivate var flag: Int32 {
            switch self {
            case .replacing: O_TRUNC
            case .adding: O_APPEND
            case .creating: O_EXCL
            }
        }
    }

    /// `-` is standard output.
    let name: String
    let descriptor: Descriptor

    /// Opens a file for writing; `-` is standard output.
    ///
    /// - Throws: ``OutputError``, and `ValidationError` for what this run has read (``ReadFiles``).
    /// - Parameter permissions: of a file that is made, less what the process's mask takes: 0600 for what holds keys or
    ///   what the store holds, so that it is never, not even for a moment, another's to open.
    init(_ name: String, _ mode: Mode = .replacing, permissions: mode_t = 0o640) throws {
        try ReadFiles.check(name)
        self.name = name
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | mode.flag
        // Safe: the name is passed as a text that ends with NUL and lives until the call returns.
        let number = name == "-" ? 1 : unsafe open(PathText.path(name), flags, permissions)
        guard number >= 0 else { throw OutputError(name: name, code: errno) }
        descriptor = Descriptor(number: number)
    }

    deinit {
        if descriptor.number > 2 { close(descriptor.number) }
    }

    /// Writes all bytes.
    func write(_ bytes: [UInt8]) throws { try check(descriptor.write(bytes)) }

    /// Writes a text; on standard output nothing in it can act on the terminal but the colours that a terminal has
    /// asked for.
    func write(_ text: String) throws {
        let hasStyles = name == "-" && SummaryOutput.isColoured(.standardOutput)
        try write(Array((name == "-" ? ActiveText.page(text, hasStyles: hasStyles) : text).utf8))
    }

    /// Waits until a file that was named is on the disk: only then may its run say that it went well.
    func finish() throws {
        if name != "-" { try check(descriptor.synchronize()) }
    }

    /// Takes what the system says of a call: 0, or why it failed.
    func check(_ code: Int32) throws {
        if code != 0 { throw OutputError(name: name, code: code) }
    }
}
