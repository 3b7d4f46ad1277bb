/// A table with its caption, headings and rows, made so that a screen reader can say what each cell is about.
public struct HTMLTable: Sendable {
    /// What a column holds.
    public enum Column: Sendable {
        /// Words.
        case words(String)
        /// Figures, set to the right.
        case figures(String)
        /// Values, which need room.
        case values(String)
        /// Moments, in one line.
        case times(String)

        var heading: String {
            switch self {
            case .words(let text), .figures(let text), .values(let text), .times(let text): text
            }
        }

        var attributes: [HTMLAttribute] {
            switch self {
            case .words: []
            case .figures: [.style("n")]
            case .values: [.style("value")]
            case .times: [.style("time")]
            }
        }
    }

    private let caption: String
    private let columns: [Column]
    private var rows: [[HTMLNode]] = []
    private var sums: [HTMLNode]?

    /// A table without rows.
    ///
    /// - Parameter caption: what the table shows, in a sentence.
    public init(_ caption: String, _ columns: [Column]) {
        self.caption = caption
        self.columns = columns
    }

    /// Adds a row; its first cell is its heading.
    public mutating func row(_ cells: [HTMLNode]) { rows.append(cells) }

    /// Sets the row of sums; its first cell is its heading.
    public mutating func sum(_ cells: [HTMLNode]) { sums = cells }

    /// True where no row was added.
    public var isEmpty: Bool { rows.isEmpty }

    /// The table.
    public var node: HTMLNode {
        var parts: [HTMLNode] = [
            .element(.caption, [], caption),
            .element(
                .thead, [],
                [
                    .element(
                        .tr, [],
                        columns.map { .element(.th, [.named(.scope, "col")] + $0.attributes, $0.heading) })
                ]),
            .element(.tbody, [], rows.map(line)),
        ]
        if let sums { parts.append(.element(.tfoot, [], [line(sums)])) }
        // What is wider than its place can be moved by keyboard as well.
        return .element(
            .div, [.style("wide"), .named(.role, "group"), .named(.tabIndex, "0"), .named(.label, caption)],
            [.element(.table, [], parts)])
    }

    private func line(_ cells: [HTMLNode]) -> HTMLNode {
        .element(
            .tr, [],
            zip(cells, columns).enumerated().map { place, cell in
                place == 0
                    ? .element(.th, [.named(.scope, "row")] + cell.1.attributes, [cell.0])
                    : .element(.td, cell.1.attributes, [cell.0])
            })
    }
}
