public import TamgaModel

/// Which files a stream follows, and how.
public struct FollowOptions: Sendable {
    /// The files: see ``StreamInputs``.
    public var patterns: [String] = []
    /// Files that are there when the stream begins are read from their start; else from their end.
    public var fromStart = false
    /// Where files stood when an earlier stream ended.
    public var positions: [LogPosition] = []
    /// An earlier stream has kept its state: what it did not know is new.
    public var isResuming = false
    /// Files that are never read, by name and number: what the stream itself writes.
    public var isExcluded: @Sendable (_ path: String, _ file: FileNumber) -> Bool = { _, _ in false }
    /// The most files that are held open.
    public var mostOpen = 512

    /// The most files that are known at a time.
    public static let mostFiles = 65_536

    /// No files.
    public init() {}
}
