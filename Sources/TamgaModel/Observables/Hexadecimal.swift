/// Values that are written as hexadecimal digits.
enum Hexadecimal {
    /// The bytes of an even run of digits, with colons between the pairs where `colons` allows them.
    static func bytes(_ text: Span<UInt8>, colons: Bool = false) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var index = 0
        while index < text.count {
            if colons, !bytes.isEmpty, text[index] == 0x3A { index += 1 }
            guard index + 1 < text.count, let high = text[index].hexValue, let low = text[index + 1].hexValue else {
                return nil
            }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }

    static func append(_ value: [UInt8], to bytes: inout [UInt8], separator: UInt8? = nil) {
        for index in value.indices {
            if let separator, index > 0 { bytes.append(separator) }
            bytes.append(ASCII.hexDigits[Int(value[index] >> 4)])
            bytes.append(ASCII.hexDigits[Int(value[index] & 15)])
        }
    }

    static func isHexadecimal(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index].hexValue == nil { return false }
        return !text.isEmpty
    }

    /// `aa:bb:…`, `aa-bb-…`, `aabb.ccdd.eeff` or twelve digits.
    static func macAddress(_ text: Span<UInt8>) -> [UInt8]? {
        let step: Int
        let separator: UInt8
        switch text.count {
        case 12: (step, separator) = (12, 0)
        case 14: (step, separator) = (4, 0x2E)
        case 17: (step, separator) = (2, text[2])
        default: return nil
        }
        guard text.count != 17 || separator == 0x3A || separator == 0x2D else { return nil }
        var digits: [UInt8] = []
        digits.reserveCapacity(12)
        for index in text.indices {
            if index % (step + 1) == step {
                guard text[index] == separator else { return nil }
            } else {
                digits.append(text[index])
            }
        }
        return bytes(digits.span)
    }

    /// A serial number: digits with or without colons or `0x`, an odd number of them allowed.
    static func serial(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count <= 256 else { return nil }
        var digits: [UInt8] = []
        for index in (ASCII.hasPrefix(text, "0x") ? 2 : 0)..<text.count where text[index] != 0x3A {
            digits.append(text[index])
        }
        if digits.count % 2 == 1 { digits.insert(0x30, at: 0) }
        guard !digits.isEmpty, let bytes = bytes(digits.span) else { return nil }
        let stripped = bytes.drop { $0 == 0 }
        return stripped.isEmpty ? [0] : Array(stripped)
    }
}
