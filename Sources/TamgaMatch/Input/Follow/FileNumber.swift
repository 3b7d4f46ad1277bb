import Glibc

/// A file, whatever it is called.
public struct FileNumber: Hashable, Sendable {
    /// The device that it lies on.
    public let device: UInt64
    /// Its number there; it may be another file's once it is deleted.
    public let inode: UInt64

    /// A file.
    public init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}
