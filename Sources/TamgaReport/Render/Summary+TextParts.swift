import TamgaModel

extension Summary {
    /// What a reader must know before the numbers.
    static let matrixExplanation = [
        "Down: who shared the indicator. Across: in whose logs it was seen.",
        "A cell is hits/different indicators; · is none; -- is unattributed.",
    ]

    /// What the matrix adds up to, in words.
    var matrixSums: [String] {
        guard matrix.rowSum != matrix.total.hits else {
            return [
                "No hit has more than one producer: the rows add up to the \(DisplayText.counted(found.hits, "hit"))."
            ]
        }
        return [
            "A hit on an indicator that several members shared counts in the row of each of them: the rows",
            "add up to \(DisplayText.grouped(matrix.rowSum)), the hits to \(DisplayText.grouped(matrix.total.hits)). "
                + "“sum” and “each hit once” count every indicator once.",
        ]
    }
}

extension SharingMatrix {
    /// The matrix in as many tables as the width asks for.
    func tables(width: Int) -> [TextTable] {
        let labels = states.map { $0?.code ?? "--" }
        var columns: [[String]] = states.indices.map { column in
            [labels[column]] + states.indices.map { words($0, column) } + [observerTotals[column].words]
        }
        columns.append(["sum"] + producerTotals.map(\.words) + [total.words])
        let first = ["shared by"] + labels + ["each hit once"]
        let room = width - 2 - (first.map(DisplayText.width).max() ?? 0)
        var tables: [TextTable] = []
        var next = 0
        while next < columns.count {
            var end = next
            var used = 0
            while end < columns.count {
                let wide = 2 + (columns[end].map(DisplayText.width).max() ?? 0)
                if end > next, used + wide > room { break }
                used += wide
                end += 1
            }
            var table = TextTable([.left] + Array(repeating: .right, count: end - next))
            for row in first.indices { table.row([first[row]] + columns[next..<end].map { $0[row] }) }
            tables.append(table)
            next = end
        }
        return tables
    }
}

extension SharingMatrix.Cell {
    /// `12/3`, or `·`.
    var words: String {
        hits == 0 ? "·" : "\(DisplayText.grouped(hits))/\(DisplayText.grouped(indicators))"
    }
}

extension Summary.MemberRow {
    /// `KZ Kazakhstan`, or `-- unattributed`.
    var label: String {
        guard let state else { return "-- unattributed" }
        return name.map { "\(state.code) \(ActiveText.shown($0))" } ?? state.code
    }

    /// `43 hits: ipv4 70 %, domain 30 %`.
    var typeWords: String {
        let shares = types.map { "\($0.type.label) \(DisplayText.share($0.hits, of: found.hits))" }
        return "\(DisplayText.counted(found.hits, "hit")): \(shares.joined(separator: ", "))"
    }

    func topTable(width: Int) -> TextTable {
        var table = TextTable([.right, .left, .left, .left], indent: 4)
        let shares = top.map { entry in
            "shared by \(entry.producerWords)" + (entry.confidence.map { ", confidence \($0)" } ?? "")
        }
        let hits = top.map { DisplayText.grouped($0.hits) }
        let widest = { (words: [String]) in words.map(DisplayText.width).max() ?? 0 }
        let taken = 4 + widest(hits) + 2 + widest(top.map(\.observable.type.label)) + 2 + 2 + widest(shares)
        let room = min(max(20, width - 52), max(12, width - taken))
        for (number, entry) in top.enumerated() {
            table.row([
                hits[number], entry.observable.type.label,
                DisplayText.shortened(ActiveText.shown(entry.observable.text), to: room), shares[number],
            ])
        }
        return table
    }
}

extension Summary.TopIndicator {
    /// `KZ RU`, or `--`.
    var producerWords: String {
        producers.isEmpty ? "--" : producers.map(\.code).joined(separator: " ")
    }
}
