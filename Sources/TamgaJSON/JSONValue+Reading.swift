extension JSONValue {
    /// A string's text with its escapes decoded; `nil` for other kinds. A lone surrogate becomes U+FFFD.
    public func string(in bytes: Span<UInt8>) -> String? {
        guard kind == .string else { return nil }
        if !hasEscapes(in: bytes), let text = try? UTF8Span(validating: bytes.extracting(inside)) {
            return String(copying: text)
        }
        return String(decoding: decoded(in: bytes), as: UTF8.self)
    }

    /// A string's text as UTF-8 with its escapes decoded; `nil` for other kinds.
    public func utf8(in bytes: Span<UInt8>) -> [UInt8]? {
        kind == .string ? decoded(in: bytes) : nil
    }

    /// True for a string whose text, its escapes decoded, is this one.
    public func isString(_ text: String, in bytes: Span<UInt8>) -> Bool {
        guard kind == .string else { return false }
        let count = text.utf8.count
        // An escape is never shorter than what it stands for.
        guard inside.count >= count else { return false }
        guard inside.count == count else { return hasEscapes(in: bytes) && string(in: bytes) == text }
        var index = inside.lowerBound
        for byte in text.utf8 {
            guard bytes[index] == byte else { return false }
            index += 1
        }
        return !hasEscapes(in: bytes)
    }

    /// A number as an integer: `nil` for other kinds, for a fraction or an exponent, and past 64 bits.
    public func integer(in bytes: Span<UInt8>) -> Int? {
        guard kind == .number else { return nil }
        let isNegative = bytes[range.lowerBound] == 0x2D
        // Counted downwards, so that the least integer is reached too.
        var value = 0
        for index in range.lowerBound + (isNegative ? 1 : 0)..<range.upperBound {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (difference, borrow) = product.subtractingReportingOverflow(Int(digit))
            if overflow || borrow { return nil }
            value = difference
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// A number as the nearest `Double`; `nil` for other kinds. Past its range it is infinite or zero.
    public func double(in bytes: Span<UInt8>) -> Double? {
        guard kind == .number else { return nil }
        var text = ""
        for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        return Double(text)
    }

    /// The truth value of `true` and `false`; `nil` for other kinds.
    public var bool: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    private var inside: Range<Int> { range.lowerBound + 1..<range.upperBound - 1 }

    private func hasEscapes(in bytes: Span<UInt8>) -> Bool {
        for index in inside where bytes[index] == 0x5C { return true }
        return false
    }

    private func decoded(in bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(inside.count)
        JSONEscapes.decode(bytes, in: inside) { text.append($0) }
        return text
    }
}
