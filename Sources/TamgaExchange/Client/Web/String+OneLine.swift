extension String {
    /// The text of somebody else, kept to one line: line ends are blanks.
    var onOneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
