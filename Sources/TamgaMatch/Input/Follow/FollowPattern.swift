import Glibc
import TamgaModel

/// Which files are followed: a path in which `*` and `?` stand for parts of a name and `**` for any folders, or a
/// folder, for all files below it. Names that begin with a dot are not meant, unless the pattern's name does.
struct FollowPattern: Sendable {
    /// A file that a pattern means.
    struct Found: Sendable {
        let path: String
        let facts: FileFacts
    }

    /// What walking has come to.
    struct Listing: Sendable {
        var files: [Found] = []
        /// The folders in which files may come to be.
        var folders: Set<String> = []
        /// What is there and could not be looked at: files below it are neither known to be there nor to be gone.
        var faults: [String: ReadFault] = [:]
        fileprivate var known: Set<String> = []

        /// The entries of a folder; none where it cannot be read.
        fileprivate mutating func entries(_ folder: String) -> [Folder.Entry] {
            do { return try Folder.entries(folder) } catch {
                if error.isThere { faults[folder] = error }
                return []
            }
        }

        /// What a path leads to; `nil` where there is nothing, or where it cannot be told.
        fileprivate mutating func facts(_ path: String, throughLinks: Bool = true) -> FileFacts? {
            if let facts = FileFacts(path, throughLinks: throughLinks) { return facts }
            let fault = ReadFault(code: errno)
            if fault.isThere { faults[path] = fault }
            return nil
        }
    }

    /// The most folders inside each other.
    private static let deepest = 64

    private let root: String
    private let parts: [String]

    init(_ text: String) {
        root = text.hasPrefix("/") ? "/" : ""
        var parts = text.split(separator: "/").map(String.init)
        if !parts.contains(where: Self.isGlob), FileFacts(text)?.isFolder == true { parts += ["**", "*"] }
        if parts.last == "**" { parts.append("*") }
        self.parts = parts
    }

    private static func isGlob(_ part: String) -> Bool { part.contains("*") || part.contains("?") }

    /// Whether a path is meant.
    func covers(_ path: String) -> Bool { PathGlob(root + parts.joined(separator: "/")).covers(path) }

    /// Lists the files that are there now.
    func walk(_ listing: inout Listing) { walk(root, 0, depth: 0, &listing) }

    private func walk(_ folder: String, _ index: Int, depth: Int, _ listing: inout Listing) {
        guard depth < Self.deepest, index < parts.count else { return }
        let part = parts[index]
        let isLast = index == parts.count - 1
        if part == "**" {
            walk(folder, index + 1, depth: depth, &listing)
            listing.folders.insert(folder)
            for entry in listing.entries(folder) where !entry.name.hasPrefix(".") {
                let path = Folder.path(folder, entry.name)
                // A link to a folder above would have no end.
                if listing.facts(path, throughLinks: false)?.isFolder == true {
                    walk(path, index, depth: depth + 1, &listing)
                }
            }
            return
        }
        guard Self.isGlob(part) else {
            let path = Folder.path(folder, part)
            if isLast { listing.folders.insert(folder) }
            step(path, index, isLast, depth, &listing)
            return
        }
        listing.folders.insert(folder)
        let glob = PathGlob(part)
        for entry in listing.entries(folder) where part.hasPrefix(".") || !entry.name.hasPrefix(".") {
            if glob.covers(entry.name) { step(Folder.path(folder, entry.name), index, isLast, depth, &listing) }
        }
    }

    private func step(_ path: String, _ index: Int, _ isLast: Bool, _ depth: Int, _ listing: inout Listing) {
        guard let facts = listing.facts(path) else { return }
        if isLast {
            if facts.isRegular, listing.known.insert(path).inserted {
                listing.files.append(Found(path: path, facts: facts))
            }
        } else if facts.isFolder {
            walk(path, index + 1, depth: depth + 1, &listing)
        }
    }
}
