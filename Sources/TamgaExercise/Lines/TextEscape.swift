/// How a dialect writes what stands in a field of its.
enum TextEscape: Sendable {
    /// As it is.
    case none
    /// With JSON's backslashes (RFC 8259 §7); what is put in has no control characters.
    case json
    /// Blanks as `+`: W3C's columns.
    case w3c
    /// The values of CEF's extension: a backslash before `=` and `\`.
    case cef

    /// The text as the dialect writes it.
    func bytes(_ text: String) -> [UInt8] {
        if self == .none { return Array(text.utf8) }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch (self, byte) {
            case (.json, UInt8(ascii: "\"")), (.json, UInt8(ascii: "\\")), (.cef, UInt8(ascii: "=")),
                (.cef, UInt8(ascii: "\\")):
                bytes += [UInt8(ascii: "\\"), byte]
            case (.w3c, UInt8(ascii: " ")): bytes.append(UInt8(ascii: "+"))
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
