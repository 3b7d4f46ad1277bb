/// One value of a YAML document, with the place where it stands.
///
/// Aliases are resolved: a node that stands behind an alias is the same value again. Keys are always scalars.
public struct YAMLNode: Hashable, Sendable {
    /// What a value is.
    public enum Content: Hashable, Sendable {
        /// A text, a number, a truth value, or nothing.
        case scalar(YAMLScalar)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values, in the order of the file. A key may stand here twice: the reader of the document decides.
        case mapping([YAMLEntry])
    }

    /// The value.
    public var content: Content
    /// 1-based line of the first byte.
    public var line: Int
    /// Offset in the file of the first byte: a quote, a bracket, a letter.
    public var offset: Int
    /// How many nodes this one is, aliases written out.
    public var weight: Int

    /// A node.
    public init(_ content: Content, line: Int, offset: Int, weight: Int = 1) {
        self.content = content
        self.line = line
        self.offset = offset
        self.weight = weight
    }

    /// The scalar, or `nil` where the node is a list or a mapping.
    public var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The list's items, or `nil` where the node is something else.
    public var items: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The mapping's entries, or `nil` where the node is something else.
    public var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }
}

/// A key and its value.
public struct YAMLEntry: Hashable, Sendable {
    /// The key's text.
    public var name: String { key.text }
    /// The key.
    public var key: YAMLScalar
    /// 1-based line of the key.
    public var line: Int
    /// Offset in the file of the key's first byte.
    public var offset: Int
    /// The value.
    public var value: YAMLNode

    /// An entry.
    public init(key: YAMLScalar, line: Int, offset: Int, value: YAMLNode) {
        self.key = key
        self.line = line
        self.offset = offset
        self.value = value
    }
}
