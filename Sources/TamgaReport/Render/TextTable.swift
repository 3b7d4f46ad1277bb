/// A table in columns of equal width, aligned by what a terminal shows.
struct TextTable {
    enum Side { case left, right }

    private var rows: [[String]] = []
    private let sides: [Side]
    private let indent: String

    init(_ sides: [Side], indent: Int = 2) {
        self.sides = sides
        self.indent = String(repeating: " ", count: indent)
    }

    /// Adds a row; as many cells as there are columns.
    mutating func row(_ cells: [String]) { rows.append(cells) }

    /// The lines, two spaces between columns, without spaces at their ends.
    var lines: [String] {
        var widths = Array(repeating: 0, count: sides.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayText.width(cell)) }
        }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                let fill = String(repeating: " ", count: widths[column] - DisplayText.width(cell))
                if column > 0 { line += "  " }
                line += sides[column] == .left ? cell + fill : fill + cell
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
