/// How long a stream's output was when its state was last kept.
public struct OutputMark: Hashable, Sendable {
    /// The device that the file lies on.
    public var device: UInt64
    /// Its number there.
    public var inode: UInt64
    /// Its bytes.
    public var size: Int

    /// A mark.
    public init(device: UInt64, inode: UInt64, size: Int) {
        self.device = device
        self.inode = inode
        self.size = size
    }
}
