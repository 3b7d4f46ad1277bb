import TamgaModel

/// Text as a JSON string.
public enum JSONText {
    /// Appends a string with its quotes (RFC 8259 §7).
    ///
    /// Quotes, backslashes and control characters are escaped, and so is all that a terminal or a page could obey
    /// (``TamgaModel/ActiveText``), as `\u202e`: the string's value is the same. Bytes that are not UTF-8 are written as
    /// the text `\xNN`, so what is appended is always valid UTF-8.
    ///
    /// - Complexity: O(n).
    public static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte >= 0x80 {
                let length = utf8Length(at: index, end: text.count, text)
                if length == 0 {
                    bytes.append(contentsOf: [0x5C, 0x5C, 0x78, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
                } else if !ActiveText.mayBegin(byte) || !appendActive(text, index, length, to: &bytes) {
                    for next in index..<index + length { bytes.append(text[next]) }
                }
                index += max(length, 1)
                continue
            }
            if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0x7F {
                bytes.append(byte)
            } else {
                escape(byte, &bytes)
            }
            index += 1
        }
        bytes.append(0x22)
    }

    /// Appends a string with its quotes.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        let units = text.utf8.span
        for index in units.indices where isSpecial(units[index]) { return append(units, to: &bytes) }
        bytes.append(0x22)
        bytes.append(contentsOf: text.utf8)
        bytes.append(0x22)
    }

    /// JSON that is written already, with what a terminal could obey escaped: the same value.
    ///
    /// - Parameter json: valid JSON; outside of strings it has nothing to escape.
    public static func harmless(_ json: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count)
        var index = 0
        while index < json.count {
            let byte = json[index]
            let length = byte < 0x80 ? 1 : max(1, utf8Length(at: index, end: json.count, json))
            if byte == 0x7F {
                escape(byte, &bytes)
            } else if length == 1 || !ActiveText.mayBegin(byte) || !appendActive(json, index, length, to: &bytes) {
                for next in index..<index + length { bytes.append(json[next]) }
            }
            index += length
        }
        return bytes
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte == 0x5C || ActiveText.mayBegin(byte)
    }

    /// Appends the escape of the character at an index, if it is active.
    private static func appendActive(
        _ text: Span<UInt8>, _ index: Int, _ length: Int, to bytes: inout [UInt8]
    ) -> Bool {
        var value = UInt32(text[index]) & (0xFF >> UInt32(length + 1))
        for next in index + 1..<index + length { value = value << 6 | UInt32(text[next] & 0x3F) }
        guard let scalar = Unicode.Scalar(value), ActiveText.isActive(scalar) else { return false }
        for unit in scalar.utf16 {
            bytes.append(contentsOf: [0x5C, 0x75])
            for shift in stride(from: UInt16(12), through: 0, by: -4) { bytes.append(hex[Int(unit >> shift & 15)]) }
        }
        return true
    }

    private static func escape(_ byte: UInt8, _ bytes: inout [UInt8]) {
        switch byte {
        case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
        case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
        case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
        case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
        default: bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
        }
    }

    private static let hex = Array("0123456789abcdef".utf8)
}
