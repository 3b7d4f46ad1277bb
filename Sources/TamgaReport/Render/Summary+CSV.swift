import TamgaModel

extension Summary {
    /// The summary as CSV (RFC 4180) in long form: `section,member,other,item,measure,value`, one figure a line.
    ///
    /// In the section `matrix` the member is the producer and the other one the observer. “unattributed” stands for
    /// no member. In the sections `rule` and `undecided` the item is the rule's id. A cell that a spreadsheet would take for a formula begins with an apostrophe.
    public func csv() -> String {
        var sheet = CSVSheet()
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
        sheet.matrix(matrix)
        if let rules { sheet.rules(rules) }
        for row in correlations { sheet.correlation(row) }
        return sheet.text
    }
}
