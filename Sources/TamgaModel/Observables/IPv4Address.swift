/// The text form of IPv4 addresses.
public enum IPv4Address {
    /// Reads a strict dotted quad. Leading zeros are refused: some readers take `010` as eight
    /// (RFC 6943 §3.1.1).
    public static func parse(_ text: Span<UInt8>) -> UInt32? {
        guard 7...15 ~= text.count else { return nil }
        var address: UInt32 = 0
        var octet: UInt32 = 0
        var digits = 0
        var dots = 0
        for index in text.indices {
            let byte = text[index]
            if byte == 0x2E {
                guard digits > 0, dots < 3 else { return nil }
                address = address << 8 | octet
                octet = 0
                digits = 0
                dots += 1
            } else {
                guard byte.isASCIIDigit, digits < 3, !(digits > 0 && octet == 0) else { return nil }
                octet = octet * 10 + UInt32(byte - 0x30)
                guard octet < 256 else { return nil }
                digits += 1
            }
        }
        guard dots == 3, digits > 0 else { return nil }
        return address << 8 | octet
    }

    /// The dotted quad.
    public static func text(_ address: UInt32) -> String {
        var bytes: [UInt8] = []
        append(address, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(_ address: UInt32, to bytes: inout [UInt8]) {
        for shift: UInt32 in [24, 16, 8, 0] {
            ASCII.appendDecimal(address >> shift & 0xFF, to: &bytes)
            if shift > 0 { bytes.append(0x2E) }
        }
    }

    /// The prefix length that `/24` or `/255.255.255.0` states.
    static func prefixLength(_ text: Span<UInt8>) -> Int? {
        if let length = ASCII.decimal(text) { return length <= 32 ? Int(length) : nil }
        guard let mask = parse(text), (~mask & (~mask &+ 1)) == 0 else { return nil }
        return mask.leadingZeroBitCount == 0 ? (~mask).leadingZeroBitCount : 0
    }
}
