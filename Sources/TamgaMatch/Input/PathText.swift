/// Paths as text. The name of a file can be any bytes; one that is not UTF-8 stands in the text as a character for private
/// use, U+10F780 … U+10F7FF for 0x80 … 0xFF, and leads back to the same bytes. So a log whose name was written in another
/// encoding is found, read and named like any other.
public enum PathText {
    /// The character for 0x80.
    private static let first: UInt32 = 0x10F780

    /// The text for a path's bytes. Bytes that spell one of the characters which stand for bytes are not UTF-8 here:
    /// different paths never have the same text.
    public static func text(_ path: some Sequence<UInt8>) -> String {
        let bytes = Array(path)
        if let text = String(validating: bytes, as: UTF8.self), byte(text) == nil { return text }
        var text = String.UnicodeScalarView()
        var index = 0
        while index < bytes.count {
            if let scalar = scalar(bytes[index...]) {
                text.append(scalar)
                index += UTF8.width(scalar)
            } else {
                text.append(Unicode.Scalar(first + UInt32(bytes[index]) - 0x80) ?? "\u{FFFD}")
                index += 1
            }
        }
        return String(text)
    }

    /// The path's bytes, with a NUL behind them, as the system takes them.
    public static func path(_ text: String) -> [CChar] {
        var path: [CChar] = []
        path.reserveCapacity(text.utf8.count + 1)
        if byte(text) == nil {
            path.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
        } else {
            for scalar in text.unicodeScalars {
                if let byte = byte(scalar) {
                    path.append(CChar(bitPattern: byte))
                } else {
                    path.append(contentsOf: UTF8.encode(scalar)?.map { CChar(bitPattern: $0) } ?? [])
                }
            }
        }
        path.append(0)
        return path
    }

    /// The character that the bytes begin with; `nil` where they do not begin with one, or with one that stands for a byte.
    private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        for length in 1...4 where length <= bytes.count {
            guard let text = String(validating: bytes.prefix(length), as: UTF8.self) else { continue }
            return text.unicodeScalars.first.flatMap { byte($0) == nil ? $0 : nil }
        }
        return nil
    }

    /// The first byte that a character of the text stands for.
    private static func byte(_ text: String) -> UInt8? {
        guard text.utf8.contains(0xF4) else { return nil }
        return text.unicodeScalars.lazy.compactMap { byte($0) }.first
    }

    private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        first...first + 0x7F ~= scalar.value ? UInt8(scalar.value - first + 0x80) : nil
    }
}
