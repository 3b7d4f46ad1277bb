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
}
