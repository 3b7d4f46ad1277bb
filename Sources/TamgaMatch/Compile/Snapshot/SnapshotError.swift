import Glibc

/// Why a snapshot could not be written or opened.
public enum SnapshotError: Error, Hashable, CustomStringConvertible {
    /// A call failed with this errno.
    case io(path: String, errno: Int32)
    /// The file does not begin as a snapshot does.
    case foreign(path: String)
    /// A later program has made it, in a form that this one does not know.
    case newer(path: String, found: UInt64, known: UInt64)
    /// An earlier program has made it, in a form that this one does not read any more.
    case older(path: String, found: UInt64, known: UInt64)
    /// The file has another length than it says.
    case cut(path: String, bytes: UInt64, wanted: UInt64)
    /// What is read is not what was written; the payload is what part of it.
    case damaged(path: String, part: String)
    /// What is to be written is larger than a snapshot can be.
    case tooLarge(path: String, bytes: Int, limit: Int)

    /// True where the file is at fault, and not the way to it.
    public var isOfFile: Bool {
        if case .io = self { return false }
        return true
    }

    /// One sentence.
    public var description: String {
        let anew = "make it anew with “tamga snapshot make”"
        // Safe: the system's words for an error number live until the next call.
        return switch self {
        case .io(let path, let errno): unsafe "\(path): \(String(cString: strerror(errno)))"
        case .foreign(let path): "\(path) is no snapshot: “tamga snapshot make” makes one"
        case .newer(let path, let found, let known):
            "\(path) is of version \(found), made by a later tamga; this one knows version \(known): use that tamga, or \(anew)"
        case .older(let path, let found, let known):
            "\(path) is of version \(found), made by an earlier tamga; this one knows version \(known): \(anew)"
        case .cut(let path, let bytes, let wanted):
            "\(path) has \(bytes) bytes and should have \(wanted): copy it again, or \(anew)"
        case .damaged(let path, let part): "\(path) is damaged (\(part)): copy it again, or \(anew)"
        case .tooLarge(let path, let bytes, let limit):
            "\(path): rules, patterns and lists have \(bytes) bytes, a snapshot takes \(limit)"
        }
    }
}
