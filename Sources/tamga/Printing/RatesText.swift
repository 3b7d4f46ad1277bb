import TamgaModel
import TamgaReport

/// Rates of hits as lines that fit a screen.
struct RatesText {
    private let rates: HitRates
    private let name: String

    init(_ rates: HitRates, name: String) {
        self.rates = rates
        self.name = name
    }

    private static let titles: [(kind: HitRates.Kind, title: String)] = [
        (.member, "member"), (.rule, "rule"), (.indicator, "indicator"),
    ]

    /// The screen's lines.
    ///
    /// - Parameters:
    ///   - second: now, by the clock that hits were counted by.
    ///   - note: what is said beside the name.
    ///   - rows: how many lines there are room for; `nil` shows twenty of each kind.
    func lines(at second: Int64, note: String, columns: Int, rows: Int?, _ paint: Paint) -> [String] {
        let head = "tamga top  \(ActiveText.shown(name))  \(note)"
        var lines = [paint(DisplayText.shortened(head, to: columns), .strong)]
        lines.append(
            fit("\(DisplayText.counted(rates.hits, "hit")) since it began\(refused)", columns))
        lines.append(row("hits a second over", ["10 s", "1 min", "5 min"], "all hits", columns, paint, .faint))
        lines.append(row("all", Self.perSecond(rates.counts(at: second)), "\(rates.hits)", columns, paint, nil))
        let groups = Self.titles.map { ($0.title, rates.group($0.kind, at: second, limit: 500)) }
        let room = Self.shares(groups.map { $0.1.rates.count }, of: rows.map { $0 - lines.count - 6 })
        for ((title, group), count) in zip(groups, room) where count > 0 {
            lines.append("")
            var words = title
            if group.rates.count > count { words += ", \(count) of \(group.rates.count)" }
            if group.others > 0 { words += "; \(DisplayText.counted(group.others, "hit")) of others not told apart" }
            lines.append(paint(fit(words, columns), .faint))
            for rate in group.rates.prefix(count) {
                lines.append(
                    row(ActiveText.shown(rate.name), Self.perSecond(rate.counts), "\(rate.total)", columns, paint, nil))
            }
        }
        return lines
    }

    private var refused: String {
        rates.refused > 0 ? "; \(DisplayText.counted(rates.refused, "line")) not read as hits" : ""
    }

    private func fit(_ text: String, _ columns: Int) -> String { DisplayText.shortened(text, to: columns) }

    private func row(
        _ name: String, _ cells: [String], _ total: String, _ columns: Int, _ paint: Paint, _ tone: Paint.Tone?
    ) -> String {
        let right = cells.map { Self.right($0, 9) }.joined() + Self.right(total, 12)
        let room = max(columns - right.count, 8)
        let shown = DisplayText.shortened(name, to: room - 1)
        let line = shown + String(repeating: " ", count: max(0, room - DisplayText.width(shown))) + right
        return tone.map { paint(line, $0) } ?? line
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }

    /// Hits a second, with a digit behind the point where they are few.
    private static func perSecond(_ counts: [Int]) -> [String] {
        zip(counts, HitRates.windows).map { count, window in
            let hundredths = count * 100 / window
            if hundredths == 0 { return count > 0 ? "<0.01" : "·" }
            if hundredths >= 10_000 { return DisplayText.grouped(hundredths / 100) }
            let fraction = hundredths % 100
            return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
        }
    }

    /// How many lines each kind gets: what it asks for where all fit, else a third each, and what one leaves the others get.
    private static func shares(_ asked: [Int], of room: Int?) -> [Int] {
        guard var room else { return asked.map { min($0, 20) } }
        var given = [Int](repeating: 0, count: asked.count)
        room = max(room, 3)
        while room > 0, let next = asked.indices.filter({ given[$0] < asked[$0] }).min(by: { given[$0] < given[$1] }) {
            given[next] += 1
            room -= 1
        }
        return given
    }
}
