import TamgaModel

extension Summary {
    /// What the columns of the member table mean.
    func memberExplanation(width: Int) -> [String] {
        guard rules != nil else {
            return [
                "“shared” counts the values a member has shared; the other columns are about its own logs.",
                "“held back” counts matches known to be harmless, “refused” records and files that were not read.",
            ]
        }
        return TextPage.wrapped(
            [
                "“shared” counts the values a member has shared;", "the other columns are about its own logs.",
                "“hits” are of indicators, “rules” of rules.", "“held” counts matches known to be harmless,",
                "“refused” records and files that were not read.",
            ], width: width - 2)
    }

    /// The member table, in two where the width asks for it; with rules it has a column more.
    func memberTables(width: Int) -> [TextTable] {
        var columns = memberColumns
        let labels = columns.removeFirst().cells
        let whole = 2 + Self.width(labels) + columns.reduce(0) { $0 + 2 + Self.width($1.cells) }
        let isBroken = whole > width
        return (isBroken ? [Array(columns.dropLast(2)), Array(columns.suffix(2))] : [columns]).map { columns in
            var table = TextTable([.left] + columns.map(\.side))
            for row in labels.indices { table.row([labels[row]] + columns.map { $0.cells[row] }) }
            return table
        }
    }

    private var memberColumns: [(side: TextTable.Side, cells: [String])] {
        func numbers(_ head: String, _ figure: (MemberRow) -> Int, _ sum: Int?) -> (TextTable.Side, [String]) {
            (
                .right,
                [head] + members.map { DisplayText.grouped(figure($0)) } + [sum.map(DisplayText.grouped) ?? ""]
            )
        }
        var columns: [(side: TextTable.Side, cells: [String])] = [
            (.left, ["member"] + members.map(\.label) + ["together"]),
            numbers("shared", \.indicatorsShared, nil), numbers("hits", \.found.hits, found.hits),
        ]
        if let rules { columns.append(numbers("rules", { $0.rules?.hits ?? 0 }, rules.hits)) }
        let spans = members.map(\.seenByAll) + [seenByAll]
        columns += [
            numbers("indicators", \.found.indicators, found.indicators),
            numbers("sightings", \.found.sightings, found.sightings),
            numbers(rules == nil ? "held back" : "held", \.suppressed, reading.held),
            numbers("refused", \.refused, reading.refusals),
            (.left, ["first seen"] + spans.map { $0.first?.day ?? "–" }),
            (.left, ["last seen"] + spans.map { $0.last?.day ?? "–" }),
        ]
        return columns
    }

    private static func width(_ cells: [String]) -> Int { cells.map(DisplayText.width).max() ?? 0 }

    /// When anything was seen, by indicators or by rules.
    var seenByAll: Seen {
        var seen = seen
        seen.widen(rules?.seen.first, rules?.seen.last)
        return seen
    }
}

extension Summary.MemberRow {
    /// Hits of indicators and of rules.
    var allHits: Int { found.hits + (rules?.hits ?? 0) }

    /// When anything was seen in its logs, by indicators or by rules.
    var seenByAll: Summary.Seen {
        var seen = seen
        seen.widen(rules?.seen.first, rules?.seen.last)
        return seen
    }
}
