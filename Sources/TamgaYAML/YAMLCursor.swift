/// Finds the offset and the line of libyaml's places, which count Unicode scalars.
///
/// Places come almost in the order of the text, so that all of them together take linear time.
struct YAMLCursor {
    private let bytes: [UInt8]
    /// Where the part's text begins.
    private let start: Int
    private let end: Int
    /// Offset in the file.
    private(set) var offset: Int
    /// 1-based.
    private(set) var line: Int
    /// Unicode scalars between the text's beginning and ``offset``.
    private var index = 0

    /// A cursor at the beginning of a text.
    init(_ bytes: [UInt8], _ range: Range<Int>, line: Int) {
        self.bytes = bytes
        start = range.lowerBound
        end = range.upperBound
        offset = start
        self.line = line
    }

    /// Goes to a place.
    mutating func move(to target: Int) {
        while index < target, offset < end {
            take()
            while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            index += 1
        }
        while index > target, offset > start {
            offset -= 1
            while offset > start, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
            if endsLine(offset) { line -= 1 }
            index -= 1
        }
    }

    /// Goes to an offset at which a character begins.
    mutating func move(toOffset target: Int) {
        let target = min(max(target, start), end)
        while offset < target {
            if bytes[offset] & 0xC0 != 0x80 { index += 1 }
            take()
        }
        while offset > target {
            offset -= 1
            if bytes[offset] & 0xC0 != 0x80 { index -= 1 }
            if endsLine(offset) { line -= 1 }
        }
    }

    private mutating func take() {
        if endsLine(offset) { line += 1 }
        offset += 1
    }

    /// A line feed, or a carriage return with none behind it.
    private func endsLine(_ offset: Int) -> Bool {
        bytes[offset] == 0x0A || bytes[offset] == 0x0D && !(offset + 1 < end && bytes[offset + 1] == 0x0A)
    }
}
