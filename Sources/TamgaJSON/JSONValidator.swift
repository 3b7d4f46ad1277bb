/// One strict pass over a JSON text. The brackets that are open are bits of one word: 1 for an object.
struct JSONValidator {
    private var position: Int
    private let end: Int
    private var open: UInt64 = 0
    private var depth = 0

    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// A value with only white space around it.
    mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        skipSpace(bytes)
        let start = position
        guard position < end else { throw JSONError(offset: position, reason: .unexpectedEnd) }
        let kind = try values(bytes)
        let value = JSONValue(kind: kind, range: start..<position)
        skipSpace(bytes)
        guard position == end else { throw JSONError(offset: position, reason: .trailingBytes) }
        return value
    }

    /// A value and all that it holds.
    private mutating func values(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue.Kind {
        var outermost: JSONValue.Kind?
        while true {
            // A value begins here.
            guard position < end else { throw JSONError(offset: position, reason: .unexpectedEnd) }
            let kind: JSONValue.Kind
            var isComplete = true
            switch bytes[position] {
            case 0x22:
                kind = .string
                try string(bytes)
            case 0x7B:
                kind = .object
                try push(object: true)
                skipSpace(bytes)
                if !close(0x7D, bytes) {
                    try key(bytes)
                    isComplete = false
                }
            case 0x5B:
                kind = .array
                try push(object: false)
                skipSpace(bytes)
                if !close(0x5D, bytes) { isComplete = false }
            case 0x2D, 0x30...0x39:
                kind = .number
                try number(bytes)
            case 0x74:
                kind = .true
                try word("true", bytes)
            case 0x66:
                kind = .false
                try word("false", bytes)
            case 0x6E:
                kind = .null
                try word("null", bytes)
            default: throw JSONError(offset: position, reason: .expected("a value"))
            }
            if outermost == nil { outermost = kind }
            if isComplete, try !followsAnother(bytes) { return outermost ?? kind }
        }
    }

    /// After a complete value: closes what ends here; true where another value follows.
    private mutating func followsAnother(_ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        while depth > 0 {
            skipSpace(bytes)
            guard position < end else { throw JSONError(offset: position, reason: .unexpectedEnd) }
            let isObject = open & 1 == 1
            switch bytes[position] {
            case 0x2C:
                position += 1
                skipSpace(bytes)
                if isObject { try key(bytes) }
                return true
            case 0x7D where isObject, 0x5D where !isObject:
                position += 1
                pop()
            default: throw JSONError(offset: position, reason: .expected(isObject ? "',' or '}'" : "',' or ']'"))
            }
        }
        return false
    }

    private mutating func push(object: Bool) throws(JSONError) {
        guard depth < JSONValue.maximumDepth else { throw JSONError(offset: position, reason: .tooDeep) }
        depth += 1
        open = open << 1 | (object ? 1 : 0)
        position += 1
    }

    private mutating func pop() {
        depth -= 1
        open >>= 1
    }

    private mutating func close(_ bracket: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard position < end, bytes[position] == bracket else { return false }
        position += 1
        pop()
        return true
    }

    /// A member's name, the colon and the white space after it.
    private mutating func key(_ bytes: Span<UInt8>) throws(JSONError) {
        guard position < end else { throw JSONError(offset: position, reason: .unexpectedEnd) }
        guard bytes[position] == 0x22 else { throw JSONError(offset: position, reason: .expected("a member's name")) }
        try string(bytes)
        skipSpace(bytes)
        guard position < end else { throw JSONError(offset: position, reason: .unexpectedEnd) }
        guard bytes[position] == 0x3A else { throw JSONError(offset: position, reason: .expected("':'")) }
        position += 1
        skipSpace(bytes)
    }

    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func word(_ letters: String, _ bytes: Span<UInt8>) throws(JSONError) {
        for letter in letters.utf8 {
            guard position < end else { throw JSONError(offset: position, reason: .unexpectedEnd) }
            guard bytes[position] == letter else { throw JSONError(offset: position, reason: .expected("a value")) }
            position += 1
        }
    }

    private mutating func number(_ bytes: Span<UInt8>) throws(JSONError) {
        if bytes[position] == 0x2D { position += 1 }
        let first = position
        try digits(bytes)
        if bytes[first] == 0x30, position > first + 1 { throw JSONError(offset: first, reason: .malformedNumber) }
        if position < end, bytes[position] == 0x2E {
            position += 1
            try digits(bytes)
        }
        if position < end, bytes[position] | 0x20 == 0x65 {
            position += 1
            if position < end, bytes[position] == 0x2B || bytes[position] == 0x2D { position += 1 }
            try digits(bytes)
        }
    }

    /// One digit or more.
    private mutating func digits(_ bytes: Span<UInt8>) throws(JSONError) {
        let first = position
        while position < end, bytes[position] &- 0x30 < 10 { position += 1 }
        guard position > first else { throw JSONError(offset: position, reason: .malformedNumber) }
    }

    private mutating func string(_ bytes: Span<UInt8>) throws(JSONError) {
        var index = position + 1
        while index < end {
            let byte = bytes[index]
            if byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C {
                index += 1
                continue
            }
            switch byte {
            case 0x22:
                position = index + 1
                return
            case 0x5C: index = try escape(at: index, bytes)
            case 0x80...:
                let length = utf8Length(at: index, end: end, bytes)
                guard length > 0 else { throw JSONError(offset: index, reason: .invalidUTF8) }
                index += length
            default: throw JSONError(offset: index, reason: .controlCharacter)
            }
        }
        throw JSONError(offset: end, reason: .unexpectedEnd)
    }

    /// The index after the escape whose backslash stands at `index`.
    private func escape(at index: Int, _ bytes: Span<UInt8>) throws(JSONError) -> Int {
        guard index + 1 < end else { throw JSONError(offset: end, reason: .unexpectedEnd) }
        switch bytes[index + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return index + 2
        case 0x75:
            guard index + 6 <= end else { throw JSONError(offset: end, reason: .unexpectedEnd) }
            for digit in index + 2..<index + 6 where hexDigit(bytes[digit]) == nil {
                throw JSONError(offset: digit, reason: .malformedEscape)
            }
            return index + 6
        default: throw JSONError(offset: index + 1, reason: .malformedEscape)
        }
    }
}

/// The length of the well-formed UTF-8 sequence (The Unicode Standard, table 3-7) of two bytes or more at an
/// index; 0 where there is none.
func utf8Length(at index: Int, end: Int, _ bytes: Span<UInt8>) -> Int {
    func follows(_ distance: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
        index + distance < end && bytes[index + distance] >= low && bytes[index + distance] <= high
    }
    switch bytes[index] {
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0: return follows(1, 0xA0) && follows(2) ? 3 : 0
    case 0xED: return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
    case 0xF0: return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xF4: return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
}

/// The value of a hexadecimal digit.
func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
}
