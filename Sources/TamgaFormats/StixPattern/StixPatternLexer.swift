import TamgaModel
import TamgaStixPattern

/// Cuts the text of a STIX pattern into tokens, one at a time.
struct StixPatternLexer {
    private let bytes: [UInt8]
    private let grammar: StixPatternGrammar
    private var position = 0

    init(_ bytes: [UInt8], _ grammar: StixPatternGrammar) {
        self.bytes = bytes
        self.grammar = grammar
    }

    /// The text of a token.
    func text(of token: StixPatternToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

    /// True where a comment stands before a token that is the first.
    func hasComment(before token: StixPatternToken) -> Bool { bytes[..<token.range.lowerBound].contains(0x2F) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    mutating func next() throws(StixPatternError) -> StixPatternToken {
        try skipSpace()
        let start = position
        guard let byte = current else { return StixPatternToken(kind: .end, range: start..<start) }
        let kind: StixPatternToken.Kind
        switch byte {
        case 0x27: kind = .literal(.string(try string()))
        case 0x74 where peek(1) == 0x27: kind = .literal(try timestamp())
        case 0x68 where peek(1) == 0x27: kind = .literal(try hex())
        case 0x62 where peek(1) == 0x27: kind = .literal(try binary())
        case 0x2B, 0x2D, 0x30...0x39: kind = try number()
        case 0x2E where peek(1)?.isDigit == true: kind = try number()
        case 0x3D, 0x21, 0x3C, 0x3E: kind = try comparison()
        case 0x28, 0x29, 0x5B, 0x5D, 0x2C, 0x3A, 0x2E, 0x2A:
            position += 1
            kind = .sign(String(Unicode.Scalar(byte)))
        case let letter where letter.isLetter || letter == 0x5F: kind = .word(word())
        default: throw StixPatternError(offset: start, reason: "a character that no pattern has")
        }
        return StixPatternToken(kind: kind, range: start..<position)
    }

    // MARK: - White space and comments

    private mutating func skipSpace() throws(StixPatternError) {
        while let byte = current {
            switch byte {
            case 0x09...0x0D, 0x20: position += 1
            case 0x2F where peek(1) == 0x2F:
                while let other = current, other != 0x0A, other != 0x0D { position += 1 }
            case 0x2F where peek(1) == 0x2A:
                let start = position
                position += 2
                while !(current == 0x2A && peek(1) == 0x2F) {
                    guard current != nil else {
                        throw StixPatternError(offset: start, reason: "a comment that does not end")
                    }
                    position += 1
                }
                position += 2
            case 0xC2 where peek(1) == 0x85 || peek(1) == 0xA0: position += 2
            case 0xE1...0xE3:
                guard isWideSpace() else { return }
                position += 3
            default: return
            }
        }
    }

    /// U+1680, U+2000 … U+200A, U+2028, U+2029, U+202F, U+205F and U+3000.
    private func isWideSpace() -> Bool {
        switch (current, peek(1), peek(2)) {
        case (0xE1, 0x9A, 0x80), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80): true
        case (0xE2, 0x80, let last?): 0x80...0x8A ~= last || last == 0xA8 || last == 0xA9 || last == 0xAF
        default: false
        }
    }

    // MARK: - Words and signs

    private mutating func word() -> String {
        let start = position
        while let byte = current, byte.isLetter || byte.isDigit || byte == 0x5F || byte == 0x2D { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func comparison() throws(StixPatternError) -> StixPatternToken.Kind {
        let pairs = ["==": "=", "!=": "!=", "<>": "!=", "<=": "<=", ">=": ">="]
        if let second = peek(1), let sign = pairs[String(decoding: [bytes[position], second], as: UTF8.self)] {
            position += 2
            return .sign(sign)
        }
        guard bytes[position] != 0x21 else {
            throw StixPatternError(offset: position, reason: "“!” is no operator; expected “!=”")
        }
        defer { position += 1 }
        return .sign(String(Unicode.Scalar(bytes[position])))
    }

    // MARK: - Constants

    private mutating func number() throws(StixPatternError) -> StixPatternToken.Kind {
        let start = position
        if current == 0x2B || current == 0x2D { position += 1 }
        let first = position
        while current?.isDigit == true { position += 1 }
        let whole = bytes[first..<position]
        if current == 0x2E, peek(1)?.isDigit == true {
            position += 1
            while current?.isDigit == true { position += 1 }
            guard let value = Double(Self.decimal(bytes[start..<position])), value.isFinite else {
                throw StixPatternError(offset: start, reason: "a number that is out of range")
            }
            return .literal(.float(value))
        }
        guard !whole.isEmpty, whole.count == 1 || whole.first != 0x30 else {
            throw StixPatternError(offset: start, reason: "a malformed number; strings stand in single quotes")
        }
        guard let value = Int(Self.decimal(bytes[start..<position])) else {
            throw StixPatternError(offset: start, reason: "a number that is out of range")
        }
        return .literal(.integer(value))
    }

    private static func decimal(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }

    /// The text between single quotes; `\'` and `\\` are the only escapes. Feeds write lone backslashes too.
    private mutating func string() throws(StixPatternError) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case 0x27: return String(decoding: text, as: UTF8.self)
            case 0x5C:
                if current == 0x27 || current == 0x5C {
                    text.append(bytes[position])
                    position += 1
                } else if grammar.isLenient {
                    text.append(byte)
                } else {
                    throw StixPatternError(offset: position - 1, reason: "a backslash that escapes neither ' nor \\")
                }
            default: text.append(byte)
            }
        }
        throw StixPatternError(offset: start, reason: "a string that does not end")
    }

    /// What stands between the quotes after a one-letter prefix.
    private mutating func quoted() throws(StixPatternError) -> ArraySlice<UInt8> {
        let start = position
        position += 2
        while let byte = current, byte != 0x27 { position += 1 }
        guard current != nil else { throw StixPatternError(offset: start, reason: "a constant that does not end") }
        position += 1
        return bytes[start + 2..<position - 1]
    }

    private mutating func timestamp() throws(StixPatternError) -> StixLiteral {
        let start = position
        let text = try quoted()
        guard Self.isTimestamp(Array(text)) else {
            throw StixPatternError(offset: start, reason: "a malformed timestamp; expected t'YYYY-MM-DDThh:mm:ssZ'")
        }
        return .timestamp(String(decoding: text, as: UTF8.self))
    }

    /// The grammar's `TimestampLiteral`: each field in its range, the day not held against the month.
    private static func isTimestamp(_ text: [UInt8]) -> Bool {
        guard text.count >= 20, text.last == 0x5A else { return false }
        func number(_ range: Range<Int>) -> Int? {
            text[range].allSatisfy(\.isDigit) ? text[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
        }
        guard number(0..<4) != nil, let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), 1...12 ~= month, 1...31 ~= day, hour < 24,
            minute < 60, second <= 60, text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54, text[13] == 0x3A,
            text[16] == 0x3A
        else { return false }
        let fraction = text[19..<text.count - 1]
        return fraction.isEmpty
            || (fraction.first == 0x2E && fraction.count > 1 && fraction.dropFirst().allSatisfy(\.isDigit))
    }

    private mutating func hex() throws(StixPatternError) -> StixLiteral {
        let start = position
        guard let value = TextBytes.hexadecimal(Array(try quoted())) else {
            throw StixPatternError(offset: start, reason: "a malformed h'…'; expected pairs of hexadecimal digits")
        }
        return .hex(value)
    }

    private mutating func binary() throws(StixPatternError) -> StixLiteral {
        let start = position
        var text = Array(try quoted())
        // RFC 2045 breaks the lines of Base64, and so may a pattern.
        if grammar.semantics == .text { text.removeAll { $0 == 0x0A || $0 == 0x0D } }
        guard !text.isEmpty, !text.contains(0x0A), !text.contains(0x0D), let value = TextBytes.base64(text) else {
            throw StixPatternError(offset: start, reason: "a malformed b'…'; expected Base64 with its padding")
        }
        return .binary(value)
    }
}

extension UInt8 {
    /// An ASCII hexadecimal digit.
    var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
}
