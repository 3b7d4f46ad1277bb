/// The words of a condition.
struct SigmaConditionLexer {
    /// A word or a parenthesis.
    struct Token: Hashable {
        var text: String
        /// Where it begins, in UTF-8 bytes.
        var index: Int

        /// The word as an operator: `and`, `or`, `not` in any case.
        var keyword: String? {
            let word = text.lowercased()
            return word == "and" || word == "or" || word == "not" ? word : nil
        }
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// Where the text ends.
    var end: Int { bytes.count }

    /// The next word; `nil` at the end.
    mutating func next() throws(SigmaConditionParser.Fault) -> Token? {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        let start = position
        if bytes[start] == 0x28 || bytes[start] == 0x29 {
            position += 1
            return Token(text: bytes[start] == 0x28 ? "(" : ")", index: start)
        }
        while position < bytes.count, Self.isWordByte(bytes[position]) { position += 1 }
        guard position > start else { throw .init(index: start, message: complaint(start)) }
        return Token(text: String(decoding: bytes[start..<position], as: UTF8.self), index: start)
    }

    /// Letters, digits, `_`, `-`, and `*` of patterns. Bytes of other alphabets are let through: a search may have such
    /// a name.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2A, 0x80...0xFF: true
        default: false
        }
    }

    private func complaint(_ index: Int) -> String {
        switch bytes[index] {
        case 0x7C:
            "what stands behind “|” is no longer part of Sigma: write a correlation rule (type: event_count, "
                + "value_count or temporal) that names this rule"
        case 0x3C, 0x3D, 0x3E:
            "a condition compares nothing; write the comparison in a search, as “Field|gt: 7”"
        case 0x21, 0x26: "“not” and “and” are written as words"
        default: "“\(String(decoding: bytes[index...index], as: UTF8.self))” has no meaning in a condition"
        }
    }
}
