internal import CPCRE2

extension Pattern {
    /// True where the pattern matches at or after an offset: the fast way where nobody asks where.
    ///
    /// - Parameter isASCII: true where the subject is known to be ASCII, which spares a look at it.
    /// - Throws: ``PatternError/limitReached(code:)`` where a limit ended the search: the answer is not known.
    public func isMatch(
        in subject: Span<UInt8>, isASCII: Bool = false, from start: Int = 0,
        using scratch: inout MatchScratch
    ) throws(PatternError) -> Bool {
        try search(subject, isASCII: isASCII, from: start, using: &scratch) != nil
    }

    /// The first match at or after an offset, or `nil` where there is none.
    ///
    /// - Parameter isASCII: true where the subject is known to be ASCII, which spares a look at it.
    /// - Throws: ``PatternError/limitReached(code:)`` where a limit ended the search: the answer is not known.
    /// - Note: groups past 127 are not reported.
    public func firstMatch(
        in subject: Span<UInt8>, isASCII: Bool = false, from start: Int = 0,
        using scratch: inout MatchScratch
    ) throws(PatternError) -> Match? {
        var captures: [Range<Int>?] = []
        let range = try firstMatch(
            in: subject, isASCII: isASCII, from: start, captures: &captures, using: &scratch)
        return range.map { Match(range: $0, captures: captures) }
    }

    /// The first match at or after an offset, or `nil` where there is none; its groups go into a buffer that is
    /// emptied first and may be used again and again.
    ///
    /// - Parameters:
    ///   - isASCII: true where the subject is known to be ASCII, which spares a look at it.
    ///   - captures: afterwards the groups from 1 on, as in ``Match/captures``.
    /// - Throws: ``PatternError/limitReached(code:)`` where a limit ended the search: the answer is not known.
    /// - Note: groups past 127 are not reported.
    public func firstMatch(
        in subject: Span<UInt8>, isASCII: Bool = false, from start: Int = 0,
        captures: inout [Range<Int>?], using scratch: inout MatchScratch
    ) throws(PatternError) -> Range<Int>? {
        captures.removeAll(keepingCapacity: true)
        guard let found = try search(subject, isASCII: isASCII, from: start, using: &scratch),
            let data = unsafe scratch.data, let vector = unsafe pcre2_get_ovector_pointer_8(data)
        else { return nil }
        func place(_ offset: Int) -> Int { found.isRepaired ? scratch.repaired.original(offset) : offset }
        let limit = found.isRepaired ? scratch.repaired.bytes.count : subject.count
        let reported = min(captureCount, Int(MatchScratch.pairs) - 1)
        let set = found.groups == 0 ? reported + 1 : Int(found.groups)
        for group in 0..<reported {
            // Safe: the vector holds `pairs` pairs, more than are reported.
            let (lower, upper) = unsafe (vector[2 * group + 2], vector[2 * group + 3])
            // PCRE2_UNSET, the largest size, is -1 here.
            let isSet = group + 1 < set && 0 <= lower && lower <= upper && upper <= limit
            captures.append(isSet ? place(lower)..<place(upper) : nil)
        }
        // Safe: the first pair is set by every match. `\K` in a lookaround can put the start behind the end.
        let (lower, upper) = unsafe (vector[0], vector[1])
        return place(min(lower, upper))..<place(upper)
    }

    /// PCRE2's number of groups that are set and whether they lie in the repaired text; `nil` where nothing matches.
    private func search(
        _ subject: Span<UInt8>, isASCII: Bool, from start: Int, using scratch: inout MatchScratch
    ) throws(PatternError) -> (groups: Int32, isRepaired: Bool)? {
        precondition(0...subject.count ~= start, "the offset lies in the subject")
        guard subject.count <= scratch.limits.bytes else { throw .limitReached(code: 0) }
        guard bounded.program.isUTF else {
            return try Self.groups(bounded.run(subject, from: start, using: &scratch)).map { ($0, false) }
        }
        if hasBytes, isASCII || SubjectText.isASCII(subject) {
            return try Self.groups(runBytes(subject, from: start, using: &scratch)).map { ($0, false) }
        }
        if SubjectText.isUTF8(subject) {
            var start = start
            while start < subject.count, subject[start] & 0xC0 == 0x80 { start += 1 }
            return try Self.groups(bounded.run(subject, from: start, using: &scratch)).map { ($0, false) }
        }
        var text = RepairedText()
        swap(&text, &scratch.repaired)
        text.repair(subject)
        let result = bounded.run(text.bytes.span, from: text.repaired(start), using: &scratch)
        swap(&text, &scratch.repaired)
        return try Self.groups(result).map { ($0, true) }
    }

    private var hasBytes: Bool {
        switch bytewise {
        case .some: true
        case .none: false
        }
    }

    private func runBytes(_ subject: Span<UInt8>, from start: Int, using scratch: inout MatchScratch) -> Int32 {
        switch bytewise {
        case .some(let bytewise): bytewise.run(subject, from: start, using: &scratch)
        case .none: PCRE2_ERROR_NOMATCH
        }
    }

    /// PCRE2's number of groups that are set, or `nil` where nothing matches.
    private static func groups(_ result: Int32) throws(PatternError) -> Int32? {
        switch result {
        case 0...: return result
        case PCRE2_ERROR_NOMATCH: return nil
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT,
            PCRE2_ERROR_NOMEMORY, PCRE2_ERROR_RECURSELOOP:
            throw .limitReached(code: result)
        default: throw .failed(code: result)
        }
    }
}
