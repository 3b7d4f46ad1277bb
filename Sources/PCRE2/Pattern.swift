internal import CPCRE2

/// A compiled PCRE2 pattern: immutable, and shared by any number of workers.
///
/// A pattern that is UTF takes any subject. In one that is not UTF-8, what is no character is read as U+FFFD, so that
/// a bad byte is one character to a dot and hides nothing. (PCRE2's own way, `PCRE2_MATCH_INVALID_UTF`, parts the
/// subject there, and with it machine code of release 10.42 takes no character beyond ASCII for `\S`, `\W`, `\D`.)
///
/// Where nothing beyond ASCII is in its text it is also kept as a pattern of bytes: on a subject in ASCII both say
/// the same, and bytes are faster.
public struct Pattern: ~Copyable, Sendable {
    /// The pattern as it is meant.
    let bounded: BoundedProgram
    /// The same for subjects in ASCII, where it says the same of them.
    let bytewise: BoundedProgram?
    /// The groups that have names, with their numbers, in the order of the names.
    public let names: [(name: String, number: Int)]
    /// How many groups the pattern captures.
    public let captureCount: Int

    /// How a pattern is read.
    public struct Options: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8
        /// A set from its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Letter case does not count.
        public static let caseless = Options(rawValue: 1)
        /// `^` and `$` stand at every line's ends.
        public static let multiline = Options(rawValue: 2)
        /// A dot also is a line end.
        public static let dotAll = Options(rawValue: 4)
        /// Pattern and subject are UTF-8: a dot is a character, and letter case is Unicode's.
        public static let utf = Options(rawValue: 8)
        /// No machine code: for systems that forbid it, and to compare.
        public static let interpreted = Options(rawValue: 16)

        /// PCRE2's bits for all but UTF.
        var bits: UInt32 {
            var bits = UInt32(PCRE2_NEVER_BACKSLASH_C)
            if contains(.caseless) { bits |= UInt32(PCRE2_CASELESS) }
            if contains(.multiline) { bits |= UInt32(PCRE2_MULTILINE) }
            if contains(.dotAll) { bits |= UInt32(PCRE2_DOTALL) }
            return bits
        }
    }

    /// Compiles a pattern. `\C` is not allowed.
    ///
    /// A pattern may begin with PCRE2's own options; `(*UTF)` is ``Options/utf``.
    public init(_ pattern: some StringProtocol, options: Options = []) throws(PatternError) {
        let bits = options.bits
        let text = Array(pattern.utf8)
        let interpreted = options.contains(.interpreted)
        bounded = try BoundedProgram(
            text, bits: options.contains(.utf) ? bits | UInt32(PCRE2_UTF) : bits, interpreted: interpreted)
        captureCount = bounded.program.captureCount
        names = bounded.program.names
        // Where the text itself asks for UTF there is no other reading.
        let bytes =
            bounded.program.isUTF ? SyntaxParser.parse(String(pattern), options: options.subtracting(.utf)) : nil
        let isPlain = bytes.map { $0.isASCII && !$0.utf } ?? false
        bytewise = isPlain ? try? BoundedProgram(text, bits: bits, interpreted: interpreted) : nil
    }

    /// True where the pattern runs as machine code; if not, PCRE2 interprets it, with the same answers but for
    /// errors of its own (release 10.42: matches with `(*THEN)` and other verbs, groups in `(…)*+`).
    public var isCompiledToMachineCode: Bool { bounded.program.isMachineCode }

    /// The number of a named group; the first where the name is used more than once.
    public func number(ofGroup name: String) -> Int? { names.first { $0.name == name }?.number }
}
