/// How far a growing file has been read, and what tells that it is still the same file.
public struct LogPosition: Hashable, Sendable {
    /// Tells logs apart that have had the same path: 1 and up, never used again.
    public var log: Int64
    /// The path under which it was found first.
    public var path: String
    /// The device that it lies on.
    public var device: UInt64
    /// Its number there.
    public var inode: UInt64
    /// Where the next record begins.
    public var offset: Int
    /// The line of that record, 1-based; 0 where nobody has counted.
    public var line: Int
    /// Where the line ends that describes the records there; `nil` where none does.
    public var headerEnd: Int?
    /// The first bytes, at most a kilobyte, and none behind ``offset``.
    public var head: [UInt8]

    /// The most bytes in ``head``.
    public static let longestHead = 1_024

    /// A position.
    public init(
        log: Int64, path: String, device: UInt64, inode: UInt64, offset: Int, line: Int, headerEnd: Int?, head: [UInt8]
    ) {
        self.log = log
        self.path = path
        self.device = device
        self.inode = inode
        self.offset = offset
        self.line = line
        self.headerEnd = headerEnd
        self.head = head
    }
}
