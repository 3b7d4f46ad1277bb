/// Steps through the inside of a validated object or array. It trusts the text, so that a step is a search for
/// the value's end and nothing else.
struct JSONWalk: Sendable {
    private var position: Int
    private let end: Int

    /// The range of an object or array with its brackets.
    init(_ range: Range<Int>?) {
        position = range.map { $0.lowerBound + 1 } ?? 0
        end = range.map { $0.upperBound - 1 } ?? 0
    }

    /// Passes white space and a comma; false at the closing bracket.
    mutating func isAtValue(in bytes: Span<UInt8>) -> Bool {
        skipSeparator(in: bytes)
        return position < end
    }

    /// Passes white space, commas and colons.
    mutating func skipSeparator(in bytes: Span<UInt8>) {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09, 0x2C, 0x3A: position += 1
            default: return
            }
        }
    }

    /// Takes the value that begins here.
    mutating func value(in bytes: Span<UInt8>) -> JSONValue {
        let start = position
        let kind: JSONValue.Kind
        switch bytes[position] {
        case 0x22:
            kind = .string
            skipString(in: bytes)
        case 0x7B, 0x5B:
            kind = bytes[position] == 0x7B ? .object : .array
            skipNested(in: bytes)
        case 0x74:
            kind = .true
            position += 4
        case 0x66:
            kind = .false
            position += 5
        case 0x6E:
            kind = .null
            position += 4
        default:
            kind = .number
            skipNumber(in: bytes)
        }
        return JSONValue(kind: kind, range: start..<position)
    }

    private mutating func skipString(in bytes: Span<UInt8>) {
        position = Self.afterString(at: position, end, bytes)
    }

    /// The index after the string that begins at an index.
    private static func afterString(at start: Int, _ end: Int, _ bytes: Span<UInt8>) -> Int {
        var index = start + 1
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte == 0x22 { break }
            if byte == 0x5C { index += 1 }
        }
        return index
    }

    private mutating func skipNumber(in bytes: Span<UInt8>) {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09, 0x2C: return
            default: position += 1
            }
        }
    }

    private mutating func skipNested(in bytes: Span<UInt8>) {
        var depth = 0
        var index = position
        while index < end {
            let byte = bytes[index]
            if byte == 0x22 {
                index = Self.afterString(at: index, end, bytes)
                continue
            }
            index += 1
            // Both opening brackets, then both closing ones, differ in one bit.
            if byte | 0x20 == 0x7B {
                depth += 1
            } else if byte | 0x20 == 0x7D {
                depth -= 1
                if depth == 0 { break }
            }
        }
        position = index
    }
}
