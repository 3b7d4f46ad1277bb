/// The bytes that a character class or an escape of a PCRE2 pattern stands for.
enum PatternClass {
    static let digits = ByteSet(0x30...0x39)
    static let word: ByteSet = {
        var set = digits
        set.formUnion(ByteSet(0x41...0x5A))
        set.formUnion(ByteSet(0x61...0x7A))
        set.insert(0x5F)
        return set
    }()
    static let blanks: ByteSet = {
        var set = ByteSet(0x09...0x0D)
        set.insert(0x20)
        return set
    }()

    /// Reads `[…]` at the index; `nil` where it does not end.
    static func read(_ text: [UInt8], _ index: inout Int) -> ByteSet? {
        var set = ByteSet()
        index += 1
        let isNegated = index < text.count && text[index] == 0x5E
        if isNegated { index += 1 }
        var isFirst = true
        while index < text.count {
            if text[index] == 0x5D, !isFirst {
                index += 1
                return isNegated ? set.inverted : set
            }
            isFirst = false
            if text[index] == 0x5B, index + 1 < text.count, text[index + 1] == 0x3A {
                // `[:alpha:]`
                while index < text.count, text[index] != 0x5D { index += 1 }
                index += 1
                set = .all
                if isNegated { return skipToEnd(text, &index) }
                continue
            }
            guard let low = member(text, &index) else { return skipToEnd(text, &index) }
            set.formUnion(low.set)
            guard let first = low.byte, index + 1 < text.count, text[index] == 0x2D, text[index + 1] != 0x5D else {
                continue
            }
            index += 1
            guard let high = member(text, &index), let last = high.byte, first <= last else {
                return skipToEnd(text, &index)
            }
            set.formUnion(ByteSet(first...last))
        }
        return nil
    }

    /// Gives up on a class: any byte. Passes to its end.
    private static func skipToEnd(_ text: [UInt8], _ index: inout Int) -> ByteSet? {
        while index < text.count, text[index] != 0x5D { index += text[index] == 0x5C ? 2 : 1 }
        guard index < text.count else { return nil }
        index += 1
        return .all
    }

    /// One member of a class; its byte where it is one.
    private static func member(_ text: [UInt8], _ index: inout Int) -> (set: ByteSet, byte: UInt8?)? {
        guard index < text.count else { return nil }
        let byte = text[index]
        index += 1
        guard byte == 0x5C else { return (ByteSet(byte...byte), byte) }
        guard index < text.count else { return nil }
        if text[index] == 0x62 {
            index += 1
            return (ByteSet(0x08...0x08), 0x08)
        }
        let start = index
        guard let set = escaped(text, &index) else { return nil }
        let bytes = (UInt8.min...UInt8.max).filter(set.contains)
        let isClass = text[start].isLetter && "dDwWsShHvVN".utf8.contains(text[start])
        return (set, bytes.count == 1 && !isClass ? bytes[0] : nil)
    }

    /// Reads what stands behind a backslash; `nil` for what is not known.
    static func escaped(_ text: [UInt8], _ index: inout Int) -> ByteSet? {
        guard index < text.count else { return nil }
        let letter = text[index]
        index += 1
        switch letter {
        case 0x64: return digits
        case 0x44: return digits.inverted
        case 0x77: return word
        case 0x57: return word.inverted
        case 0x73: return blanks
        case 0x53: return blanks.inverted
        case 0x68:
            var set = ByteSet(0x09...0x09)
            set.insert(0x20)
            set.insert(0xA0)
            return set
        case 0x48, 0x56, 0x4E: return .all
        case 0x76: return .all
        case 0x74: return ByteSet(0x09...0x09)
        case 0x6E: return ByteSet(0x0A...0x0A)
        case 0x72: return ByteSet(0x0D...0x0D)
        case 0x66: return ByteSet(0x0C...0x0C)
        case 0x61: return ByteSet(0x07...0x07)
        case 0x65: return ByteSet(0x1B...0x1B)
        case 0x78:
            var value = 0
            var count = 0
            let isBraced = index < text.count && text[index] == 0x7B
            if isBraced { index += 1 }
            while index < text.count, count < (isBraced ? 8 : 2), let digit = text[index].hexValue {
                value = value << 4 | Int(digit)
                count += 1
                index += 1
            }
            if isBraced {
                guard index < text.count, text[index] == 0x7D else { return nil }
                index += 1
            }
            guard let byte = UInt8(exactly: value) else { return nil }
            return ByteSet(byte...byte)
        default:
            // Other letters and digits have meanings of their own.
            guard !letter.isLetter, !letter.isDigit else { return nil }
            return ByteSet(letter...letter)
        }
    }
}
