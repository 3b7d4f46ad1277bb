public import TamgaModel

/// The file that a split is of, as it was when it was read: splits belong together where all of this is the same.
public struct SplitFile: Hashable, Sendable {
    /// As the user named it.
    public let name: String
    /// Bytes as they lie on disk.
    public let size: Int
    /// When it was last changed: times without a year and records without a time are read by it.
    public let modified: Timestamp
    /// It is unpacked while it is read, and has one split.
    public let isPacked: Bool
    /// How it begins.
    let origin: LogOrigin

    init(name: String, size: Int, modified: Timestamp, isPacked: Bool, origin: LogOrigin) {
        self.name = name
        self.size = size
        self.modified = modified
        self.isPacked = isPacked
        self.origin = origin
    }

    init(_ log: LogSummary) {
        self.init(name: log.name, size: log.size, modified: log.modified, isPacked: log.isPacked, origin: log.origin)
    }

    /// What is not the same of two files of one name, in words; `nil` where they are the same.
    public func difference(from other: SplitFile) -> String? {
        if size != other.size { return "it had \(size) bytes for one and \(other.size) for the other" }
        if modified != other.modified {
            return "it was last changed at \(modified) for one and at \(other.modified) for the other"
        }
        return origin == other.origin && isPacked == other.isPacked
            ? nil : "it begins otherwise for one than for the other"
    }
}

extension SplitFile: Comparable {
    /// The order in which a folder's logs are read: by the names of the folders, one below the other, then of the file.
    public static func < (left: SplitFile, right: SplitFile) -> Bool { precedes(left.name, right.name) }

    /// The same of names.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        left.split(separator: "/", omittingEmptySubsequences: false)
            .lexicographicallyPrecedes(right.split(separator: "/", omittingEmptySubsequences: false))
    }
}
