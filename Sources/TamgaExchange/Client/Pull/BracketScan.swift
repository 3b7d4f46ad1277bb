import TamgaJSON

/// Walks JSON by its brackets and strings, without judging what is between. Every function takes the same bytes.
struct BracketScan {
    private(set) var position: Int

    init(from position: Int = 0) { self.position = position }

    func peek(in bytes: Span<UInt8>) -> UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace(in bytes: Span<UInt8>) {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
    }

    /// Steps over a byte, if it is the one that comes.
    mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard peek(in: bytes) == byte else { return false }
        position += 1
        return true
    }

    /// Reads a string; `nil` where there is none, or no whole one.
    mutating func string(in bytes: Span<UInt8>) -> String? {
        let start = position
        guard skipString(in: bytes), let value = try? JSONValue(bytes, in: start..<position) else { return nil }
        return value.string(in: bytes)
    }

    private mutating func skipString(in bytes: Span<UInt8>) -> Bool {
        guard take(0x22, in: bytes) else { return false }
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x22 { return true }
            if byte == 0x5C { position += 1 }
        }
        return false
    }

    /// Steps over a value of any kind.
    ///
    /// - Returns: how many values stand directly in it, of an array; `nil` where its brackets do not end.
    mutating func skipValue(in bytes: Span<UInt8>) -> Int? {
        var depth = 0
        var elements = 0
        var isFilled = false
        while position < bytes.count {
            switch bytes[position] {
            case 0x22:
                guard skipString(in: bytes) else { return nil }
                if depth == 0 { return 0 }
                if depth == 1 { isFilled = true }
                continue
            case 0x5B, 0x7B:
                if depth == 1 { isFilled = true }
                depth += 1
            case 0x5D, 0x7D:
                if depth == 0 { return 0 }
                depth -= 1
                if depth == 0 {
                    position += 1
                    return elements + (isFilled ? 1 : 0)
                }
            case 0x2C:
                if depth == 0 { return 0 }
                if depth == 1 { elements += 1 }
            case 0x20, 0x0A, 0x0D, 0x09: break
            default: if depth == 1 { isFilled = true }
            }
            position += 1
        }
        return nil
    }
}
