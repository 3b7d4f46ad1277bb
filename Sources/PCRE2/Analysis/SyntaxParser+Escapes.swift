extension SyntaxParser {
    /// What an escape stands for.
    enum Escape {
        case character(UInt32)
        case members(CharacterClass)
        case test(SyntaxNode.Test)
        case unknown
    }

    /// One item that is not a quantifier; `nil` for one that leaves nothing to repeat (an option setting, a verb).
    mutating func item(depth: Int) throws(GaveUp) -> SyntaxNode? {
        let start = at
        func node(_ kind: SyntaxNode.Kind) -> SyntaxNode { SyntaxNode(kind: kind, range: start..<at) }
        switch peek() {
        case UInt8(ascii: "\\"):
            at += 1
            switch try escape() {
            case .character(let value): return one(value, from: start)
            case .members(let members): return node(.one(members))
            case .test(let test): return node(.test(test))
            case .unknown: return node(.unknown)
            }
        case UInt8(ascii: "^"):
            at += 1
            return node(.test(settings.multiline ? .other : .start))
        case UInt8(ascii: "$"):
            at += 1
            return node(.test(.end))
        case UInt8(ascii: "."):
            at += 1
            return node(.one(.dot(dotAll: settings.dotAll)))
        case UInt8(ascii: "["):
            if skip("[[:<:]]") || skip("[[:>:]]") { return node(.test(.other)) }
            return try bracket()
        case UInt8(ascii: "("): return try group(depth: depth)
        default: return try literal()
        }
    }

    /// An escape outside of brackets, behind its backslash.
    private mutating func escape() throws(GaveUp) -> Escape {
        guard let letter = peek() else { throw GaveUp() }
        switch letter {
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            // A reference or an octal number, which only counting groups can tell: all its digits are given up.
            while let byte = peek(), isDigit(byte) { at += 1 }
            return .unknown
        case UInt8(ascii: "A"), UInt8(ascii: "G"):
            at += 1
            return .test(.start)
        case UInt8(ascii: "z"), UInt8(ascii: "Z"):
            at += 1
            return .test(.end)
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "K"):
            at += 1
            return .test(.other)
        case UInt8(ascii: "R"), UInt8(ascii: "X"):
            at += 1
            return .unknown
        case UInt8(ascii: "N"):
            at += 1
            if peek() == UInt8(ascii: "{") {
                if skip("{U+") {
                    at -= 1
                    return .character(try braced(digits: 16))
                }
                guard let next = peek(1), isDigit(next) else { throw GaveUp() }
            }
            return .members(.dot(dotAll: false))
        case UInt8(ascii: "g"), UInt8(ascii: "k"):
            at += 1
            try reference()
            return .unknown
        default: return try sharedEscape()
        }
    }

    /// The name or number behind `\g` and `\k`.
    private mutating func reference() throws(GaveUp) {
        let close: UInt8
        switch peek() {
        case UInt8(ascii: "{"): close = UInt8(ascii: "}")
        case UInt8(ascii: "<"): close = UInt8(ascii: ">")
        case UInt8(ascii: "'"): close = UInt8(ascii: "'")
        default:
            if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { at += 1 }
            guard let digit = peek(), isDigit(digit) else { throw GaveUp() }
            while let byte = peek(), isDigit(byte) { at += 1 }
            return
        }
        guard at + 1 < text.count, let end = text[(at + 1)...].firstIndex(of: close) else { throw GaveUp() }
        at = end + 1
    }

    /// An escape that means the same within brackets and outside.
    mutating func sharedEscape() throws(GaveUp) -> Escape {
        guard let letter = peek() else { throw GaveUp() }
        if let members = CharacterClass.escape(letter, wide: ucp) {
            at += 1
            return .members(members)
        }
        switch letter {
        case UInt8(ascii: "a"): return simple(0x07)
        case UInt8(ascii: "e"): return simple(0x1B)
        case UInt8(ascii: "f"): return simple(0x0C)
        case UInt8(ascii: "n"): return simple(0x0A)
        case UInt8(ascii: "r"): return simple(0x0D)
        case UInt8(ascii: "t"): return simple(0x09)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return .character(try octal())
        case UInt8(ascii: "o"):
            at += 1
            return .character(try braced(digits: 8))
        case UInt8(ascii: "x"):
            at += 1
            if peek() == UInt8(ascii: "{") { return .character(try braced(digits: 16)) }
            return .character(hexadecimal())
        case UInt8(ascii: "c"):
            guard let byte = peek(1), (0x20...0x7E).contains(byte) else { throw GaveUp() }
            at += 2
            let upper = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
            return .character(UInt32(upper ^ 0x40))
        case UInt8(ascii: "p"), UInt8(ascii: "P"):
            at += 1
            guard let name = peek() else { throw GaveUp() }
            if name == UInt8(ascii: "{") {
                guard let end = text[at...].firstIndex(of: UInt8(ascii: "}")) else { throw GaveUp() }
                at = end + 1
            } else {
                at += 1
            }
            return .members(.unknown)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            throw GaveUp()
        default: return .character(try character())
        }
    }

    private mutating func simple(_ value: UInt32) -> Escape {
        at += 1
        return .character(value)
    }

    /// Up to three octal digits.
    private mutating func octal() throws(GaveUp) -> UInt32 {
        var value: UInt32 = 0
        var count = 0
        while count < 3, let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) {
            value = value * 8 + UInt32(byte - UInt8(ascii: "0"))
            (at, count) = (at + 1, count + 1)
        }
        guard utf || value <= 0xFF else { throw GaveUp() }
        return value
    }

    /// Up to two hexadecimal digits.
    private mutating func hexadecimal() -> UInt32 {
        var value: UInt32 = 0
        var count = 0
        while count < 2, let digit = peek().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) {
            value = value * 16 + UInt32(digit)
            (at, count) = (at + 1, count + 1)
        }
        return value
    }

    /// A number in braces, the first of which stands here (or is the sign of `\N{U+`).
    private mutating func braced(digits radix: Int) throws(GaveUp) -> UInt32 {
        guard let end = text[at...].prefix(64).firstIndex(of: UInt8(ascii: "}")), end > at else { throw GaveUp() }
        let inner = text[(at + 1)..<end]
        let isNumber = inner.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard isNumber, let value = UInt32(String(decoding: inner, as: UTF8.self), radix: radix),
            value <= (utf ? 0x10_FFFF : 0xFF), Unicode.Scalar(value) != nil
        else { throw GaveUp() }
        at = end + 1
        return value
    }
}
