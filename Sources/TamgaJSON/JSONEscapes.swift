/// The escapes of JSON strings (RFC 8259 §7).
public enum JSONEscapes {
    /// Undoes the escapes in what stands between the quotes of a validated string; a lone surrogate becomes U+FFFD.
    ///
    /// What comes out is never longer than the range.
    ///
    /// - Parameter append: takes what comes out, byte by byte.
    @inlinable
    public static func decode(_ bytes: Span<UInt8>, in range: Range<Int>, _ append: (UInt8) -> Void) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard byte == 0x5C else {
                append(byte)
                index += 1
                continue
            }
            let escape = bytes[index + 1]
            index += 2
            switch escape {
            case 0x62: append(0x08)
            case 0x66: append(0x0C)
            case 0x6E: append(0x0A)
            case 0x72: append(0x0D)
            case 0x74: append(0x09)
            case 0x75: for byte in scalar(bytes, at: &index, range.upperBound).utf8 { append(byte) }
            default: append(escape)
            }
        }
    }

    /// Reads the digits behind `\u`, and those of a second such escape where both make one scalar.
    @usableFromInline
    static func scalar(_ bytes: Span<UInt8>, at index: inout Int, _ end: Int) -> String {
        let first = unit(bytes, at: index)
        index += 4
        var scalar = first
        if first >> 10 == 0x36, index + 6 <= end, bytes[index] == 0x5C, bytes[index + 1] == 0x75 {
            let second = unit(bytes, at: index + 2)
            if second >> 10 == 0x37 {
                scalar = 0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF)
                index += 6
            }
        }
        return String(Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }

    /// Four hexadecimal digits.
    private static func unit(_ bytes: Span<UInt8>, at index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for digit in index..<index + 4 { unit = unit << 4 | (hexDigit(bytes[digit]) ?? 0) }
        return unit
    }
}
