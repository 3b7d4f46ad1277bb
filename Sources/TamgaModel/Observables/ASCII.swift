/// The byte classes that the canonical forms are made of.
extension UInt8 {
    var isASCIIDigit: Bool { self &- 0x30 < 10 }
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
    var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
    var isASCIIControl: Bool { self < 0x20 || self == 0x7F }

    /// 0 … 15, or `nil` where the byte is no hexadecimal digit.
    var hexValue: UInt8? {
        if isASCIIDigit { return self &- 0x30 }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }
}

enum ASCII {
    static let hexDigits: [UInt8] = Array("0123456789abcdef".utf8)
    static let upperHexDigits: [UInt8] = Array("0123456789ABCDEF".utf8)

    /// The range without spaces, tabs and line ends at either side.
    static func trimmed(_ text: Span<UInt8>) -> Range<Int> {
        var lower = 0
        var upper = text.count
        while lower < upper, isBlank(text[lower]) { lower += 1 }
        while upper > lower, isBlank(text[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    static func bytes(_ text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for index in text.indices { bytes.append(text[index]) }
        return bytes
    }

    static func lowercased(_ text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for index in text.indices { bytes.append(text[index].asciiLowercased) }
        return bytes
    }

    /// True where the text begins with a lower-case ASCII prefix, letter case aside.
    static func hasPrefix(_ text: Span<UInt8>, _ prefix: String, from start: Int = 0) -> Bool {
        var index = start
        for byte in prefix.utf8 {
            guard index < text.count, text[index].asciiLowercased == byte else { return false }
            index += 1
        }
        return true
    }

    static func firstIndex(of byte: UInt8, in text: Span<UInt8>, from start: Int = 0) -> Int? {
        var index = start
        while index < text.count {
            if text[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// An unsigned decimal number of at most 10 digits; leading zeros are refused unless it is `0`.
    static func decimal(_ text: Span<UInt8>) -> UInt64? {
        guard 1...10 ~= text.count, text.count == 1 || text[0] != 0x30 else { return nil }
        var value: UInt64 = 0
        for index in text.indices {
            guard text[index].isASCIIDigit else { return nil }
            value = value * 10 + UInt64(text[index] - 0x30)
        }
        return value
    }

    static func appendDecimal(_ value: some BinaryInteger, to bytes: inout [UInt8]) {
        if value >= 10 { appendDecimal(value / 10, to: &bytes) }
        bytes.append(0x30 + UInt8(value % 10))
    }
}
