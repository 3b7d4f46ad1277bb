/// The first lines of a text feed, as far as recognising its format needs them.
struct FeedSample {
    /// Lines without their ends and without blanks around them; empty lines are left out.
    private let lines: [ArraySlice<UInt8>]

    /// The lines of the beginning of a feed; the last one, perhaps cut, included.
    init(_ text: ArraySlice<UInt8>) {
        lines = text.split(separator: 0x0A, maxSplits: 2_000).prefix(2_000)
            .map { $0.trimmingBlanks }.filter { !$0.isEmpty }
    }

    /// The first line that is not a comment.
    var firstLine: ArraySlice<UInt8>? { lines.first { !$0.isComment } }

    /// True where a Zeek `#fields` line names an `indicator` column.
    var hasZeekFields: Bool {
        lines.prefix(100).contains { $0.starts(with: "#fields\tindicator".utf8) }
    }

    /// True where the first line that is not a comment blocks a name.
    var isHosts: Bool {
        guard let line = lines.first(where: { !$0.isComment }) else { return false }
        let words = line.split(whereSeparator: \.isBlank)
        return words.count > 1 && ListReader.isSinkhole(words[0]) && !words[1].isComment
    }

    /// The header of a CSV feed, or `nil` where this is no CSV.
    ///
    /// A header is the first line that is not a comment, or the comment line before it (abuse.ch writes it so). It
    /// has at least one column name that means a value. A file that is named `.csv` needs none: its columns are
    /// then known by their values.
    func header(isNamedCSV: Bool) -> CSVHeader? {
        let first = lines.firstIndex { !$0.isComment } ?? lines.endIndex
        if first < lines.endIndex {
            let line = lines[first]
            let delimiter = CSVHeader.delimiter(of: line)
            let names = CSVHeader.fields(line, delimiter: delimiter)
            if CSVHeader.hasObservableColumn(names), names.count > 1 || isNamedCSV || lines.count > first + 1 {
                return CSVHeader(names: names, delimiter: delimiter, place: .firstLine)
            }
        }
        if first > 0, first < lines.endIndex {
            let comment = lines[first - 1].drop { $0 == 0x23 || $0.isBlank }
            let delimiter = CSVHeader.delimiter(of: comment)
            let names = CSVHeader.fields(comment, delimiter: delimiter)
            let columns = CSVHeader.fields(lines[first], delimiter: delimiter)
            if names.count > 1, names.count == columns.count, CSVHeader.hasObservableColumn(names) {
                return CSVHeader(names: names, delimiter: delimiter, place: .comment)
            }
        }
        guard first < lines.endIndex else { return nil }
        let delimiter = CSVHeader.delimiter(of: lines[first])
        let isQuoted = lines[first].first == 0x22 && lines[first].contains(delimiter)
        guard isNamedCSV || isQuoted else { return nil }
        return CSVHeader(names: [], delimiter: delimiter, place: .none)
    }
}

extension ArraySlice<UInt8> {
    /// Without white space at both ends.
    var trimmingBlanks: ArraySlice<UInt8> {
        var slice = drop { $0.isJSONSpace }
        while let last = slice.last, last.isJSONSpace { slice.removeLast() }
        return slice
    }

    /// True where a line that begins so is a comment: `#`, `;` or `//`.
    var isComment: Bool {
        first == 0x23 || first == 0x3B || (first == 0x2F && dropFirst().first == 0x2F)
    }
}
