import TamgaModel

/// Rows as aligned columns, two spaces between, the first row a heading; for people and for `awk`.
enum PlainTable {
    /// The table's text; what in a cell could act on the terminal is shown as `\u{NN}`.
    static func text(_ rows: [[String]]) -> String {
        let safe = rows.map { row in row.map(ActiveText.shown) }
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
}
