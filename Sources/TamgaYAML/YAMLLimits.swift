/// What a YAML file may take.
public struct YAMLLimits: Hashable, Sendable {
    /// Bytes of the file.
    public var maximumSize: Int
    /// Lists and mappings inside each other.
    public var maximumDepth: Int
    /// Scalars, lists and mappings of the file, counted as if each alias were written out.
    public var maximumNodes: Int

    /// Limits; the defaults are far above any file that people write.
    public init(maximumSize: Int = 16 << 20, maximumDepth: Int = 64, maximumNodes: Int = 500_000) {
        self.maximumSize = maximumSize
        self.maximumDepth = maximumDepth
        self.maximumNodes = maximumNodes
    }
}
