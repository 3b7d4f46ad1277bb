import Glibc

/// The names in a folder.
public enum Folder {
    /// A name and the number of the file that it leads to, links aside.
    struct Entry: Sendable {
        let name: String
        let inode: UInt64
    }

    /// The names in a folder, in order; `nil` where it cannot be read.
    public static func names(_ path: String) -> [String]? { (try? entries(path))?.map(\.name) }

    /// The entries of a folder, in the order of their names.
    ///
    /// - Throws: why they cannot be read, or not all of them.
    static func entries(_ path: String) throws(ReadFault) -> [Entry] {
        // Safe: the path ends with NUL; the stream is closed at the end, and each entry is copied before the next.
        guard let folder = unsafe opendir(PathText.path(path.isEmpty ? "." : path)) else {
            throw ReadFault(code: errno)
        }
        defer { unsafe closedir(folder) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(folder) else {
                if errno != 0 { throw ReadFault(code: errno) }
                break
            }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe PathText.text(bytes.prefix { $0 != 0 })
            }
            guard name != ".", name != ".." else { continue }
            unsafe entries.append(Entry(name: name, inode: UInt64(entry.pointee.d_ino)))
        }
        return entries.sorted { $0.name < $1.name }
    }

    /// A path in a folder.
    static func path(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The folder of a path, and the name in it.
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[path.index(after: slash)...]))
    }
}
