/// Composes the node of one document: recursive descent over its bytes, by indentation.
///
/// The grammar is YAML's, the choices where it is loose are libyaml's. Each function begins at its first byte and ends
/// behind its last one.
struct YAMLParser {
    let bytes: [UInt8]
    /// Where the document ends.
    let end: Int
    let limits: YAMLLimits
    var position: Int
    var line: Int
    /// Where the line begins that `position` is in.
    var lineStart: Int
    /// True while nothing but spaces stands before `position` on its line.
    var isFresh: Bool
    /// How many brackets are open.
    var flowLevel = 0
    var anchors: [String: YAMLNode] = [:]
    /// Nodes made so far in the file.
    var nodeCount: Int

    init(_ bytes: [UInt8], _ part: YAMLText.Part, limits: YAMLLimits, nodeCount: Int) {
        self.bytes = bytes
        self.limits = limits
        self.nodeCount = nodeCount
        end = part.range.upperBound
        position = part.range.lowerBound
        line = part.line
        lineStart = part.lineStart
        isFresh = !part.isMarked
    }

    /// The document's root, or `nil` where there is nothing.
    mutating func document() throws(YAMLFault) -> YAMLNode? {
        try skipToToken()
        if position >= end { return nil }
        let root = try blockNode(parent: -1, isCompact: isFresh, isValue: false, depth: 1)
        try skipToToken()
        if position < end {
            throw fault(isFresh ? "this line belongs to nothing before it" : "text behind a value on the same line")
        }
        return root
    }

    // MARK: - Bytes

    /// The byte some places on; 0, which no document holds, at its end.
    func byte(_ ahead: Int = 0) -> UInt8 {
        let index = position + ahead
        return index < end ? bytes[index] : 0
    }

    /// Bytes, not characters, since the line began: what stands before a token of a block is ASCII.
    var column: Int { position - lineStart }

    static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// A blank, a line's end, or the document's.
    static func isGap(_ byte: UInt8) -> Bool { isBlank(byte) || isBreak(byte) || byte == 0 }

    /// `-` that begins an item of a list.
    var isItem: Bool { byte() == 0x2D && Self.isGap(byte(1)) }

    mutating func takeBreak() {
        position += byte() == 0x0D && byte(1) == 0x0A ? 2 : 1
        line += 1
        lineStart = position
        isFresh = true
    }

    mutating func skipBlanks() {
        while Self.isBlank(byte()) { position += 1 }
    }

    /// Goes on to the next token: over blanks, comments and lines' ends.
    mutating func skipToToken() throws(YAMLFault) {
        while true {
            if isFresh {
                while byte() == 0x20 { position += 1 }
                if byte() == 0x09 {
                    let tab = position
                    skipBlanks()
                    guard Self.isBreak(byte()) || byte() == 0x23 || position >= end || flowLevel > 0 else {
                        throw fault("a tab among the blanks that begin the line; YAML indents with spaces", at: tab)
                    }
                }
            } else {
                skipBlanks()
            }
            if byte() == 0x23 { while position < end, !Self.isBreak(bytes[position]) { position += 1 } }
            guard Self.isBreak(byte()) else { return }
            takeBreak()
        }
    }

    // MARK: - Nodes

    func fault(_ message: String, at offset: Int? = nil, line: Int? = nil) -> YAMLFault {
        YAMLFault(line: line ?? self.line, offset: offset ?? min(position, end), message)
    }

    /// A node, counted.
    mutating func node(
        _ content: YAMLNode.Content, line: Int, offset: Int, weight: Int = 1
    ) throws(YAMLFault) -> YAMLNode {
        try count(1, line: line, offset: offset)
        return YAMLNode(content, line: line, offset: offset, weight: weight)
    }

    mutating func count(_ nodes: Int, line: Int, offset: Int) throws(YAMLFault) {
        nodeCount += nodes
        if nodeCount > limits.maximumNodes {
            throw fault("more than \(limits.maximumNodes) values, aliases written out", at: offset, line: line)
        }
    }

    /// A place where a value could stand and none does.
    mutating func nothing() throws(YAMLFault) -> YAMLNode {
        let scalar = YAMLScalar("", isPlain: true, textOffset: position)
        return try node(.scalar(scalar), line: line, offset: position)
    }

    func checkDepth(_ depth: Int) throws(YAMLFault) {
        if depth > limits.maximumDepth {
            throw fault("more than \(limits.maximumDepth) lists and mappings inside each other")
        }
    }

    /// Any node in block context.
    ///
    /// - Parameters:
    ///   - parent: the column of the collection around it; -1 at the root.
    ///   - isCompact: a collection may begin on this line: behind `- `, or at a line's beginning.
    ///   - isValue: it is a key's value, so that a list may stand at the key's own column.
    mutating func blockNode(parent: Int, isCompact: Bool, isValue: Bool, depth: Int) throws(YAMLFault) -> YAMLNode {
        try checkDepth(depth)
        var properties = YAMLProperties()
        // Where an anchor or a tag begins on the line of the content: then they are the first key's.
        var front: (line: Int, column: Int, isCompact: Bool)?
        var mayBegin = isCompact
        while true {
            try skipToToken()
            if isFresh {
                if position >= end || !(column > parent || isValue && column == parent && isItem) {
                    return try finish(nothing(), properties)
                }
                mayBegin = true
            } else if position >= end {
                return try finish(nothing(), properties)
            }
            guard byte() == 0x26 || byte() == 0x21 else { break }
            if front?.line != line { front = (line, column, mayBegin) }
            try takeProperty(&properties)
        }
        let isBehindProperty = front?.line == line
        switch byte() {
        case 0x2D where isItem:
            guard mayBegin, !isBehindProperty else {
                throw fault("a list cannot begin here; begin it on a line of its own")
            }
            return try finish(blockSequence(isLoose: isValue && column == parent, depth: depth), properties)
        case 0x7C, 0x3E:
            return try finish(blockScalar(parent: parent), properties)
        default: break
        }
        let start = (position: position, line: line, column: isBehindProperty ? front?.column ?? column : column)
        let first = try flowNode(parent: parent, depth: depth)
        guard try isKey(first, startLine: start.line) else { return try finish(first, properties) }
        guard isBehindProperty ? front?.isCompact == true : mayBegin else {
            throw fault("a mapping cannot begin here, behind another key; a text that holds “: ” is written in quotes")
        }
        let key = isBehindProperty ? try finish(first, properties) : first
        let mapping = try blockMapping(key, at: start, depth: depth)
        return isBehindProperty ? mapping : try finish(mapping, properties)
    }

    /// Whether a node is a key: a `:` and a blank follow on its line.
    private mutating func isKey(_ node: YAMLNode, startLine: Int) throws(YAMLFault) -> Bool {
        let rest = position
        skipBlanks()
        guard byte() == 0x3A, Self.isGap(byte(1)) else {
            position = rest
            return false
        }
        guard startLine == line else { throw fault("a “:” behind a text of several lines; is a quote missing?") }
        guard let scalar = node.scalar else {
            throw fault("a list or a mapping as a key is not read", at: node.offset, line: node.line)
        }
        if scalar.isPlain, scalar.text == "<<" {
            throw fault("merge keys (“<<”) are not read; write the entries out", at: node.offset, line: node.line)
        }
        return true
    }

    /// A mapping whose first key has been read; `position` is at its `:`.
    private mutating func blockMapping(
        _ first: YAMLNode, at start: (position: Int, line: Int, column: Int), depth: Int
    ) throws(YAMLFault) -> YAMLNode {
        var entries: [YAMLEntry] = []
        var weight = 1
        var key = first
        while true {
            position += 1
            isFresh = false
            let value = try blockNode(parent: start.column, isCompact: false, isValue: true, depth: depth + 1)
            entries.append(entry(key, value))
            weight += 1 + value.weight
            try skipToToken()
            if position >= end { break }
            guard isFresh else { throw fault("text behind a value on the same line; is a quote missing?") }
            if column < start.column { break }
            guard column == start.column else { throw fault("indented deeper than the entries before it") }
            guard !isItem else { throw fault("a list's item where a key is expected") }
            key = try blockKey(column: start.column, depth: depth)
        }
        return try node(.mapping(entries), line: start.line, offset: start.position, weight: weight)
    }

    private mutating func blockKey(column: Int, depth: Int) throws(YAMLFault) -> YAMLNode {
        var properties = YAMLProperties()
        let startLine = line
        while byte() == 0x26 || byte() == 0x21 {
            try takeProperty(&properties)
            skipBlanks()
        }
        let start = position
        let key = try flowNode(parent: column, depth: depth)
        guard try isKey(key, startLine: startLine) else {
            throw fault("no “: ” behind the key", at: start, line: startLine)
        }
        return try finish(key, properties)
    }

    func entry(_ key: YAMLNode, _ value: YAMLNode) -> YAMLEntry {
        let scalar = key.scalar ?? YAMLScalar("", isPlain: true, textOffset: key.offset)
        return YAMLEntry(key: scalar, line: key.line, offset: key.offset, value: value)
    }

    /// A list; `position` is at its first `-`.
    ///
    /// - Parameter isLoose: it stands at the column of the key whose value it is, and a key may follow there.
    private mutating func blockSequence(isLoose: Bool, depth: Int) throws(YAMLFault) -> YAMLNode {
        let start = (position: position, line: line, column: column)
        var items: [YAMLNode] = []
        var weight = 1
        while true {
            position += 1
            isFresh = false
            while byte() == 0x20 { position += 1 }
            if byte() == 0x09 {
                let tab = position
                skipBlanks()
                guard Self.isBreak(byte()) || byte() == 0x23 || position >= end else {
                    throw fault("a tab behind “-”; YAML indents with spaces", at: tab)
                }
            }
            let item = try blockNode(parent: start.column, isCompact: true, isValue: false, depth: depth + 1)
            weight += item.weight
            items.append(item)
            try skipToToken()
            if position >= end { break }
            guard isFresh else { throw fault("text behind a value on the same line; is a quote missing?") }
            if column < start.column || isLoose && column == start.column && !isItem { break }
            guard column == start.column else { throw fault("indented deeper than the items before it") }
            guard isItem else { throw fault("no “- ” before the list's next item") }
        }
        return try node(.sequence(items), line: start.line, offset: start.position, weight: weight)
    }
}
