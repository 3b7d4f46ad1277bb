/// Bytes that are written as text.
public enum TextBytes {
    /// Pairs of hexadecimal digits.
    public static func hexadecimal(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: text.count, by: 2) {
            guard let high = digit(text[index]), let low = digit(text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ letter: UInt8) -> UInt8? {
        switch letter {
        case 0x30...0x39: letter - 0x30
        case 0x41...0x46: letter - 0x37
        case 0x61...0x66: letter - 0x57
        default: nil
        }
    }

    /// Base64 with its padding (RFC 4648 §4); line ends between the digits are passed over.
    public static func base64(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, count, padding, length): (UInt32, Int, Int, Int) = (0, 0, 0, 0)
        for letter in text {
            if letter == 0x0A || letter == 0x0D { continue }
            length += 1
            if letter == 0x3D {
                padding += 1
                continue
            }
            guard padding == 0, let six = six(letter) else { return nil }
            bits = bits << 6 | six
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return length % 4 == 0 && padding <= 2 && (padding == 0 || count > 0) ? bytes : nil
    }

    private static func six(_ letter: UInt8) -> UInt32? {
        switch letter {
        case 0x41...0x5A: UInt32(letter - 0x41)
        case 0x61...0x7A: UInt32(letter - 0x61) + 26
        case 0x30...0x39: UInt32(letter - 0x30) + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
