/// Bytes that nobody can guess, from the system's generator.
public enum RandomBytes {
    /// So many bytes.
    public static func make(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A version 4 UUID as lower-case text (RFC 9562 §5.4).
    public static func uuid() -> String {
        var bytes = make(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return NameUUID.text(of: bytes)
    }
}
