public import TamgaModel

/// What a file is that has not been read, beside one that has.
public enum Likeness: Hashable, Sendable {
    /// Another log.
    case other
    /// Perhaps a copy that is still being written.
    case growing
    /// A copy of all that was read.
    case copy

    /// Judges whether a file is what a program that empties logs in place has put aside: it lies beside the log, its
    /// name begins as the log's does, it begins with the same bytes, and where reading has come to, a line ends.
    ///
    /// - Parameters:
    ///   - position: how far the log has been read.
    ///   - path: the other file's.
    ///   - size: its length.
    ///   - start: how it begins.
    ///   - byteBefore: the byte in it before the position's offset, where there is one.
    public init(_ position: LogPosition, path: String, size: Int, start: [UInt8], byteBefore: UInt8?) {
        guard position.offset > 0, !position.head.isEmpty, !start.isEmpty,
            Self.isSideName(path, of: position.path)
        else {
            self = .other
            return
        }
        let common = min(start.count, position.head.count)
        if start.prefix(common) != position.head.prefix(common) {
            self = .other
        } else if size < position.offset {
            self = .growing
        } else {
            self = byteBefore == 0x0A ? .copy : .other
        }
    }

    /// Whether a path is one that rotation gives to a log: `app.log.1`, `app.log-20261124`, `app-20261124.log`.
    public static func isSideName(_ path: String, of log: String) -> Bool {
        path != log && stems(before: path).contains(stem(of: log))
    }

    /// What the names begin with that rotation gives to a log: its path without the last ending.
    static func stem(of log: String) -> String {
        let (folder, name) = Folder.split(log)
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        return Folder.path(folder, String(stem))
    }

    /// The stems that logs may have which a path is a name of: itself up to each mark.
    static func stems(before path: String) -> [String] {
        let (folder, name) = Folder.split(path)
        return name.indices.filter { $0 > name.startIndex && ".-_".contains(name[$0]) }
            .map { Folder.path(folder, String(name[..<$0])) }
    }
}
