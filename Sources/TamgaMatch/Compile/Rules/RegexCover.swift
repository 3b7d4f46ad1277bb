import PCRE2
import TamgaModel

/// What a regular expression requires, as a literal sieve wants it.
enum RegexCover {
    /// For each clause, literals of which every match holds at least one, in lower case, where the subject holds no
    /// character beyond ASCII that is a case of an ASCII letter (``RequiredLiterals/strangers``).
    static func clauses(of regex: SigmaRegex) -> [[[UInt8]]] {
        RequiredLiterals(of: regex.pattern, options: regex.options, sparesStrangers: true).clauses.compactMap {
            clause in
            guard clause.allSatisfy({ !$0.bytes.isEmpty }), !clause.isEmpty else { return nil }
            return clause.map { $0.bytes.map(TextByte.lowercased) }
        }
    }

    /// Windows of which every match holds one, with the same proviso; empty where nothing is known.
    ///
    /// - Parameter plain: the bytes that stand in the searched text as they are.
    static func windows(of regex: SigmaRegex, plain: ByteSet) -> [[ByteSet]] {
        RequiredWindows(
            of: regex.pattern, options: regex.options, sparesStrangers: true, plain: plain, share: Rarity.share
        )?.windows ?? []
    }

    /// The bytes that every log format writes as they are: no quotes, backslashes, separators that are escaped somewhere,
    /// controls, or bytes beyond ASCII.
    static let plainBytes = ByteSet((0x20..<0x7F).filter { !escaped.contains($0) })

    private static let escaped: [UInt8] = [0x22, 0x5C, 0x3D, 0x7C, 0x2C]

    /// Whether letter case may not count in some part of a pattern.
    static func mayFold(_ regex: SigmaRegex) -> Bool { regex.isCaseless || regex.pattern.contains("(?") }
}

extension SigmaRegex {
    /// The options that the pattern is compiled with.
    var options: Pattern.Options {
        var options: Pattern.Options = [.utf]
        if isCaseless { options.insert(.caseless) }
        if isMultiline { options.insert(.multiline) }
        if dotIsAll { options.insert(.dotAll) }
        return options
    }
}
