extension YAMLParser {
    /// `,`, brackets and braces.
    func isFlowIndicator(_ byte: UInt8) -> Bool {
        byte == 0x2C || byte == 0x5B || byte == 0x5D || byte == 0x7B || byte == 0x7D
    }

    /// A node that begins and ends where its own signs say so: a scalar, an alias, `[…]` or `{…}`.
    mutating func flowNode(parent: Int, depth: Int) throws(YAMLFault) -> YAMLNode {
        switch byte() {
        case 0x5B: return try flowSequence(depth: depth)
        case 0x7B: return try flowMapping(depth: depth)
        case 0x27: return try singleQuoted()
        case 0x22: return try doubleQuoted()
        case 0x2A: return try alias()
        case 0x3F where flowLevel > 0 || Self.isGap(byte(1)): throw fault("a key behind “?” is not read")
        case 0x3A where flowLevel > 0 || Self.isGap(byte(1)): throw fault("no key before “:”")
        case 0x2D where Self.isGap(byte(1)): throw fault("a list's item where a value is expected")
        case 0x2C, 0x5D, 0x7D, 0x23, 0x26, 0x21, 0x7C, 0x3E, 0x25, 0x40, 0x60:
            let sign = String(decoding: bytes[position..<position + 1], as: UTF8.self)
            throw fault("a value cannot begin with “\(sign)”; write it in quotes")
        default: return try plainScalar(parent: parent)
        }
    }

    private mutating func flowSequence(depth: Int) throws(YAMLFault) -> YAMLNode {
        let start = (position: position, line: line)
        var items: [YAMLNode] = []
        var weight = 1
        try openFlow(depth)
        while try nextFlowEntry(0x5D, opened: start) {
            var item = try flowEntry(depth: depth)
            if byte() == 0x3A {
                let value = try flowValue(of: item, depth: depth)
                item = try node(
                    .mapping([entry(item, value)]), line: item.line, offset: item.offset,
                    weight: 2 + value.weight)
            }
            weight += item.weight
            items.append(item)
            try endFlowEntry(0x5D, opened: start)
        }
        return try node(.sequence(items), line: start.line, offset: start.position, weight: weight)
    }

    private mutating func flowMapping(depth: Int) throws(YAMLFault) -> YAMLNode {
        let start = (position: position, line: line)
        var entries: [YAMLEntry] = []
        var weight = 1
        try openFlow(depth)
        while try nextFlowEntry(0x7D, opened: start) {
            let key = try flowEntry(depth: depth)
            let value = byte() == 0x3A ? try flowValue(of: key, depth: depth) : try nothing()
            guard key.scalar != nil else {
                throw fault("a list or a mapping as a key is not read", at: key.offset, line: key.line)
            }
            weight += 1 + value.weight
            entries.append(entry(key, value))
            try endFlowEntry(0x7D, opened: start)
        }
        return try node(.mapping(entries), line: start.line, offset: start.position, weight: weight)
    }

    private mutating func openFlow(_ depth: Int) throws(YAMLFault) {
        try checkDepth(depth + 1)
        position += 1
        flowLevel += 1
        isFresh = false
    }

    /// Goes to the next entry; false behind the closing bracket.
    private mutating func nextFlowEntry(
        _ closing: UInt8, opened start: (position: Int, line: Int)
    ) throws(YAMLFault) -> Bool {
        try skipToToken()
        try checkOpen(start)
        guard byte() == closing else { return true }
        position += 1
        flowLevel -= 1
        isFresh = false
        return false
    }

    private func checkOpen(_ start: (position: Int, line: Int)) throws(YAMLFault) {
        guard position >= end else { return }
        let sign = String(decoding: bytes[start.position..<start.position + 1], as: UTF8.self)
        throw fault("“\(sign)” is never closed", at: start.position, line: start.line)
    }

    /// A comma, or the closing bracket ahead.
    private mutating func endFlowEntry(
        _ closing: UInt8, opened start: (position: Int, line: Int)
    ) throws(YAMLFault) {
        try skipToToken()
        try checkOpen(start)
        if byte() == 0x2C {
            position += 1
            isFresh = false
        } else if byte() != closing {
            throw fault("“,” or “\(closing == 0x5D ? "]" : "}")” is expected here")
        }
    }

    /// A node inside brackets, with what stands before it; `position` is at the next token behind it.
    private mutating func flowEntry(depth: Int) throws(YAMLFault) -> YAMLNode {
        var properties = YAMLProperties()
        while byte() == 0x26 || byte() == 0x21 {
            try takeProperty(&properties)
            try skipToToken()
        }
        let isEmpty =
            (properties.anchor != nil || properties.isPlain != nil) && (isFlowIndicator(byte()) || byte() == 0x3A)
        let node =
            isEmpty && byte() != 0x5B && byte() != 0x7B ? try nothing() : try flowNode(parent: -1, depth: depth + 1)
        try skipToToken()
        return try finish(node, properties)
    }

    /// The value behind a key inside brackets; `position` is at the `:`.
    private mutating func flowValue(of key: YAMLNode, depth: Int) throws(YAMLFault) -> YAMLNode {
        guard let scalar = key.scalar else {
            throw fault("a list or a mapping as a key is not read", at: key.offset, line: key.line)
        }
        if scalar.isPlain, scalar.text == "<<" {
            throw fault("merge keys (“<<”) are not read; write the entries out", at: key.offset, line: key.line)
        }
        position += 1
        isFresh = false
        try skipToToken()
        if byte() == 0x2C || byte() == 0x5D || byte() == 0x7D { return try nothing() }
        if position >= end { return try nothing() }
        return try flowEntry(depth: depth)
    }
}
