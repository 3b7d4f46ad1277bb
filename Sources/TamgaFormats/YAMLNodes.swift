import TamgaYAML

/// Reads the nodes of a file of settings: strictly, the first thing that is wrong ends it.
struct YAMLNodes {
    let source: String

    /// The documents of a file.
    func documents(_ yaml: [UInt8], maximumSize: Int) throws(FormatsError) -> [YAMLNode] {
        guard yaml.count <= maximumSize else {
            throw fail(nil, "larger than \(maximumSize) bytes; such a file is smaller")
        }
        do throws(YAMLFault) {
            var roots: [YAMLNode] = []
            for document in try YAMLReader().documents(of: yaml) { roots.append(try document.root.get()) }
            return roots
        } catch {
            throw .unusable(source: source, line: error.line, "not YAML: \(error.message)")
        }
    }

    /// The one document of a file; `nil` where there is nothing in it.
    func document(_ yaml: [UInt8], maximumSize: Int) throws(FormatsError) -> YAMLNode? {
        let roots = try documents(yaml, maximumSize: maximumSize)
        if roots.count > 1 { throw fail(roots[1], "a second document; the file holds one") }
        return roots.first
    }

    // MARK: - Nodes

    /// A mapping's entries; none where nothing stands behind the key.
    ///
    /// - Parameters:
    ///   - what: what the mapping is, for the message.
    ///   - keys: the keys that are known; `nil` allows any.
    func entries(_ node: YAMLNode, _ what: String, allows keys: [String]? = nil) throws(FormatsError) -> [YAMLEntry] {
        if isNothing(node) { return [] }
        guard let entries = node.entries else {
            throw fail(node, "\(what) must be a mapping of “name: value” lines")
        }
        var names: Set<String> = []
        for entry in entries {
            if let keys, !keys.contains(entry.name) {
                throw fail(
                    line: entry.line,
                    "“\(entry.name.prefix(40))” is not known in \(what); known are \(keys.joined(separator: ", "))")
            }
            guard names.insert(entry.name).inserted else {
                throw fail(line: entry.line, "“\(entry.name.prefix(40))” stands twice in \(what); remove one")
            }
        }
        return entries
    }

    /// A mapping's keys and values, where the keys' places do not matter; see ``entries(_:_:allows:)``.
    func mapping(
        _ node: YAMLNode, _ what: String, allows keys: [String]? = nil
    ) throws(FormatsError) -> [(key: String, value: YAMLNode)] {
        try entries(node, what, allows: keys).map { ($0.name, $0.value) }
    }

    /// A list's items; none where nothing stands behind the key.
    func sequence(_ node: YAMLNode, _ what: String) throws(FormatsError) -> [YAMLNode] {
        if isNothing(node) { return [] }
        guard let items = node.items else {
            throw fail(node, "“\(what)” must be a list: [a, b], or lines with “- ”")
        }
        return items
    }

    /// A single value as it is written.
    func text(_ node: YAMLNode, _ what: String) throws(FormatsError) -> String {
        guard let scalar = node.scalar else { throw fail(node, "“\(what)” must be a single value") }
        return scalar.text
    }

    /// A single value, or a list of them.
    func texts(_ node: YAMLNode, _ what: String) throws(FormatsError) -> [String] {
        guard let items = node.items else { return [try text(node, what)] }
        var texts: [String] = []
        for item in items { texts.append(try text(item, what)) }
        return texts
    }

    /// A key with nothing behind it.
    func isNothing(_ node: YAMLNode) -> Bool { node.scalar?.text.isEmpty == true }

    func fail(_ node: YAMLNode?, _ words: String) -> FormatsError { fail(line: node?.line, words) }

    func fail(line: Int?, _ words: String) -> FormatsError { .unusable(source: source, line: line, words) }
}
