/// What makes a file of settings unusable.
///
/// Feeds never fail so: what is wrong in a feed is a ``TamgaModel/Refusal``.
public enum FormatsError: Error, Hashable, Sendable {
    /// The file cannot be used as it is; the words say what to do. The line is 1-based.
    case unusable(source: String, line: Int?, String)
}

extension FormatsError: CustomStringConvertible {
    /// `source:line: words`, the form that editors and terminals make clickable.
    public var description: String {
        switch self {
        case .unusable(let source, let line, let words): source + (line.map { ":\($0)" } ?? "") + ": " + words
        }
    }
}
