/// What is in an object that other readers of JSON stumble over, though it is JSON: half of a surrogate pair, which no string
/// of Unicode has, and numbers that no double holds. One such object would make a whole page unreadable for them.
///
/// Source: RFC 7493 (I-JSON) §2.1 and §2.2.
enum InterchangeFault {
    /// The longest number that is taken; Python refuses whole numbers of more than 4,300 digits.
    static let mostDigits = 1_024

    /// The first fault of valid JSON, in words; `nil` where there is none.
    static func first(in bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        var index = range.lowerBound
        while index < range.upperBound {
            switch bytes[index] {
            case 0x22:
                index += 1
                while bytes[index] != 0x22 {
                    guard bytes[index] == 0x5C else {
                        index += 1
                        continue
                    }
                    guard bytes[index + 1] == 0x75 else {
                        index += 2
                        continue
                    }
                    let unit = unit(bytes, index)
                    let isPair =
                        unit >> 10 == 0x36 && bytes[index + 6] == 0x5C && bytes[index + 7] == 0x75
                        && self.unit(bytes, index + 6) >> 10 == 0x37
                    if unit >> 11 == 0x1B, !isPair { return "a text in it has half of a surrogate pair" }
                    index += isPair ? 12 : 6
                }
                index += 1
            case 0x2D, 0x30...0x39:
                var text: [UInt8] = []
                while index < range.upperBound, isNumber(bytes[index]) {
                    if text.count <= mostDigits { text.append(bytes[index]) }
                    index += 1
                }
                if text.count > mostDigits { return "a number in it has more than \(mostDigits) characters" }
                if Double(String(decoding: text, as: UTF8.self))?.isFinite != true {
                    return "a number in it is larger than any that is exchanged"
                }
            default: index += 1
            }
        }
        return nil
    }

    private static func isNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
        default: false
        }
    }

    /// The number behind `\u`.
    private static func unit(_ bytes: Span<UInt8>, _ index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for place in index + 2..<index + 6 {
            let byte = UInt32(bytes[place])
            unit = unit << 4 | (byte < 0x3A ? byte - 0x30 : (byte | 0x20) - 0x57)
        }
        return unit
    }
}
