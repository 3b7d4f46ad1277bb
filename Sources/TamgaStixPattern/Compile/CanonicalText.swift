@_spi(_Unicode) import Swift

/// Texts in Unicode's Normalization Form C, in which LIKE and MATCHES compare (STIX 2.1 §9.6.1).
enum CanonicalText {
    /// A text in NFC, as UTF-8; what is no UTF-8 is U+FFFD.
    static func nfc(_ utf8: [UInt8]) -> [UInt8] {
        guard utf8.contains(where: { $0 >= 0x80 }) else { return utf8 }
        return Array(nfc(String(decoding: utf8, as: UTF8.self)).utf8)
    }

    /// A text in NFC.
    static func nfc(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text._nfc { scalars.append(scalar) }
        return String(scalars)
    }
}
