/// Makes the tree of one document out of libyaml's events.
///
/// Refused are keys that are no scalars, keys behind `?`, merge keys and tags other than the standard ones, and what is
/// beyond the limits. Nesting is kept on a stack of its own, not on the thread's.
struct YAMLComposer {
    let bytes: [UInt8]
    let part: YAMLText.Part
    let limits: YAMLLimits
    /// Nodes made so far in the file.
    var nodeCount: Int
    var cursor: YAMLCursor
    private var anchors: [String: YAMLNode] = [:]
    private var open: [Collection] = []
    private var root: YAMLNode?
    /// Where the event before ends: behind it, a key may have a `?`.
    private var gap: Int

    /// A list or a mapping whose end has not been seen.
    private struct Collection {
        var isMapping: Bool
        var line: Int
        var offset: Int
        var anchor: String?
        var weight = 1
        var items: [YAMLNode] = []
        var entries: [YAMLEntry] = []
        /// The key that waits for its value.
        var key: YAMLNode?
    }

    init(_ bytes: [UInt8], _ part: YAMLText.Part, limits: YAMLLimits, nodeCount: Int) {
        self.bytes = bytes
        self.part = part
        self.limits = limits
        self.nodeCount = nodeCount
        cursor = YAMLCursor(bytes, part.range, line: part.line)
        gap = part.range.lowerBound
    }

    /// The document's root, or `nil` where there is nothing.
    mutating func document() throws(YAMLFault) -> YAMLNode? {
        guard var events = YAMLEvents(bytes[part.range]) else {
            throw YAMLFault(line: part.line, offset: part.range.lowerBound, "out of memory")
        }
        while true {
            let event: YAMLEvent
            do throws(YAMLComplaint) {
                event = try events.next()
            } catch {
                throw fault(error)
            }
            if case .boundary(isLast: true) = event.kind { return root }
            try take(event)
        }
    }

    private mutating func take(_ event: YAMLEvent) throws(YAMLFault) {
        cursor.move(to: event.start)
        switch event.kind {
        case .boundary: return
        case .documentStart:
            if root != nil { throw fault("this line belongs to nothing before it") }
        case .collectionEnd:
            try close()
        case .alias(let name):
            try checkKey(isScalar: true)
            try add(alias(name), anchor: nil)
        case .scalar(let text, let isPlain, let isBlock):
            try scalar(event, text, isPlain: isPlain, isBlock: isBlock)
        case .sequenceStart, .mappingStart:
            try opens(event)
        }
        cursor.move(to: event.end)
        gap = max(gap, cursor.offset)
    }

    // MARK: - Nodes

    private mutating func scalar(
        _ event: YAMLEvent, _ text: String, isPlain: Bool, isBlock: Bool
    ) throws(YAMLFault) {
        let properties = try properties()
        let offset = cursor.offset
        let isEmpty = text.isEmpty && isPlain
        if isEmpty, open.isEmpty, event.anchor == nil, properties == nil { return }
        try checkKey(isScalar: true)
        if isEmpty, isAtKey { throw fault("no key before “:”") }
        if isPlain, isAtKey, text == "<<" { throw fault("merge keys (“<<”) are not read; write the entries out") }
        let textOffset = isBlock ? blockText(offset, text) : isPlain ? offset : offset + 1
        let scalar = YAMLScalar(text, isPlain: properties ?? isPlain, textOffset: textOffset)
        try count(1)
        try add(YAMLNode(.scalar(scalar), line: cursor.line, offset: offset), anchor: event.anchor)
    }

    private mutating func opens(_ event: YAMLEvent) throws(YAMLFault) {
        _ = try properties()
        try checkKey(isScalar: false)
        guard open.count < limits.maximumDepth else { throw tooDeep }
        var isMapping = false
        if case .mappingStart = event.kind { isMapping = true }
        gap = cursor.offset
        open.append(
            Collection(isMapping: isMapping, line: cursor.line, offset: cursor.offset, anchor: event.anchor))
    }

    private mutating func close() throws(YAMLFault) {
        guard let last = open.popLast() else { return }
        try count(1)
        let content = last.isMapping ? YAMLNode.Content.mapping(last.entries) : .sequence(last.items)
        try add(
            YAMLNode(content, line: last.line, offset: last.offset, weight: last.weight), anchor: last.anchor)
    }

    private mutating func alias(_ name: String) throws(YAMLFault) -> YAMLNode {
        guard var node = anchors[name] else {
            throw fault(
                "no anchor “&\(name.prefix(60))” before this alias; a text that begins with “*” is written in quotes")
        }
        try count(node.weight)
        if isAtKey, node.scalar == nil { throw fault("a list or a mapping as a key is not read") }
        node.line = cursor.line
        node.offset = cursor.offset
        return node
    }

    /// Puts a node where it belongs: into what is open, as a key, a value or an item, or at the root.
    private mutating func add(_ node: YAMLNode, anchor: String?) throws(YAMLFault) {
        if let anchor { anchors[anchor] = node }
        guard let last = open.indices.last else {
            root = node
            return
        }
        if !open[last].isMapping {
            open[last].items.append(node)
        } else if let key = open[last].key.take(), let scalar = key.scalar {
            open[last].entries.append(YAMLEntry(key: scalar, line: key.line, offset: key.offset, value: node))
        } else {
            open[last].key = node
        }
        open[last].weight += node.weight
    }

    /// The offset of the innermost bracket or brace that is open.
    var openBracket: Int? {
        open.last { $0.offset < part.range.upperBound && (bytes[$0.offset] == 0x5B || bytes[$0.offset] == 0x7B) }?
            .offset
    }

    private mutating func count(_ nodes: Int) throws(YAMLFault) {
        nodeCount += nodes
        if nodeCount > limits.maximumNodes {
            throw fault("more than \(limits.maximumNodes) values, aliases written out")
        }
    }

    // MARK: - Keys

    /// The next node is a mapping's key.
    private var isAtKey: Bool {
        guard let last = open.indices.last else { return false }
        return open[last].isMapping && open[last].key == nil
    }

    /// Refuses a key that is a list or a mapping, or stands behind a `?`.
    private mutating func checkKey(isScalar: Bool) throws(YAMLFault) {
        guard isAtKey else { return }
        var index = gap
        while index < cursor.offset {
            if bytes[index] == 0x23 {
                while index < cursor.offset, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
            } else if bytes[index] == 0x3F {
                cursor.move(toOffset: index)
                throw fault("a key behind “?” is not read")
            } else {
                index += 1
            }
        }
        if !isScalar { throw fault("a list or a mapping as a key is not read") }
    }

    // MARK: - What stands before a node

    /// Goes behind an anchor and a tag.
    ///
    /// - Returns: what the tag says of a scalar, whether it is plain; `nil` where there is none.
    private mutating func properties() throws(YAMLFault) -> Bool? {
        var isPlain: Bool?
        var index = cursor.offset
        let end = part.range.upperBound
        while index < end, bytes[index] == 0x26 || bytes[index] == 0x21 {
            let from = index
            while index < end, !Self.isGap(bytes[index]), !Self.isFlowSign(bytes[index]) || bytes[from + 1] == 0x3C {
                index += 1
            }
            if bytes[from] == 0x21 {
                let tag = String(decoding: bytes[from..<index], as: UTF8.self)
                guard let says = Self.isPlain(tag) else {
                    cursor.move(toOffset: from)
                    throw fault("the tag “\(tag.prefix(60))” is not read")
                }
                isPlain = says
            }
            while index < end, Self.isGap(bytes[index]) || bytes[index] == 0x23 {
                if bytes[index] == 0x23 {
                    while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
                } else {
                    index += 1
                }
            }
        }
        cursor.move(toOffset: index)
        return isPlain
    }

    private static func isPlain(_ tag: String) -> Bool? {
        switch tag {
        case "!", "!!str", "!<tag:yaml.org,2002:str>", "!!timestamp": false
        case "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map": true
        default: nil
        }
    }

    private static func isGap(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func isFlowSign(_ byte: UInt8) -> Bool {
        byte == 0x2C || byte == 0x5B || byte == 0x5D || byte == 0x7B || byte == 0x7D
    }

    /// Where the text of a block begins: in its first line that is not blank, behind the indentation.
    private func blockText(_ offset: Int, _ text: String) -> Int {
        let end = part.range.upperBound
        var index = offset
        while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        while index < end, Self.isGap(bytes[index]) { index += 1 }
        let blanks = text.utf8.drop { $0 == 0x0A }.prefix { $0 == 0x20 || $0 == 0x09 }.count
        return max(index - blanks, offset)
    }
}
