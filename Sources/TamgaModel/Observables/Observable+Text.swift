extension Observable {
    /// The canonical value as text: `Observable(type, text)` gives the same observable again.
    ///
    /// Addresses as dotted quads and by RFC 5952, networks with `/n`, digests, serials and fingerprints
    /// in lower-case hexadecimal, MAC addresses with colons, autonomous systems as `AS123`.
    public var text: String {
        var text: [UInt8] = []
        switch type {
        case .ipv4Address, .ipv4Network:
            IPv4Address.append(UInt32(truncatingIfNeeded: integer(0..<4)), to: &text)
            appendPrefixLength(at: 4, to: &text)
        case .ipv6Address, .ipv6Network:
            IPv6Address.append(high: integer(0..<8), low: integer(8..<16), to: &text)
            appendPrefixLength(at: 16, to: &text)
        case .md5, .sha1, .sha224, .sha256, .sha384, .sha512, .ja3, .ja3s, .x509Serial, .x509Fingerprint:
            Hexadecimal.append(bytes, to: &text)
        case .macAddress: Hexadecimal.append(bytes, to: &text, separator: 0x3A)
        case .autonomousSystem:
            text += "AS".utf8
            ASCII.appendDecimal(integer(0..<4), to: &text)
        case .domainName, .url, .emailAddress, .fileName, .filePath, .registryKey, .mutex, .userAgent, .ja4,
            .userAccount, .cryptocurrencyAddress, .pattern:
            return String(decoding: bytes, as: UTF8.self)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A big-endian number; bytes that are missing are zero.
    private func integer(_ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for index in range { value = value << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
        return value
    }

    private func appendPrefixLength(at index: Int, to text: inout [UInt8]) {
        guard index < bytes.count else { return }
        text.append(0x2F)
        ASCII.appendDecimal(bytes[index], to: &text)
    }
}
