/// Where a CSV feed's column names stand, and what parts its fields.
struct CSVHeader {
    /// Where the names stand.
    enum Place {
        /// On the first line that is not a comment.
        case firstLine
        /// On the comment line before it.
        case comment
        /// Nowhere: the values tell what the columns are.
        case none
    }

    /// The names, without quotes.
    let names: [String]
    /// `,` or `;` or a tab or `|`.
    let delimiter: UInt8
    /// Where the names stand.
    let place: Place

    /// True where one name at least means values to look for.
    static func hasObservableColumn(_ names: [String]) -> Bool {
        names.contains { ColumnRole(header: $0).isObservable }
    }

    /// What parts the fields of a line: the one of `,`, `;`, tab and `|` that stands there most often.
    static func delimiter(of line: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in line {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, byte == 0x2C || byte == 0x3B || byte == 0x09 || byte == 0x7C { counts[byte, default: 0] += 1 }
        }
        return [0x2C, 0x09, 0x3B, 0x7C].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? 0x2C
    }

    /// The fields of one line, quotes and blanks around them removed.
    static func fields(_ line: ArraySlice<UInt8>, delimiter: UInt8) -> [String] {
        var parser = CSVRecord(delimiter: delimiter)
        for byte in line { _ = parser.take(byte) }
        parser.end()
        return parser.fields.map { field in
            String(decoding: field.trimmingBlanks.drop { $0 == 0x22 }.prefix { $0 != 0x22 }, as: UTF8.self)
        }
    }
}
