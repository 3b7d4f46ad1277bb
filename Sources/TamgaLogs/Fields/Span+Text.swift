extension Span<UInt8> {
    /// True where a text stands at an index.
    func has(_ text: String, at start: Int = 0) -> Bool {
        var index = start
        for byte in text.utf8 {
            guard index >= 0, index < count, self[index] == byte else { return false }
            index += 1
        }
        return true
    }

    /// True where a range is this text.
    func isText(_ text: String, _ range: Range<Int>) -> Bool {
        range.count == text.utf8.count && has(text, at: range.lowerBound)
    }

    /// True where a range is these bytes.
    func isBytes(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count == bytes.count else { return false }
        for offset in bytes.indices where self[range.lowerBound + offset] != bytes[offset] { return false }
        return true
    }

    /// A range as text; bytes that are not UTF-8 are replaced.
    func text(_ range: Range<Int>) -> String {
        if let valid = try? UTF8Span(validating: extracting(range)) { return String(copying: valid) }
        return String(decoding: bytes(range), as: UTF8.self)
    }

    /// A range as bytes of its own.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(self[index]) }
        return bytes
    }

    /// The first index of a byte in a range; the range's end where there is none.
    func index(of byte: UInt8, in range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, self[index] != byte { index += 1 }
        return index
    }

    /// The end of a record without the line end that may stand there.
    var endOfText: Int {
        var end = count
        while end > 0, self[end - 1] == 0x0A || self[end - 1] == 0x0D { end -= 1 }
        return end
    }
}
