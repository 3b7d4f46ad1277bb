import TamgaModel

extension PageWriter {
    /// The most members that have a row and a column of their own.
    static let widestMatrix = 31

    /// The sharing matrix as a table whose cells have a stronger colour the more hits there are.
    ///
    /// Of a union with many members those with the most hits have rows and columns of their own; the hits of the others
    /// are added up in one row and one column.
    func matrix(_ matrix: SharingMatrix, caption: String) -> HTMLNode {
        let chosen = Self.chosen(matrix)
        let others = matrix.states.count - chosen.count
        let most = chosen.flatMap { row in chosen.map { matrix.cells[row][$0].hits } }.max() ?? 0
        var head: [HTMLNode] = [.element(.th, [.named(.scope, "col")], words(.sharedBy))]
        head += chosen.map { .element(.th, [.named(.scope, "col")], code(matrix.states[$0])) }
        if others > 0 { head.append(.element(.th, [.named(.scope, "col")], words(.moreMembers, others))) }
        head.append(.element(.th, [.named(.scope, "col")], words(.sum)))
        var rows = chosen.map { row -> HTMLNode in
            let state = code(matrix.states[row])
            var cells: [HTMLNode] = [.element(.th, [.named(.scope, "row")], state)]
            for column in chosen { cells.append(cell(matrix, row, column, most)) }
            if others > 0 { cells.append(rest(matrix, [row], without: chosen, across: true)) }
            let total = matrix.producerTotals[row]
            cells.append(.element(.td, [], pair(total, "matrix.producers.\(state)")))
            return .element(.tr, [], cells)
        }
        if others > 0 {
            var cells: [HTMLNode] = [.element(.th, [.named(.scope, "row")], words(.moreMembers, others))]
            for column in chosen { cells.append(rest(matrix, [column], without: chosen, across: false)) }
            let far = Set(matrix.states.indices).subtracting(chosen)
            let corner = far.reduce(0) { sum, row in sum + far.reduce(0) { $0 + matrix.cells[row][$1].hits } }
            cells.append(.element(.td, [], [corner == 0 ? .text("·") : number(corner)]))
            cells.append(.element(.td, [], [number(far.reduce(0) { $0 + matrix.producerTotals[$1].hits })]))
            rows.append(.element(.tr, [], cells))
        }
        var sums: [HTMLNode] = [.element(.th, [.named(.scope, "row")], words(.eachHitOnce))]
        for column in chosen {
            let key = "matrix.observers.\(code(matrix.states[column]))"
            sums.append(.element(.td, [], pair(matrix.observerTotals[column], key)))
        }
        if others > 0 {
            let far = Set(matrix.states.indices).subtracting(chosen)
            sums.append(.element(.td, [], [number(far.reduce(0) { $0 + matrix.observerTotals[$1].hits })]))
        }
        sums.append(.element(.td, [], pair(matrix.total, "matrix.total")))
        return .element(
            .div, [.style("wide"), .named(.role, "group"), .named(.tabIndex, "0"), .named(.label, words(.matrix))],
            [
                .element(
                    .table, [.style("matrix")],
                    [
                        .element(.caption, [], caption), .element(.thead, [], [.element(.tr, [], head)]),
                        .element(.tbody, [], rows), .element(.tfoot, [], [.element(.tr, [], sums)]),
                    ])
            ])
    }

    /// What the matrix adds up to.
    func matrixSums(_ matrix: SharingMatrix) -> HTMLNode {
        if matrix.rowSum == matrix.total.hits { return note(words(.matrixPlain)) }
        return note(
            words(
                .matrixSums, ["rows": words.number(matrix.rowSum), "hits": words.number(matrix.total.hits)]))
    }

    private func cell(_ matrix: SharingMatrix, _ row: Int, _ column: Int, _ most: Int) -> HTMLNode {
        if let bound = matrix.hidden[SharingMatrix.Place(row: row, column: column)] {
            return .element(.td, [], "<\(words.number(bound))")
        }
        let cell = matrix.cells[row][column]
        let key = "matrix.cells.\(code(matrix.states[row])).\(code(matrix.states[column]))"
        let step = Palette.step(cell.hits, of: most)
        let isSelf = row == column && matrix.states[row] != nil
        return .element(
            .td, [isSelf ? .heatFramed(step) : .heat(step)], cell.hits == 0 ? [.text("·")] : pair(cell, key))
    }

    /// Hits over different indicators.
    private func pair(_ cell: SharingMatrix.Cell, _ key: String) -> [HTMLNode] {
        [
            figure("\(key).hits", cell.hits), .text(" "),
            .element(.small, [], [figure("\(key).indicators", cell.indicators)]),
        ]
    }

    private func rest(_ matrix: SharingMatrix, _ lines: [Int], without chosen: [Int], across: Bool) -> HTMLNode {
        let far = Set(matrix.states.indices).subtracting(chosen)
        let sum = lines.reduce(0) { sum, line in
            sum + far.reduce(0) { $0 + (across ? matrix.cells[line][$1].hits : matrix.cells[$1][line].hits) }
        }
        return .element(.td, [], [sum == 0 ? .text("·") : number(sum)])
    }

    /// The rows and columns that are shown: all, or those with the most hits and "unattributed".
    private static func chosen(_ matrix: SharingMatrix) -> [Int] {
        guard matrix.states.count > widestMatrix + 1 else { return Array(matrix.states.indices) }
        let order = matrix.states.indices.filter { matrix.states[$0] != nil }.sorted { left, right in
            func weight(_ place: Int) -> Int { matrix.producerTotals[place].hits + matrix.observerTotals[place].hits }
            return weight(left) != weight(right) ? weight(left) > weight(right) : left < right
        }
        let nobody = matrix.states.indices.filter { matrix.states[$0] == nil }
        return (Array(order.prefix(widestMatrix)) + nobody).sorted()
    }
}
