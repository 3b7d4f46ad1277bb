/// Decimal numbers as logs write them: a sign, digits, a point; no exponent, no grouping, no hexadecimal.
enum DecimalText {
    /// The one spelling of a number: no plus, no leading zeros, no zeros behind the point; `nil` for other text and
    /// past 64 bytes.
    static func canonical(_ text: RuleText) -> [UInt8]? {
        guard 1...64 ~= text.count else { return nil }
        var index = 0
        let isNegative = text[0] == 0x2D
        if isNegative || text[0] == 0x2B { index = 1 }
        var whole: [UInt8] = []
        var digits = 0
        while index < text.count, TextByte.isDigit(text[index]) {
            if !whole.isEmpty || text[index] != 0x30 { whole.append(text[index]) }
            digits += 1
            index += 1
        }
        var fraction: [UInt8] = []
        if index < text.count, text[index] == 0x2E {
            index += 1
            while index < text.count, TextByte.isDigit(text[index]) {
                fraction.append(text[index])
                digits += 1
                index += 1
            }
            while fraction.last == 0x30 { fraction.removeLast() }
        }
        guard digits > 0, index == text.count else { return nil }
        let isZero = whole.isEmpty && fraction.isEmpty
        return (isNegative && !isZero ? [0x2D] : []) + (whole.isEmpty ? [0x30] : whole)
            + (fraction.isEmpty ? [] : [0x2E] + fraction)
    }

    /// The same of bytes.
    static func canonical(_ bytes: [UInt8]) -> [UInt8]? {
        // Safe: nothing behind the text is read.
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return unsafe canonical(RuleText(base: base, count: buffer.count))
        }
    }

    /// True where a value is spelled in the one way already, so that nothing has to be made of it; also for what is
    /// no number at all.
    @inline(__always)
    static func isPlain(_ text: RuleText) -> Bool {
        guard text.count > 0 else { return true }
        let first = text[0]
        if first == 0x2B || first == 0x30 && text.count > 1 { return false }
        if !TextByte.isDigit(first), first != 0x2D, first != 0x2E { return true }
        if first == 0x2D || first == 0x2E { return false }
        var index = 1
        while index < text.count {
            if text[index] == 0x2E { return false }
            index += 1
        }
        return true
    }

    /// A number's value, exponents allowed; `nil` for text that is none.
    static func value(_ text: RuleText) -> Double? {
        guard 1...64 ~= text.count else { return nil }
        var string = ""
        for index in 0..<text.count {
            switch text[index] {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: string.unicodeScalars.append(Unicode.Scalar(text[index]))
            default: return nil
            }
        }
        return Double(string)
    }
}
