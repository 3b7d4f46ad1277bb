extension YAMLParser {
    /// A scalar without quotes.
    mutating func plainScalar(parent: Int) throws(YAMLFault) -> YAMLNode {
        let start = (position: position, line: line)
        isFresh = false
        var (textEnd, next) = plainLine(from: position)
        try checkColon(next)
        guard var place = continuation(from: next, parent: parent) else {
            position = textEnd
            let text = String(decoding: bytes[start.position..<textEnd], as: UTF8.self)
            let scalar = YAMLScalar(text, isPlain: true, textOffset: start.position)
            return try node(.scalar(scalar), line: start.line, offset: start.position)
        }
        var text = Array(bytes[start.position..<textEnd])
        while true {
            (position, line, lineStart) = (place.position, place.line, place.lineStart)
            Self.fold(place.breaks, into: &text)
            (textEnd, next) = plainLine(from: position)
            text += bytes[position..<textEnd]
            position = textEnd
            try checkColon(next)
            guard let following = continuation(from: next, parent: parent) else { break }
            place = following
        }
        let scalar = YAMLScalar(String(decoding: text, as: UTF8.self), isPlain: true, textOffset: start.position)
        return try node(.scalar(scalar), line: start.line, offset: start.position)
    }

    /// Where the text of a plain scalar ends on its line, and where the search for that stopped: at a line's end, a
    /// comment, a `:`, or a sign of the brackets around it.
    private func plainLine(from start: Int) -> (textEnd: Int, next: Int) {
        var index = start
        var textEnd = start
        while index < end {
            let byte = bytes[index]
            if Self.isBreak(byte) || flowLevel > 0 && isFlowIndicator(byte) { break }
            let following = index + 1 < end ? bytes[index + 1] : 0
            if byte == 0x3A, Self.isGap(following) || flowLevel > 0 && isFlowIndicator(following) { break }
            if byte == 0x23, index > start, Self.isBlank(bytes[index - 1]) { break }
            index += 1
            if !Self.isBlank(byte) { textEnd = index }
        }
        return (textEnd, index)
    }

    /// `a:,` inside brackets: libyaml refuses it, and what is meant is not clear.
    private func checkColon(_ index: Int) throws(YAMLFault) {
        guard flowLevel > 0, index + 1 < end, bytes[index] == 0x3A, isFlowIndicator(bytes[index + 1]) else { return }
        throw fault("no blank behind “:”", at: index)
    }

    /// Where a plain scalar goes on, if it does.
    private func continuation(
        from index: Int, parent: Int
    ) -> (position: Int, line: Int, lineStart: Int, breaks: Int)? {
        guard index < end, Self.isBreak(bytes[index]) else { return nil }
        var look = (position: index, line: line, lineStart: lineStart, breaks: 0)
        while look.position < end {
            let byte = bytes[look.position]
            if Self.isBreak(byte) {
                let isPair = byte == 0x0D && look.position + 1 < end && bytes[look.position + 1] == 0x0A
                look.position += isPair ? 2 : 1
                look.line += 1
                look.lineStart = look.position
                look.breaks += 1
            } else if Self.isBlank(byte) {
                if byte == 0x09, look.position - look.lineStart <= parent { return nil }
                look.position += 1
            } else {
                break
            }
        }
        guard look.position < end, flowLevel > 0 || look.position - look.lineStart > parent else { return nil }
        if bytes[look.position] == 0x23 { return nil }
        // What stops at once is another token.
        let (textEnd, _) = plainLine(from: look.position)
        return textEnd > look.position ? look : nil
    }

    /// One line's end is a blank; each further one stays.
    static func fold(_ breaks: Int, into text: inout [UInt8]) {
        if breaks == 1 { text.append(0x20) } else { text.append(contentsOf: repeatElement(0x0A, count: breaks - 1)) }
    }

    // MARK: - Quotes

    mutating func singleQuoted() throws(YAMLFault) -> YAMLNode {
        let start = (position: position, line: line)
        position += 1
        var text: [UInt8] = []
        while true {
            try checkQuote(start)
            let byte = bytes[position]
            if byte == 0x27 {
                position += 1
                if self.byte() != 0x27 { break }
                text.append(0x27)
                position += 1
            } else if Self.isBlank(byte) || Self.isBreak(byte) {
                takeGap(into: &text)
            } else {
                text.append(byte)
                position += 1
            }
        }
        return try quoted(text, start)
    }

    mutating func doubleQuoted() throws(YAMLFault) -> YAMLNode {
        let start = (position: position, line: line)
        position += 1
        var text: [UInt8] = []
        while true {
            try checkQuote(start)
            let byte = bytes[position]
            if byte == 0x22 {
                position += 1
                break
            } else if byte == 0x5C {
                try takeEscape(into: &text)
            } else if Self.isBlank(byte) || Self.isBreak(byte) {
                takeGap(into: &text)
            } else {
                text.append(byte)
                position += 1
            }
        }
        return try quoted(text, start)
    }

    private func checkQuote(_ start: (position: Int, line: Int)) throws(YAMLFault) {
        if position >= end { throw fault("the quote is never closed", at: start.position, line: start.line) }
    }

    private mutating func quoted(
        _ text: [UInt8], _ start: (position: Int, line: Int)
    ) throws(YAMLFault) -> YAMLNode {
        isFresh = false
        let scalar = YAMLScalar(
            String(decoding: text, as: UTF8.self), isPlain: false, textOffset: start.position + 1)
        return try node(.scalar(scalar), line: start.line, offset: start.position)
    }

    /// Blanks inside quotes: kept within a line, folded around a line's end.
    private mutating func takeGap(into text: inout [UInt8]) {
        let start = position
        skipBlanks()
        guard Self.isBreak(byte()) else {
            text += bytes[start..<position]
            return
        }
        Self.fold(takeBreaks(), into: &text)
    }

    /// Lines' ends and the blanks around them; how many ends.
    private mutating func takeBreaks() -> Int {
        var breaks = 0
        while true {
            if Self.isBreak(byte()) {
                takeBreak()
                breaks += 1
            } else if Self.isBlank(byte()) {
                position += 1
            } else {
                return breaks
            }
        }
    }

    /// `\` and what follows it (YAML 1.2 §5.7).
    private mutating func takeEscape(into text: inout [UInt8]) throws(YAMLFault) {
        let start = position
        let sign = byte(1)
        if Self.isBreak(sign) {
            position += 1
            text.append(contentsOf: repeatElement(0x0A, count: takeBreaks() - 1))
            return
        }
        position += 2
        switch sign {
        case 0x30: text.append(0x00)
        case 0x61: text.append(0x07)
        case 0x62: text.append(0x08)
        case 0x74, 0x09: text.append(0x09)
        case 0x6E: text.append(0x0A)
        case 0x76: text.append(0x0B)
        case 0x66: text.append(0x0C)
        case 0x72: text.append(0x0D)
        case 0x65: text.append(0x1B)
        case 0x20, 0x22, 0x2F, 0x5C: text.append(sign)
        case 0x4E: text += "\u{85}".utf8
        case 0x5F: text += "\u{A0}".utf8
        case 0x4C: text += "\u{2028}".utf8
        case 0x50: text += "\u{2029}".utf8
        case 0x78: try takeCode(2, start, &text)
        case 0x75: try takeCode(4, start, &text)
        case 0x55: try takeCode(8, start, &text)
        default:
            throw fault(
                "no escape of double quotes; write “\\\\” for a backslash, or the text in single quotes", at: start)
        }
    }

    private mutating func takeCode(_ length: Int, _ start: Int, _ text: inout [UInt8]) throws(YAMLFault) {
        let digits = String(decoding: bytes[position..<min(position + length, end)], as: UTF8.self)
        let isHex = digits.utf8.count == length && digits.utf8.allSatisfy(\.isHexDigit)
        guard isHex, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
            throw fault("no code point of \(length) hexadecimal digits", at: start)
        }
        position += length
        text += String(Character(scalar)).utf8
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}
