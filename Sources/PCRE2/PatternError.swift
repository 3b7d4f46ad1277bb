/// What went wrong at compiling or running a pattern.
public enum PatternError: Error, Hashable, Sendable {
    /// The text is no PCRE2 pattern: the byte offset in it, PCRE2's number and its message.
    case malformed(offset: Int, code: Int32, message: String)
    /// A match needed more steps, depth, memory or JIT stack than allowed: *undecided*, never "no match".
    ///
    /// PCRE2's number of the limit; 0 for a subject longer than ``MatchLimits/bytes``.
    case limitReached(code: Int32)
    /// PCRE2 refused to run; its number.
    case failed(code: Int32)
}

extension PatternError: CustomStringConvertible {
    /// Half a sentence for a refusal.
    public var description: String {
        switch self {
        case .malformed(let offset, _, let message): "\(message) at byte \(offset) of the pattern"
        case .limitReached(0): "undecided: the subject is longer than the limit"
        case .limitReached(let code): "undecided: a match limit was reached (PCRE2 \(code))"
        case .failed(let code): "PCRE2 error \(code)"
        }
    }
}
