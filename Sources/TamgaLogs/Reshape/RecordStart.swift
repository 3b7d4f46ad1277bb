/// Where a record begins.
public struct RecordStart: Hashable, Sendable {
    /// The first byte of its line in the buffer.
    public var offset: Int
    /// The 1-based line of the source, as it was before it was reshaped, on which its text begins.
    public var line: Int

    /// A start.
    public init(offset: Int, line: Int) {
        self.offset = offset
        self.line = line
    }
}
