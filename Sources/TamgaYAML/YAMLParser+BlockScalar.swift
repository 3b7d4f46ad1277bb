extension YAMLParser {
    /// A text behind `|` (lines kept) or `>` (lines folded), YAML 1.2 §8.1.
    mutating func blockScalar(parent: Int) throws(YAMLFault) -> YAMLNode {
        let start = (position: position, line: line)
        let isLiteral = byte() == 0x7C
        position += 1
        isFresh = false
        var (indent, chomping) = try blockHeader(parent: parent)
        var trailing = 0
        try blockBreaks(&indent, &trailing, parent: parent)
        let textOffset = position
        var text: [UInt8] = []
        var hasBreak = false
        var beganBlank = false
        while position < end, column == indent {
            let beginsBlank = Self.isBlank(byte())
            if !isLiteral, hasBreak, !beganBlank, !beginsBlank {
                if trailing == 0 { text.append(0x20) }
            } else if hasBreak {
                text.append(0x0A)
            }
            hasBreak = false
            text.append(contentsOf: repeatElement(0x0A, count: trailing))
            trailing = 0
            beganBlank = beginsBlank
            let from = position
            while position < end, !Self.isBreak(bytes[position]) { position += 1 }
            text += bytes[from..<position]
            if position < end {
                takeBreak()
                hasBreak = true
            }
            try blockBreaks(&indent, &trailing, parent: parent)
        }
        if chomping >= 0, hasBreak { text.append(0x0A) }
        if chomping > 0 { text.append(contentsOf: repeatElement(0x0A, count: trailing)) }
        let scalar = YAMLScalar(String(decoding: text, as: UTF8.self), isPlain: false, textOffset: textOffset)
        return try node(.scalar(scalar), line: start.line, offset: start.position)
    }

    /// The signs behind `|` or `>`: the text's indentation, 0 where it is to be found, and what becomes of the line
    /// ends behind the text: -1 none stays, 0 one, 1 all.
    private mutating func blockHeader(parent: Int) throws(YAMLFault) -> (indent: Int, chomping: Int) {
        var indent = 0
        var chomping: Int?
        while true {
            if chomping == nil, byte() == 0x2B || byte() == 0x2D {
                chomping = byte() == 0x2B ? 1 : -1
            } else if indent == 0, (0x31...0x39).contains(byte()) {
                indent = Int(byte() - 0x30)
            } else {
                break
            }
            position += 1
        }
        skipBlanks()
        if byte() == 0x23 { while position < end, !Self.isBreak(bytes[position]) { position += 1 } }
        guard position >= end || Self.isBreak(byte()) else {
            throw fault("text behind “|” or “>”; it begins on the next line, or is written in quotes")
        }
        if position < end { takeBreak() }
        return (indent == 0 ? 0 : indent + max(parent, 0), chomping ?? 0)
    }

    /// Indentation and empty lines before the next line of the text.
    private mutating func blockBreaks(_ indent: inout Int, _ breaks: inout Int, parent: Int) throws(YAMLFault) {
        var deepest = 0
        while true {
            while indent == 0 || column < indent, byte() == 0x20 { position += 1 }
            deepest = max(deepest, column)
            if indent == 0 || column < indent, byte() == 0x09 {
                throw fault("a tab among the blanks that begin the line; YAML indents with spaces")
            }
            guard Self.isBreak(byte()) else { break }
            takeBreak()
            breaks += 1
        }
        if indent == 0 { indent = max(deepest, parent + 1, 1) }
    }
}
