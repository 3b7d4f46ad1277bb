/// What can be told of a YAML file without parsing it: whether its bytes are text, and where its documents begin.
enum YAMLText {
    /// A document's bytes, with its `---`.
    struct Part {
        var range: Range<Int>
        /// 1-based line of the first byte.
        var line: Int
    }

    /// Refuses what is not UTF-8, and control characters (YAML 1.2 §5.1).
    static func check(_ bytes: [UInt8]) throws(YAMLFault) {
        var index = 0
        var line = 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x20, byte < 0x7F {
                index += 1
            } else if byte == 0x0A {
                line += 1
                index += 1
            } else if byte == 0x0D || byte == 0x09 {
                if byte == 0x0D, index + 1 == bytes.count || bytes[index + 1] != 0x0A { line += 1 }
                index += 1
            } else if byte < 0x80 {
                let hex = String(byte, radix: 16, uppercase: true)
                throw YAMLFault(
                    line: line, offset: index, "a control character (U+00\(hex.count < 2 ? "0" : "")\(hex))")
            } else {
                let length = sequenceLength(bytes, at: index)
                guard length > 0 else {
                    let isWide = index < 2 && (bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]))
                    throw YAMLFault(
                        line: line, offset: index,
                        isWide ? "UTF-16, not UTF-8; save the file as UTF-8" : "not UTF-8; save the file as UTF-8")
                }
                index += length
            }
        }
    }

    /// The length of the well-formed UTF-8 sequence of more than one byte at an index; zero where there is none
    /// (Unicode, table 3-7).
    private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
        let first = bytes[index]
        let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
        guard length > 0, index + length <= bytes.count else { return 0 }
        let second = bytes[index + 1]
        let range: ClosedRange<UInt8> =
            switch first {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        guard range.contains(second) else { return 0 }
        for next in bytes[(index + 2)..<max(index + 2, index + length)] where next & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// The bytes of the documents that hold something. A line that begins with `---` or `...` and a blank ends a document wherever it stands,
    /// in the midst of a quoted text too (YAML 1.2 §9.1.2): so one broken document cannot hide the next.
    static func parts(of bytes: [UInt8]) -> [Part] {
        var parts: [Part] = []
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var part = (start: index, line: 1, hasContent: false)
        func close(at end: Int) {
            if part.hasContent { parts.append(Part(range: part.start..<end, line: part.line)) }
        }
        var line = 1
        while index < bytes.count {
            let isStart = isMarker(bytes, at: index, 0x2D)
            if isStart || isMarker(bytes, at: index, 0x2E) {
                close(at: index)
                part = (isStart ? index : index + 3, line, isContent(bytes, from: index + 3))
            } else if !part.hasContent, !isDirective(bytes, at: index) {
                part.hasContent = isContent(bytes, from: index)
            }
            index = lineEnd(bytes, from: index)
            guard index < bytes.count else { break }
            index += bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
            line += 1
        }
        close(at: bytes.count)
        return parts
    }

    private static func isMarker(_ bytes: [UInt8], at index: Int, _ byte: UInt8) -> Bool {
        guard index + 3 <= bytes.count, bytes[index] == byte, bytes[index + 1] == byte, bytes[index + 2] == byte
        else { return false }
        guard index + 3 < bytes.count else { return true }
        return [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index + 3])
    }

    /// A directive says nothing that is used here. One with no `---` behind it is left to the parser, which refuses it.
    private static func isDirective(_ bytes: [UInt8], at index: Int) -> Bool {
        bytes[index...].starts(with: "%YAML ".utf8) || bytes[index...].starts(with: "%TAG ".utf8)
    }

    /// Whether a line holds more than blanks and a comment.
    private static func isContent(_ bytes: [UInt8], from index: Int) -> Bool {
        let first = bytes[index...].first { $0 != 0x20 && $0 != 0x09 }
        return first.map { $0 != 0x23 && $0 != 0x0A && $0 != 0x0D } ?? false
    }

    private static func lineEnd(_ bytes: [UInt8], from index: Int) -> Int {
        bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    }
}
