import Glibc
import TamgaModel

/// What the system says of a file.
public struct FileFacts: Sendable {
    var number: FileNumber
    /// Bytes.
    public var size: Int
    var modified: Timestamp
    /// Names that lead to it; 0 once it is deleted.
    var links: Int
    /// True for a file of bytes.
    public var isRegular: Bool
    /// True for a folder.
    public var isFolder: Bool
    /// True for a symbolic link that was not followed.
    public var isLink: Bool

    private init(_ status: stat) {
        number = FileNumber(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        size = Int(status.st_size)
        let second = Timestamp(nearestToSeconds: Int64(status.st_mtim.tv_sec))
        modified = Timestamp(microseconds: second.microseconds + Int64(status.st_mtim.tv_nsec) / 1_000)
        links = Int(status.st_nlink)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isLink = status.st_mode & S_IFMT == S_IFLNK
    }

    /// What a path leads to, through links unless told otherwise; `nil` where there is nothing.
    public init?(_ path: String, throughLinks: Bool = true) {
        var status = stat()
        // Safe: each call writes one `stat`; the path ends with NUL and lives until it returns.
        let path = PathText.path(path)
        guard unsafe (throughLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        self.init(status)
    }

    /// What an open file is.
    init?(_ descriptor: Int32) {
        var status = stat()
        // Safe: the call writes one `stat`.
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }
}
