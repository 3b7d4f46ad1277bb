/// Bytes of a log as text that is always valid UTF-8.
public enum HitText {
    /// The bytes, with each that is not part of a UTF-8 character written as `\xNN`.
    public static func string(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        if text.utf8.elementsEqual(bytes) { return text }
        var escaped = ""
        var index = 0
        while index < bytes.count {
            var width = 0
            for length in 1...4 where index + length <= bytes.count && width == 0 {
                let piece = bytes[index..<index + length]
                if String(validating: piece, as: UTF8.self) != nil { width = length }
            }
            if width == 0 {
                let hex = String(bytes[index], radix: 16)
                escaped += "\\x" + (hex.count == 1 ? "0" : "") + hex
                index += 1
            } else {
                escaped += String(decoding: bytes[index..<index + width], as: UTF8.self)
                index += width
            }
        }
        return escaped
    }

    /// The same of the first bytes, at most `limit` of them; a character is not cut in two.
    public static func string(_ bytes: some RandomAccessCollection<UInt8>, first limit: Int) -> String {
        var kept = Array(bytes.prefix(limit))
        guard kept.count < bytes.count, let lead = kept.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) else {
            return string(kept)
        }
        let width =
            switch kept[lead] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        let isWhole = lead + width <= kept.count
        // Cut only what is a character in the whole text: other bytes are told as they are.
        if !isWhole, width <= bytes.count - lead,
            String(validating: Array(bytes.dropFirst(lead).prefix(width)), as: UTF8.self) != nil
        {
            kept.removeLast(kept.count - lead)
        }
        return string(kept)
    }

    /// True for bytes that are UTF-8 from end to end: ``string(_:)`` changes nothing in them.
    public static func isValid(_ bytes: Span<UInt8>) -> Bool { (try? UTF8Span(validating: bytes)) != nil }
}
