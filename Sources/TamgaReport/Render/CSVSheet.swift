import TamgaModel

/// Lines of CSV.
struct CSVSheet {
    private(set) var text = ""

    mutating func row(_ cells: String...) {
        text += cells.map(Self.quoted).joined(separator: ",") + "\r\n"
    }

    mutating func count(_ section: String, _ code: String, _ count: Summary.Count, _ seen: Summary.Seen) {
        row(section, code, "", "", "hits", String(count.hits))
        row(section, code, "", "", "indicators", String(count.indicators))
        row(section, code, "", "", "sightings", String(count.sightings))
        if let first = seen.first { row(section, code, "", "", "first_seen", first.description) }
        if let last = seen.last { row(section, code, "", "", "last_seen", last.description) }
    }

    mutating func top(_ code: String, _ entry: Summary.TopIndicator) {
        let value = entry.observable.text
        row("top", code, "", value, "type", entry.observable.type.label)
        row("top", code, "", value, "producers", entry.producers.map(\.code).joined(separator: " "))
        if let confidence = entry.confidence { row("top", code, "", value, "confidence", String(confidence)) }
        row("top", code, "", value, "hits", String(entry.hits))
    }

    mutating func matrix(_ matrix: SharingMatrix) {
        for (place, producer) in matrix.states.enumerated() {
            for (column, observer) in matrix.states.enumerated() where matrix.cells[place][column].hits > 0 {
                let cell = matrix.cells[place][column]
                row("matrix", producer.code, observer.code, "", "hits", String(cell.hits))
                row("matrix", producer.code, observer.code, "", "indicators", String(cell.indicators))
            }
        }
        row("matrix", "", "", "", "row_sum_hits", String(matrix.rowSum))
        row("matrix", "", "", "", "hits", String(matrix.total.hits))
        row("matrix", "", "", "", "indicators", String(matrix.total.indicators))
    }

    mutating func rules(_ rules: RuleFindings) {
        for (measure, value) in [
            ("runs", rules.runs), ("run", rules.run), ("not_run", rules.notRun), ("hits", rules.hits),
            ("fired", rules.fired.count),
        ] { row("rules", "", "", "", measure, String(value)) }
        for rule in rules.fired {
            row("rule", "", "", rule.id, "title", rule.title)
            if let level = rule.level { row("rule", "", "", rule.id, "level", level.rawValue) }
            row("rule", "", "", rule.id, "techniques", rule.techniques.joined(separator: " "))
            row("rule", "", "", rule.id, "tags", rule.tags.joined(separator: " "))
            row("rule", "", "", rule.id, "records", String(rule.records))
            for observer in rule.observers {
                row("rule", observer.state.code, "", rule.id, "records", String(observer.records))
            }
            if let first = rule.seen.first { row("rule", "", "", rule.id, "first_seen", first.description) }
            if let last = rule.seen.last { row("rule", "", "", rule.id, "last_seen", last.description) }
        }
        for rule in rules.undecided {
            row("undecided", "", "", rule.id, "title", rule.title)
            row("undecided", "", "", rule.id, "records", String(rule.records))
            row("undecided", "", "", rule.id, "first", "\(rule.source):\(rule.line)")
        }
    }

    mutating func correlation(_ found: CorrelationRow) {
        let members = found.observers.map(\.code).joined(separator: " ")
        row("correlation", members, "", found.id, "title", found.title)
        if let level = found.level { row("correlation", members, "", found.id, "level", level.rawValue) }
        row("correlation", members, "", found.id, "techniques", found.techniques.joined(separator: " "))
        row("correlation", members, "", found.id, "hits", String(found.hits))
        row("correlation", members, "", found.id, "records", String(found.records))
        if let first = found.seen.first { row("correlation", members, "", found.id, "first_seen", first.description) }
        if let last = found.seen.last { row("correlation", members, "", found.id, "last_seen", last.description) }
    }

    /// A cell that stays one cell, and stays text.
    private static func quoted(_ cell: String) -> String {
        let safe = SpreadsheetCell.escaped(ActiveText.shown(cell))
        guard safe.contains(where: { $0 == "," || $0 == "\"" }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension MemberState? {
    /// The code, or `unattributed`.
    var code: String { self?.code ?? "unattributed" }
}
