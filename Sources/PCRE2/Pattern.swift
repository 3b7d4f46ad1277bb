internal import CPCRE2

/// A compiled PCRE2 pattern: immutable, and shared by any number of workers.
@safe public struct Pattern: ~Copyable, @unchecked Sendable {
    private let code: OpaquePointer
    /// The groups that have names, with their numbers, in the order of the names.
    public let names: [(name: String, number: Int)]
    /// How many groups the pattern captures.
    public let captureCount: Int
    /// True where the pattern runs as machine code; if not, PCRE2 interprets it, with the same answers.
    public let isCompiledToMachineCode: Bool

    /// How a pattern is read.
    public struct Options: OptionSet, Sendable {
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
        /// Pattern and subject are UTF-8; bytes that are not match nothing, and stop no search.
        public static let utf = Options(rawValue: 8)
    }

    /// Compiles a pattern. A subject's `\C` is not allowed.
    public init(_ pattern: some StringProtocol, options: Options = []) throws(PatternError) {
        var bits = UInt32(PCRE2_NEVER_BACKSLASH_C)
        if options.contains(.caseless) { bits |= UInt32(PCRE2_CASELESS) }
        if options.contains(.multiline) { bits |= UInt32(PCRE2_MULTILINE) }
        if options.contains(.dotAll) { bits |= UInt32(PCRE2_DOTALL) }
        if options.contains(.utf) { bits |= UInt32(PCRE2_UTF) | UInt32(bitPattern: Int32(PCRE2_MATCH_INVALID_UTF)) }
        var number: Int32 = 0
        var offset = 0
        let text = Array(pattern.utf8)
        // Safe: PCRE2 copies the pattern and keeps no pointer to it.
        let compiled = unsafe text.withUnsafeBufferPointer { buffer in
            unsafe pcre2_compile_8(buffer.baseAddress, buffer.count, bits, &number, &offset, nil)
        }
        guard let code = unsafe compiled else {
            throw .malformed(offset: offset, code: number, message: Self.message(number))
        }
        unsafe self.code = code
        isCompiledToMachineCode = unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0
        var count: UInt32 = 0
        unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        captureCount = Int(count)
        names = unsafe Self.names(of: code)
    }

    deinit { unsafe pcre2_code_free_8(code) }

    /// The number of a named group; the first where the name is used more than once.
    public func number(ofGroup name: String) -> Int? { names.first { $0.name == name }?.number }

    /// The first match at or after an offset, or `nil` where there is none.
    ///
    /// - Throws: ``PatternError/limitReached(code:)`` where a limit ended the search: the answer is not known.
    /// - Note: groups past 127 are not reported.
    public func firstMatch(
        in subject: Span<UInt8>, from start: Int = 0, using scratch: inout MatchScratch
    ) throws(PatternError) -> Match? {
        precondition(0...subject.count ~= start, "the offset lies in the subject")
        let data = unsafe scratch.data
        let context = unsafe scratch.context
        // Safe: PCRE2 reads `count` bytes of the subject during the call only; the code is immutable, data,
        // context and stack are this worker's alone, which `inout` guarantees.
        let result = unsafe subject.withUnsafeBufferPointer { bytes -> Int32 in
            if let base = bytes.baseAddress {
                return unsafe pcre2_match_8(code, base, bytes.count, start, 0, data, context)
            }
            var none: UInt8 = 0
            return unsafe pcre2_match_8(code, &none, 0, 0, 0, data, context)
        }
        switch result {
        case 0...: break
        case PCRE2_ERROR_NOMATCH: return nil
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT,
            PCRE2_ERROR_NOMEMORY, PCRE2_ERROR_RECURSELOOP:
            throw .limitReached(code: result)
        default: throw .failed(code: result)
        }
        // Safe: the vector holds `pairs` pairs, of which PCRE2 has set those up to the highest group.
        guard let vector = unsafe pcre2_get_ovector_pointer_8(data) else { return nil }
        let reported = min(captureCount, Int(MatchScratch.pairs) - 1)
        let set = result == 0 ? reported + 1 : Int(result)
        var captures: [Range<Int>?] = []
        captures.reserveCapacity(reported)
        for group in 0..<reported {
            let (lower, upper) = unsafe (vector[2 * group + 2], vector[2 * group + 3])
            captures.append(group + 1 < set && lower <= upper && upper <= subject.count ? lower..<upper : nil)
        }
        // `\K` in a lookaround can put the start behind the end.
        let (lower, upper) = unsafe (vector[0], vector[1])
        return Match(range: min(lower, upper)..<upper, captures: captures)
    }

    /// True where PCRE2 was built to end lines at LF alone.
    static let newlineIsLineFeed: Bool = {
        var newline: UInt32 = 0
        // Safe: PCRE2 writes one 32-bit number.
        return unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_NEWLINE), &newline) == 0 && newline == PCRE2_NEWLINE_LF
    }()

    private static func message(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
            unsafe pcre2_get_error_message_8(number, bytes.baseAddress, bytes.count)
        }
        return count > 0 ? String(decoding: buffer.prefix(Int(count)), as: UTF8.self) : "error \(number)"
    }

    private static func names(of code: OpaquePointer) -> [(name: String, number: Int)] {
        var count: UInt32 = 0
        var size: UInt32 = 0
        var table: UnsafePointer<UInt8>?
        unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
        unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &size)
        unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
        guard count > 0, size > 3, let table = unsafe table else { return [] }
        // Safe: the table has `count` entries of `size` bytes: the number in two bytes, the name, a zero.
        let bytes = unsafe Array(UnsafeBufferPointer(start: table, count: Int(count) * Int(size)))
        return (0..<Int(count)).map { entry in
            let start = entry * Int(size)
            let name = bytes[(start + 2)..<(start + Int(size))].prefix { $0 != 0 }
            return (String(decoding: name, as: UTF8.self), Int(bytes[start]) << 8 | Int(bytes[start + 1]))
        }
    }
}
