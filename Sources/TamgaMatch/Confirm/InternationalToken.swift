/// Host names with characters beyond ASCII as they stand in text.
enum InternationalToken {
    /// How far a run is followed to either side: four bytes a character of the longest name.
    static let reach = 4 * HostToken.longest

    /// The run of host characters, dots and bytes from 0x80 around a position.
    static func run(_ text: TextView, around position: Int) -> Range<Int> {
        func isPart(_ byte: UInt8) -> Bool { byte >= 0x80 || TextByte.isHost(byte) || byte == 0x2E }
        var start = position
        while start > 0, position - start < reach, isPart(text[start - 1]) { start -= 1 }
        var end = position
        while end < text.count, end - position < reach, isPart(text[end]) { end += 1 }
        return start..<end
    }

    /// The names in a run: cut at characters that are neither letter, digit, mark, dash nor dot, dots at their
    /// ends left out; only those with a dot and a character beyond ASCII.
    static func tokens(_ text: TextView, in run: Range<Int>) -> [Range<Int>] {
        var tokens: [Range<Int>] = []
        var start = run.lowerBound
        var index = run.lowerBound
        func close(_ end: Int) {
            var range = start..<end
            while !range.isEmpty, text[range.lowerBound] == 0x2E || text[range.lowerBound] == 0x2D {
                range = range.lowerBound + 1..<range.upperBound
            }
            while !range.isEmpty, text[range.upperBound - 1] == 0x2E || text[range.upperBound - 1] == 0x2D {
                range = range.lowerBound..<range.upperBound - 1
            }
            if range.contains(where: { text[$0] >= 0x80 }), hasDot(text, range),
                !EscapeBounds.isInside(text, range.lowerBound)
            {
                tokens.append(range)
            }
        }
        while index < run.upperBound {
            if text[index] < 0x80 {
                index += 1
                continue
            }
            guard let scalar = UnicodeBounds.scalar(text, at: index), index + scalar.utf8.count <= run.upperBound,
                isNamePart(scalar)
            else {
                close(index)
                let width = UnicodeBounds.scalar(text, at: index)?.utf8.count ?? 1
                index += width
                start = min(index, run.upperBound)
                continue
            }
            index += scalar.utf8.count
        }
        close(run.upperBound)
        return tokens
    }

    /// RFC 3490 §3.1 names the dots of other scripts.
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x3002 || scalar.value == 0xFF0E || scalar.value == 0xFF61
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        if isDot(scalar) || scalar.properties.isAlphabetic || scalar.properties.numericType != nil { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: return true
        default: return false
        }
    }

    private static func hasDot(_ text: TextView, _ range: Range<Int>) -> Bool {
        for index in range {
            if text[index] == 0x2E { return true }
            if text[index] >= 0xC0, let scalar = UnicodeBounds.scalar(text, at: index), isDot(scalar) { return true }
        }
        return false
    }
}
