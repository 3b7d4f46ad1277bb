/// What may stand before a node: an anchor and a tag.
struct YAMLProperties {
    var anchor: String?
    /// What the tag says about a scalar; `nil` where there is none.
    var isPlain: Bool?
}

extension YAMLParser {
    /// Reads `&anchor` or `!tag`.
    mutating func takeProperty(_ properties: inout YAMLProperties) throws(YAMLFault) {
        let start = position
        isFresh = false
        if byte() == 0x26 {
            let name = try takeName("an anchor")
            guard properties.anchor == nil else { throw fault("two anchors for one value", at: start) }
            properties.anchor = name
            return
        }
        position += 1
        while position < end, !Self.isGap(byte()), flowLevel == 0 || !isFlowIndicator(byte()) { position += 1 }
        let tag = String(decoding: bytes[start..<position], as: UTF8.self)
        guard properties.isPlain == nil else { throw fault("two tags for one value", at: start) }
        switch tag {
        case "!", "!!str", "!<tag:yaml.org,2002:str>", "!!timestamp": properties.isPlain = false
        case "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map": properties.isPlain = true
        default: throw fault("the tag “\(tag.prefix(60))” is not read", at: start)
        }
    }

    /// `*name`: the node again.
    mutating func alias() throws(YAMLFault) -> YAMLNode {
        let start = position
        let name = try takeName("an alias")
        guard var node = anchors[name] else {
            throw fault(
                "no anchor “&\(name.prefix(60))” before this alias; a text that begins with “*” is written in quotes",
                at: start)
        }
        try count(node.weight, line: line, offset: start)
        node.line = line
        node.offset = start
        return node
    }

    /// The name behind `&` or `*`.
    private mutating func takeName(_ what: String) throws(YAMLFault) -> String {
        let start = position
        position += 1
        isFresh = false
        while Self.isNameByte(byte()) { position += 1 }
        let isEnded = Self.isGap(byte()) || [0x3F, 0x3A, 0x2C, 0x5D, 0x7D, 0x25, 0x40, 0x60].contains(byte())
        guard position > start + 1, isEnded else {
            let sign = String(decoding: bytes[start..<start + 1], as: UTF8.self)
            throw fault("“\(sign)” begins \(what); a text that begins with it is written in quotes", at: start)
        }
        return String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
        default: false
        }
    }

    /// Applies a tag and remembers an anchor.
    mutating func finish(_ node: YAMLNode, _ properties: YAMLProperties) throws(YAMLFault) -> YAMLNode {
        var node = node
        if let isPlain = properties.isPlain, var scalar = node.scalar {
            scalar.isPlain = isPlain
            node.content = .scalar(scalar)
        }
        if let anchor = properties.anchor { anchors[anchor] = node }
        return node
    }
}
