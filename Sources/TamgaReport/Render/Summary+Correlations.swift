import TamgaJSON
import TamgaModel

extension Summary {
    /// The correlations that held, the first ``rulesShown`` rows of them: a table whose last column has several lines.
    func correlationTable(width: Int) -> TextTable {
        var table = TextTable([.left, .right, .left])
        table.row(["level", "hits", "correlation"])
        let shown = correlations.prefix(Self.rulesShown)
        let room = max(20, width - 6 - 8 - (shown.map { DisplayText.grouped($0.hits).count }.max() ?? 4))
        for row in shown {
            table.row([
                row.level?.rawValue ?? "–", DisplayText.grouped(row.hits),
                DisplayText.shortened(ActiveText.shown(row.title), to: room),
            ])
            var details = [row.observers.isEmpty ? "in logs that are nobody's," : "in the logs of \(row.members),"]
            details.append(DisplayText.counted(row.records, "record"))
            if let words = row.seen.words {
                details[1] += ","
                details.append(words)
            }
            let names = row.techniques.map { "\($0)," } + [DisplayText.shortened(ActiveText.shown(row.id), to: room)]
            for line in TextPage.wrapped(details, width: room) + TextPage.wrapped(names, width: room) {
                table.row(["", "", line])
            }
        }
        return table
    }

    /// The correlations that held, all of them; empty where there are none.
    var correlationPart: String {
        if correlations.isEmpty { return "" }
        return "## Correlations that held\n\n"
            + Self.table(
                [
                    "level", "correlation", "id", "hits", "records", "in the logs of", "ATT&CK", "first seen",
                    "last seen",
                ],
                right: [3, 4],
                correlations.map { row in
                    [
                        row.level?.rawValue ?? "", Self.escaped(row.title), Self.code(row.id),
                        DisplayText.grouped(row.hits), DisplayText.grouped(row.records), row.members,
                        row.techniques.joined(separator: " "), row.seen.first?.minute ?? "",
                        row.seen.last?.minute ?? "",
                    ]
                })
    }

    /// A member of the array `correlations`.
    func write(_ row: CorrelationRow, to page: inout JSONWriter) {
        page.member("id", row.id)
        page.member("title", row.title)
        page.member("level", row.level?.rawValue)
        page.member("tags", row.tags)
        page.member("techniques", row.techniques)
        page.member("observers", row.observers.map(\.code))
        page.member("hits", row.hits)
        page.member("records", row.records)
        page.member("first_seen", row.seen.first?.description)
        page.member("last_seen", row.seen.last?.description)
    }
}
