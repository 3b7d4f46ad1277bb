/// Rows as aligned columns, two spaces between, the first row a heading; for people and for `awk`.
enum PlainTable {
    /// The table's text; control characters in cells are shown as `.`, so that a cell cannot move the cursor.
    static func text(_ rows: [[String]]) -> String {
        let safe = rows.map { row in row.map(visible) }
        let columns = safe.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in safe.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return safe.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
            }
            return line + "\n"
        }.joined()
    }

    /// A text without control characters and without marks that turn the direction of writing.
    static func visible(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isHidden($0) ? "." : $0 }))
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x061C: true
        default: false
        }
    }
}
