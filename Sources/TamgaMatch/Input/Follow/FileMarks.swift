import TamgaModel

/// Which files there are under some paths, and what tells that one of them has changed.
public struct FileMarks: Hashable, Sendable {
    private struct Mark: Hashable, Sendable {
        let number: FileNumber
        let size: Int
        let modified: Timestamp
    }

    private var marks: [String: Mark] = [:]

    /// Looks at files, and at all files below folders; what is not there is not an error.
    public init(_ paths: [String]) {
        var listing = FollowPattern.Listing()
        for path in paths { FollowPattern(path).walk(&listing) }
        for found in listing.files {
            marks[found.path] = Mark(
                number: found.facts.number, size: found.facts.size, modified: found.facts.modified)
        }
    }
}
