/// The encodings of Sigma's modifiers.
enum SigmaEncoding {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base64 with padding (RFC 4648 §4).
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let rest = bytes.count - index
            let triple =
                UInt32(bytes[index]) << 16 | (rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (rest > 2 ? UInt32(bytes[index + 2]) : 0)
            text.append(alphabet[Int(triple >> 18 & 63)])
            text.append(alphabet[Int(triple >> 12 & 63)])
            text.append(rest > 1 ? alphabet[Int(triple >> 6 & 63)] : 0x3D)
            text.append(rest > 2 ? alphabet[Int(triple & 63)] : 0x3D)
            index += 3
        }
        return text
    }

    /// The three forms that bytes have inside a longer text in base64, without what their neighbours decide.
    ///
    /// - Precondition: two bytes or more; of fewer, a form may be empty.
    static func base64Offsets(_ bytes: [UInt8]) -> [[UInt8]] {
        (0..<3).map { offset in
            let text = base64([UInt8](repeating: 0x20, count: offset) + bytes)
            let leading = [0, 2, 3][offset]
            let trailing = [0, 3, 2][(bytes.count + offset) % 3]
            return Array(text.dropFirst(leading).dropLast(trailing))
        }
    }

    /// A UTF-8 text as UTF-16.
    static func utf16(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8] {
        String(decoding: bytes, as: UTF8.self).utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return bigEndian ? [high, low] : [low, high]
        }
    }

    /// What `windash` puts in a dash's place, in pySigma's order.
    static let dashes = ["-", "/", "–", "—", "―"].map { Array($0.utf8) }

    /// A text cut at its option dashes: `-` or `/` with no letter, digit or `_` before it and one behind it, as in
    /// `-param-name`, whose second dash stays.
    static func cutAtDashes(_ bytes: [UInt8]) -> [[UInt8]] {
        var cuts: [[UInt8]] = [[]]
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isDash = scalar == "-" || scalar == "/"
            let isFree = index == 0 || !isWord(scalars[index - 1])
            if isDash, isFree, index + 1 < scalars.count, isWord(scalars[index + 1]) {
                cuts.append([])
            } else {
                cuts[cuts.count - 1] += String(Character(scalar)).utf8
            }
        }
        return cuts
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
