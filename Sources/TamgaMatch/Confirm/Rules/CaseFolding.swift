/// What "letter case aside" means for rules: ASCII letters fold to ASCII letters, every other character to its one
/// lower-case character where it has one beyond ASCII; bytes that are not UTF-8 stand for themselves.
///
/// A character beyond ASCII never folds to ASCII (U+212A KELVIN SIGN is no `k`), so that a sieve for ASCII bytes
/// loses nothing.
enum CaseFolding {
    /// The text, folded.
    static func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.map(TextByte.lowercased) }
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                folded.append(TextByte.lowercased(byte))
                index += 1
                continue
            }
            let width = width(of: bytes, at: index)
            guard width > 1,
                let scalar = String(decoding: bytes[index..<index + width], as: UTF8.self).unicodeScalars.first
            else {
                folded.append(byte)
                index += 1
                continue
            }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            if lower.count == 1, let only = lower.first, only.value >= 0x80 {
                folded.append(contentsOf: Unicode.UTF8.encode(only).map(Array.init) ?? [])
            } else {
                folded.append(contentsOf: bytes[index..<index + width])
            }
            index += width
        }
        return folded
    }

    /// Bytes of the character that begins at an index: 1 for a byte that begins none.
    static func width(of bytes: [UInt8], at index: Int) -> Int {
        let byte = bytes[index]
        let width = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
        guard width > 1, index + width <= bytes.count else { return 1 }
        return String(validating: bytes[index..<index + width], as: UTF8.self) == nil ? 1 : width
    }
}
