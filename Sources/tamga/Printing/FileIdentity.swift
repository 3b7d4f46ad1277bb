import FoundationEssentials
import Glibc
import TamgaMatch

/// Which file a path or an open file leads to: what leads to one file has equal identities, whatever it is called.
enum FileIdentity: Hashable {
    /// A regular file that is there.
    case file(device: UInt64, inode: UInt64)
    /// A file that is not there, by the folder in which it would be made and its name.
    case absent(folder: String, name: String)

    /// The file that a path leads to, through links; `-` is the open file given by its number. `nil` for what is no
    /// regular file: a terminal or a pipe can be read and written at once.
    init?(_ path: String, standing descriptor: Int32) {
        var status = stat()
        // Safe: each call writes one `stat`, which lives until it returns; the path ends with NUL and lives as long.
        let code = path == "-" ? unsafe fstat(descriptor, &status) : unsafe stat(PathText.path(path), &status)
        if code == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            self = .file(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        } else {
            guard path != "-" else { return nil }
            var url = URL(filePath: path)
            // Opened for writing, a link whose file is missing makes that file. The system follows 40 links.
            for _ in 0..<40 {
                guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) else { break }
                url = URL(filePath: next, relativeTo: url.deletingLastPathComponent()).absoluteURL
            }
            let file = url.standardizedFileURL
            self = .absent(
                folder: file.deletingLastPathComponent().resolvingSymlinksInPath().path, name: file.lastPathComponent)
        }
    }

    /// Who may do what with a file; `nil` where there is none.
    static func permissions(_ path: String) -> mode_t? {
        var status = stat()
        // Safe: the call writes one `stat`, which lives until it returns; the path ends with NUL and lives as long.
        return unsafe stat(PathText.path(path), &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    /// The file that an input is read from.
    static func input(_ path: String) -> FileIdentity? { FileIdentity(path, standing: 0) }

    /// The file that an output is written to.
    static func output(_ path: String) -> FileIdentity? { FileIdentity(path, standing: 1) }
}
