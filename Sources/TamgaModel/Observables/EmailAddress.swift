/// The canonical form of e-mail addresses.
public enum EmailAddress {
    /// Lower-case (ASCII) local part, `@`, domain as ``DomainName/canonical(_:)``; a leading `mailto:` is left out.
    ///
    /// The local part is a dot-atom of 1 … 64 bytes, UTF-8 allowed (RFC 5322 §3.4.1, RFC 6531 §3.3); quoted
    /// local parts and address literals are refused.
    public static func canonical(_ text: Span<UInt8>) -> [UInt8]? {
        let start = ASCII.hasPrefix(text, "mailto:") ? 7 : 0
        guard let at = ASCII.firstIndex(of: 0x40, in: text, from: start), 1...64 ~= at - start,
            text[start] != 0x2E, text[at - 1] != 0x2E
        else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count - start)
        var isASCII = true
        for index in start..<at {
            let byte = text[index]
            if byte >= 0x80 { isASCII = false } else if !isAtom(byte) { return nil }
            bytes.append(byte.asciiLowercased)
        }
        if !isASCII, String(validating: bytes, as: UTF8.self) == nil { return nil }
        guard let domain = DomainName.canonicalHost(text.extracting(at + 1..<text.count), minimumLabels: 2) else {
            return nil
        }
        bytes.append(0x40)
        return bytes + domain
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        if byte.isASCIIAlphanumeric { return true }
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: return true
        default: return false
        }
    }
}
