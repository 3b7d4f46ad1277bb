/// A scalar of YAML: its text, and how it was written.
public struct YAMLScalar: Hashable, Sendable {
    /// The text, without quotes, lines folded.
    public var text: String
    /// True where the scalar stands without quotes and without a tag that makes it a text: only then may it be a
    /// number, a truth value or null.
    public var isPlain: Bool
    /// Offset in the file at which the text begins: behind the quote, at the first line of a block.
    public var textOffset: Int

    /// A scalar.
    public init(_ text: String, isPlain: Bool, textOffset: Int) {
        self.text = text
        self.isPlain = isPlain
        self.textOffset = textOffset
    }

    /// What a scalar stands for.
    public enum Value: Hashable, Sendable {
        /// Nothing at all, `~` or `null`.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// A decimal number.
        case number(Double)
        /// Anything else.
        case text
    }

    /// What the scalar stands for: the core schema of YAML 1.2, and of numbers only those written in decimal.
    ///
    /// `0x17`, `007`, `1e5`, `12:30`, `1_000`, `yes` and dates are texts: where a rule or a setting has one without
    /// quotes, it means these letters and no other number.
    public var value: Value {
        guard isPlain else { return .text }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return Self.isDecimal(text) ? Double(text).map(Value.number) ?? .text : .text
        }
    }

    /// `[-+]?` and either an integer without leading zeros, or digits around a dot.
    static func isDecimal(_ text: String) -> Bool {
        var digits = text.utf8[...]
        if digits.first == 0x2D || digits.first == 0x2B { digits.removeFirst() }
        // A number longer than this is a name or a hash: nothing is gained by rounding it.
        guard let first = digits.first, digits.count <= 32 else { return false }
        var dots = 0
        for byte in digits {
            if byte == 0x2E { dots += 1 } else if !(0x30...0x39).contains(byte) { return false }
        }
        if dots == 0 { return first != 0x30 || digits.count == 1 }
        return dots == 1 && digits.count > 1
    }
}
