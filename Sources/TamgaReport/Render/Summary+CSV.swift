import TamgaModel

extension Summary {
    /// The summary as CSV (RFC 4180) in long form: `section,member,other,item,measure,value`, one figure a line.
    ///
    /// In the section `matrix` the member is the producer and the other one the observer. “unattributed” stands for
    /// no member. In the sections `rule` and `undecided` the item is the rule's id. A cell that a spreadsheet would take for a formula begins with an apostrophe.
    public func csv() -> String {
        var sheet = Sheet()
        sheet.row("section", "member", "other", "item", "measure", "value")
        let account = reading.accounting
        for (measure, value) in [
            ("runs", reading.runs), ("revision", Int(reading.revision)), ("files", reading.files),
            ("unreadable_files", reading.unreadableFiles), ("bytes", reading.bytes), ("records_in", account.total),
            ("records_matched", account.matched), ("records_unmatched", account.unmatched),
            ("records_unparsed", account.unparsed), ("records_late", account.late),
            ("records_refused", account.refused), ("hits", reading.hits),
            ("hits_outside_validity", reading.outsideValidity), ("refusals", reading.refusals),
        ] { sheet.row("reading", "", "", "", measure, String(value)) }
        for entry in reading.suppressed {
            sheet.row("reading", "", "", entry.list, "suppressed", String(entry.candidates))
        }
        sheet.count("found", "", found, seen)
        for member in members {
            let code = member.state.code
            sheet.row("member", code, "", "", "indicators_shared", String(member.indicatorsShared))
            sheet.count("member", code, member.found, member.seen)
            sheet.row("member", code, "", "", "suppressed", String(member.suppressed))
            sheet.row("member", code, "", "", "refusals", String(member.refused))
            sheet.row("member", code, "", "", "shared_and_seen_hits", String(member.useful.hits))
            sheet.row("member", code, "", "", "shared_and_seen_indicators", String(member.useful.indicators))
            if let rules = member.rules {
                sheet.row("member", code, "", "", "rule_hits", String(rules.hits))
                sheet.row("member", code, "", "", "rules", String(rules.rules))
            }
        }
        for member in members {
            for share in member.types {
                sheet.row("type", member.state.code, "", share.type.label, "hits", String(share.hits))
                sheet.row("type", member.state.code, "", share.type.label, "indicators", String(share.indicators))
            }
        }
        for member in members { for entry in member.top { sheet.top(member.state.code, entry) } }
        for (row, producer) in matrix.states.enumerated() {
            for (column, observer) in matrix.states.enumerated() where matrix.cells[row][column].hits > 0 {
                let cell = matrix.cells[row][column]
                sheet.row("matrix", producer.code, observer.code, "", "hits", String(cell.hits))
                sheet.row("matrix", producer.code, observer.code, "", "indicators", String(cell.indicators))
            }
        }
        sheet.row("matrix", "", "", "", "row_sum_hits", String(matrix.rowSum))
        sheet.row("matrix", "", "", "", "hits", String(matrix.total.hits))
        sheet.row("matrix", "", "", "", "indicators", String(matrix.total.indicators))
        if let rules { sheet.rules(rules) }
        for row in correlations { sheet.correlation(row) }
        return sheet.text
    }
}

/// Lines of CSV.
private struct Sheet {
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
        var safe = DisplayText.safe(cell)
        if let first = safe.first, "=+-@".contains(first) { safe = "'" + safe }
        guard safe.contains(where: { $0 == "," || $0 == "\"" }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

extension MemberState? {
    /// The code, or `unattributed`.
    fileprivate var code: String { self?.code ?? "unattributed" }
}
