/// Looks up one key in a line of JSON without reading it into a tree. Nesting past 64 levels is given up.
struct JSONLineScanner {
    private var index = 0

    /// The value of `name` in the object that begins at `start`; a key that is the name's beginning up to a
    /// dot leads into the object it holds.
    mutating func value(_ name: [UInt8], in text: Span<UInt8>, objectAt start: Int) -> [UInt8]? {
        var name = name[...]
        index = start
        var depth = 0
        var fallback: (at: Int, rest: ArraySlice<UInt8>)?
        while depth < 64 {
            depth += 1
            index += 1
            while let key = key(text) {
                if key == Array(name) { return scalar(text) }
                if fallback == nil, name.count > key.count, name.starts(with: key),
                    name[name.startIndex + key.count] == 0x2E, byte(text) == 0x7B
                {
                    fallback = (index, name.dropFirst(key.count + 1))
                }
                guard skipValue(text) else { break }
            }
            guard let next = fallback else { return nil }
            name = next.rest
            index = next.at
            fallback = nil
        }
        return nil
    }

    private func byte(_ text: Span<UInt8>) -> UInt8 { index < text.count ? text[index] : 0 }

    private mutating func skipBlanks(_ text: Span<UInt8>) {
        while index < text.count, RecordField.isBlank(text[index]) || text[index] == 0x2C { index += 1 }
    }

    /// The next key, and the cursor at its value; `nil` at the object's end or where it is no JSON.
    private mutating func key(_ text: Span<UInt8>) -> [UInt8]? {
        skipBlanks(text)
        guard byte(text) == 0x22, let key = string(text) else { return nil }
        while RecordField.isBlank(byte(text)) { index += 1 }
        guard byte(text) == 0x3A else { return nil }
        index += 1
        while RecordField.isBlank(byte(text)) { index += 1 }
        return key
    }

    private mutating func scalar(_ text: Span<UInt8>) -> [UInt8]? {
        switch byte(text) {
        case 0x22: return string(text)
        case 0x7B, 0x5B, 0: return nil
        default:
            var bytes: [UInt8] = []
            while index < text.count, !RecordField.isBlank(text[index]), ![0x2C, 0x7D, 0x5D].contains(text[index]) {
                bytes.append(text[index])
                index += 1
            }
            return bytes.isEmpty ? nil : bytes
        }
    }

    private mutating func skipValue(_ text: Span<UInt8>) -> Bool {
        var depth = 0
        while index < text.count {
            switch text[index] {
            case 0x22:
                guard skipString(text) else { return false }
                if depth == 0 { return true }
                continue
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                if depth == 0 { return true }
                depth -= 1
                if depth == 0 {
                    index += 1
                    return true
                }
            case 0x2C where depth == 0: return true
            default: break
            }
            index += 1
        }
        return false
    }

    private mutating func skipString(_ text: Span<UInt8>) -> Bool {
        index += 1
        while index < text.count {
            if text[index] == 0x22 {
                index += 1
                return true
            }
            index += text[index] == 0x5C ? 2 : 1
        }
        return false
    }

    /// The string at the cursor, unescaped; a lone surrogate becomes U+FFFD.
    private mutating func string(_ text: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        index += 1
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == 0x22 { return bytes }
            guard byte == 0x5C else {
                bytes.append(byte)
                continue
            }
            guard index < text.count else { return nil }
            let escape = text[index]
            index += 1
            switch escape {
            case 0x62: bytes.append(0x08)
            case 0x66: bytes.append(0x0C)
            case 0x6E: bytes.append(0x0A)
            case 0x72: bytes.append(0x0D)
            case 0x74: bytes.append(0x09)
            case 0x75:
                guard let unit = unit(text) else { return nil }
                var value = unit
                if 0xD800...0xDBFF ~= unit, byte2(text) {
                    let mark = index
                    index += 2
                    if let low = self.unit(text), 0xDC00...0xDFFF ~= low {
                        value = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                    } else {
                        index = mark
                    }
                }
                bytes += String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8
            default: bytes.append(escape)
            }
        }
        return nil
    }

    private func byte2(_ text: Span<UInt8>) -> Bool {
        index + 1 < text.count && text[index] == 0x5C && text[index + 1] == 0x75
    }

    private mutating func unit(_ text: Span<UInt8>) -> UInt32? {
        guard index + 4 <= text.count else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let byte = text[index + offset]
            let letter = (byte | 0x20) &- 0x61
            guard byte.isDigit || letter < 6 else { return nil }
            value = value << 4 | UInt32(byte.isDigit ? byte - 0x30 : letter + 10)
        }
        index += 4
        return value
    }
}
