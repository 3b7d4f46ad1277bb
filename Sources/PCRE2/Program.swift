internal import CPCRE2

/// Compiled PCRE2 code, as machine code where that can be had.
@safe struct Program: ~Copyable, @unchecked Sendable {
    let code: OpaquePointer
    /// True where there is machine code; if not, PCRE2 interprets.
    let isMachineCode: Bool
    /// True where subjects must be UTF-8.
    let isUTF: Bool
    /// True where PCRE2 tries to match at the subject's start alone.
    let isAnchored: Bool
    /// True where PCRE2 tries to match at the starts of lines alone.
    let startsAtLines: Bool

    /// Compiles a pattern with PCRE2's own options.
    init(_ text: [UInt8], bits: UInt32, interpreted: Bool) throws(PatternError) {
        var number: Int32 = 0
        var offset = 0
        // Safe: PCRE2 copies the pattern and keeps no pointer to it.
        let compiled = unsafe text.withUnsafeBufferPointer { buffer in
            unsafe pcre2_compile_8(buffer.baseAddress, buffer.count, bits, &number, &offset, nil)
        }
        guard let code = unsafe compiled else {
            throw .malformed(offset: offset, code: number, message: Self.message(number))
        }
        unsafe self.code = code
        // `(*NO_JIT)` is no error and leaves no machine code, so its size is what tells.
        var size = 0
        if !interpreted, unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0 {
            // Safe: PCRE2 writes one size.
            unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_JITSIZE), &size)
        }
        isMachineCode = size > 0
        // A pattern may also ask for UTF itself.
        var (all, first): (UInt32, UInt32) = (0, 0)
        // Safe: PCRE2 writes a 32-bit number each.
        unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_ALLOPTIONS), &all)
        unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_FIRSTCODETYPE), &first)
        isUTF = all & UInt32(PCRE2_UTF) != 0
        isAnchored = all & PCRE2_ANCHORED != 0
        startsAtLines = first == 2
    }

    deinit { unsafe pcre2_code_free_8(code) }

    /// Searches a subject; PCRE2's number: of groups that are set, or of the reason why not.
    ///
    /// Machine code is called directly: what `pcre2_match` would check holds for every call. The caller answers for
    /// `start` lying in the subject and, where the program is UTF, for the subject being UTF-8 and `start` lying
    /// between characters.
    ///
    /// - Parameters:
    ///   - anchored: a match must begin at `start`; only where there is no machine code.
    ///   - steps: the most steps at each place.
    func run(
        _ subject: Span<UInt8>, from start: Int, anchored: Bool = false, steps: UInt32,
        using scratch: inout MatchScratch
    ) -> Int32 {
        guard let data = unsafe scratch.data, let context = unsafe scratch.context else {
            return PCRE2_ERROR_NOMEMORY
        }
        scratch.allow(steps: steps)
        // Safe: PCRE2 reads `count` bytes of the subject during the call only; the code is immutable; data, context
        // and stack are this worker's alone, which `inout` guarantees.
        return unsafe subject.withUnsafeBufferPointer { bytes -> Int32 in
            guard let base = bytes.baseAddress else {
                var none: UInt8 = 0
                return unsafe pcre2_match_8(code, &none, 0, 0, 0, data, context)
            }
            if isMachineCode { return unsafe pcre2_jit_match_8(code, base, bytes.count, start, 0, data, context) }
            let options = (isUTF ? UInt32(PCRE2_NO_UTF_CHECK) : 0) | (anchored ? PCRE2_ANCHORED : 0)
            return unsafe pcre2_match_8(code, base, bytes.count, start, options, data, context)
        }
    }

    /// How many groups there are.
    var captureCount: Int {
        var count: UInt32 = 0
        // Safe: PCRE2 writes one 32-bit number.
        unsafe _ = pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
        return Int(count)
    }

    /// The names of groups, with their numbers, in the order of the names.
    var names: [(name: String, number: Int)] {
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
}
