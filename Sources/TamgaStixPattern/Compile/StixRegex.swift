public import PCRE2
public import TamgaModel

/// The pattern of a MATCHES test: PCRE over NFC text, unanchored, a dot also a line end; over bytes where a property
/// holds bytes (STIX 2.1 §9.6.1).
public final class StixRegex: Sendable {
    private let text: Pattern
    /// `nil` where a character past U+00FF stands in it: no bytes match.
    private let bytes: Pattern?

    /// Compiles a pattern.
    ///
    /// - Throws: where it is no PCRE2 pattern. The offset counts bytes of the text in NFC.
    public init(_ pattern: String, _ semantics: StixSemantics = .text) throws(PatternError) {
        let pattern = CanonicalText.nfc(pattern)
        let dot: Pattern.Options = semantics == .text ? [.dotAll] : []
        do throws(PatternError) {
            text = try Pattern(Self.prefix + pattern, options: [.utf, dot])
        } catch .malformed(let offset, let code, let message) {
            throw .malformed(offset: max(0, offset - Self.prefix.utf8.count), code: code, message: message)
        }
        if let latin = Self.latin(pattern) {
            bytes = try Pattern(latin, options: dot)
        } else {
            bytes = nil
        }
    }

    /// `\w`, `\d` and `\b` mean Unicode's letters and digits.
    private static let prefix = "(*UCP)"

    /// True where a text, as UTF-8 in NFC, has a match.
    func matches(text subject: [UInt8], _ scratch: inout MatchScratch) throws(PatternError) -> Bool {
        try text.isMatch(in: subject.span, using: &scratch)
    }

    /// True where bytes have a match.
    func matches(bytes subject: [UInt8], _ scratch: inout MatchScratch) throws(PatternError) -> Bool {
        switch bytes {
        case .some(let pattern): try pattern.isMatch(in: subject.span, using: &scratch)
        case .none: false
        }
    }

    /// A pattern over bytes: characters U+0080 … U+00FF as `\xNN`. `nil` where there are others.
    private static func latin(_ pattern: String) -> String? {
        var result = ""
        var isEscaped = false
        var isQuoted = false
        for scalar in pattern.unicodeScalars {
            guard scalar.value < 0x100 else { return nil }
            if scalar.value < 0x80 {
                if isEscaped, !isQuoted, scalar == "Q" {
                    isQuoted = true
                } else if isEscaped, scalar == "E" {
                    isQuoted = false
                }
                isEscaped = scalar == "\\" && !isEscaped
                result.unicodeScalars.append(scalar)
                continue
            }
            if isEscaped, !isQuoted { result.removeLast() }
            isEscaped = false
            let escape = "\\x{\(String(scalar.value, radix: 16))}"
            result += isQuoted ? "\\E\(escape)\\Q" : escape
        }
        return result
    }
}
