/// Why a document is not read: it is no YAML, or YAML that is not read here.
public struct YAMLFault: Error, Hashable, Sendable {
    /// 1-based.
    public var line: Int
    /// Offset in the file.
    public var offset: Int
    /// One sentence without its full stop: what is wrong, and where it helps, what to write.
    public var message: String

    /// A fault.
    public init(line: Int, offset: Int, _ message: String) {
        self.line = line
        self.offset = offset
        self.message = message
    }
}
