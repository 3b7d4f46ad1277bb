/// The escapes of Zeek's text logs.
enum ZeekText {
    /// Appends a range with `\xHH` and `\\` decoded; other backslashes stay.
    static func unescape(_ text: Span<UInt8>, _ range: Range<Int>, into bytes: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            if byte == 0x5C, index + 1 < range.upperBound {
                if text[index + 1] == 0x5C {
                    bytes.append(0x5C)
                    index += 2
                    continue
                }
                if text[index + 1] == 0x78, index + 3 < range.upperBound, let high = text[index + 2].hexValue,
                    let low = text[index + 3].hexValue
                {
                    bytes.append(high << 4 | low)
                    index += 4
                    continue
                }
            }
            bytes.append(byte)
            index += 1
        }
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexValue: UInt8? {
        if isDigit { return self - 0x30 }
        let letter = (self | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }
}
