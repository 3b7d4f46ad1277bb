/// The forms of cryptocurrency addresses.
enum CryptocurrencyAddress {
    /// Lower case for bech32 and `0x…`, as given for the rest: 14 … 128 letters and digits, with an optional
    /// `prefix:` (`bitcoincash:…`). `nil` for anything else.
    static func canonical(_ text: Span<UInt8>) -> [UInt8]? {
        guard 14...128 ~= text.count else { return nil }
        var colons = 0
        for index in text.indices where !text[index].isASCIIAlphanumeric {
            guard text[index] == 0x3A, index > 0, colons == 0 else { return nil }
            colons += 1
        }
        return isEthereum(text) || isBech32(text) ? ASCII.lowercased(text) : ASCII.bytes(text)
    }

    /// `0x` and 40 hexadecimal digits.
    static func isEthereum(_ text: Span<UInt8>) -> Bool {
        text.count == 42 && ASCII.hasPrefix(text, "0x") && Hexadecimal.isHexadecimal(text.extracting(2..<42))
    }

    /// A Bitcoin P2PKH or P2SH address by its form: base58, 26 … 35 characters, `1` or `3` first, and at
    /// least one capital letter, one small letter and one digit after the first. The checksum is not verified.
    static func isBase58(_ text: Span<UInt8>) -> Bool {
        guard 26...35 ~= text.count, text[0] == 0x31 || text[0] == 0x33 else { return false }
        var capitals = 0
        var smalls = 0
        var digits = 0
        for index in 1..<text.count {
            switch text[index] {
            case 0x31...0x39: digits += 1
            case 0x41...0x48, 0x4A...0x4E, 0x50...0x5A: capitals += 1
            case 0x61...0x6B, 0x6D...0x7A: smalls += 1
            default: return false
            }
        }
        return capitals > 0 && smalls > 0 && digits > 0
    }

    /// A segwit address of one case with a valid checksum (BIP 173 and BIP 350).
    static func isBech32(_ text: Span<UInt8>) -> Bool {
        guard 14...90 ~= text.count else { return false }
        var separator = -1
        var hasSmall = false
        var hasCapital = false
        for index in text.indices {
            let byte = text[index]
            guard byte.isASCIIAlphanumeric else { return false }
            if byte == 0x31 { separator = index }
            if byte.isASCIILetter { if byte & 0x20 == 0 { hasCapital = true } else { hasSmall = true } }
        }
        guard 1...4 ~= separator, text.count - separator > 6, !(hasSmall && hasCapital) else { return false }
        var checksum: UInt32 = 1
        for index in 0..<separator { checksum = step(checksum, UInt32(text[index].asciiLowercased >> 5)) }
        checksum = step(checksum, 0)
        for index in 0..<separator { checksum = step(checksum, UInt32(text[index].asciiLowercased & 31)) }
        for index in separator + 1..<text.count {
            guard let value = alphabet.firstIndex(of: text[index].asciiLowercased) else { return false }
            checksum = step(checksum, UInt32(value))
        }
        return checksum == 1 || checksum == 0x2BC8_30A3
    }

    private static let alphabet: [UInt8] = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]

    private static func step(_ checksum: UInt32, _ value: UInt32) -> UInt32 {
        let top = checksum >> 25
        var next = (checksum & 0x1FF_FFFF) << 5 ^ value
        for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { next ^= generators[bit] }
        return next
    }
}
