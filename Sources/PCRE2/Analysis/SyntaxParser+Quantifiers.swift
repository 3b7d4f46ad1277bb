extension SyntaxParser {
    /// A quantifier's bounds, if one stands here.
    mutating func quantifier() throws(GaveUp) -> (min: Int, max: Int?)? {
        switch peek() {
        case UInt8(ascii: "*"):
            at += 1
            return (0, nil)
        case UInt8(ascii: "+"):
            at += 1
            return (1, nil)
        case UInt8(ascii: "?"):
            at += 1
            return (0, 1)
        case UInt8(ascii: "{"): return try braces()
        default: return nil
        }
    }

    /// `{n}`, `{n,}`, `{n,m}`. `{,m}` and blanks in the braces are literal up to release 10.42 and a quantifier
    /// from 10.43 on: not understood.
    private mutating func braces() throws(GaveUp) -> (min: Int, max: Int?)? {
        guard let close = text[at...].prefix(32).firstIndex(of: UInt8(ascii: "}")) else {
            // Digits may run on; nothing else that is as long can be a quantifier.
            if let next = peek(1), isDigit(next) || isBlank(next) || next == UInt8(ascii: ",") {
                let rest = text[(at + 1)...].drop { isDigit($0) || isBlank($0) || $0 == UInt8(ascii: ",") }
                if rest.first == UInt8(ascii: "}") { throw GaveUp() }
            }
            return nil
        }
        let inner = text[(at + 1)..<close]
        guard !inner.isEmpty, inner.allSatisfy({ isDigit($0) || isBlank($0) || $0 == UInt8(ascii: ",") }) else {
            return nil
        }
        let parts = inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return nil }
        if inner.contains(where: isBlank) || parts[0].isEmpty { throw GaveUp() }
        guard let min = Int(String(decoding: parts[0], as: UTF8.self)), min <= 65_535 else { throw GaveUp() }
        var max: Int? = min
        if parts.count == 2 {
            max = nil
            if !parts[1].isEmpty {
                guard let most = Int(String(decoding: parts[1], as: UTF8.self)), most <= 65_535, most >= min else {
                    throw GaveUp()
                }
                max = most
            }
        }
        at = close + 1
        return (min, max)
    }

    /// What stands behind a quantifier: `?` for lazy, `+` for possessive.
    mutating func style() throws(GaveUp) -> SyntaxNode.Style {
        let start = at
        let wasQuoting = isQuoting
        while try skipIgnored() {
            // `\Q\E` is ignored; a `\Q` with something in it ends the search.
            if isQuoting {
                guard skip("\\E") else { break }
                isQuoting = false
            }
        }
        if !isQuoting {
            if peek() == UInt8(ascii: "?") {
                at += 1
                return .lazy
            }
            if peek() == UInt8(ascii: "+") {
                at += 1
                return .possessive
            }
        }
        (at, isQuoting) = (start, wasQuoting)
        return .greedy
    }

    /// True for an ASCII digit.
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
