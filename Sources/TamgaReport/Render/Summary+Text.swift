import TamgaModel

/// How text is dressed.
public enum TextStyle: Hashable, Sendable {
    /// Characters only.
    case plain
    /// Bold headings and faint zeroes by ECMA-48 escape sequences: for terminals.
    case ansi
}

extension Summary {
    /// The summary for a terminal: plain words, aligned, about 100 columns.
    ///
    /// Values from feeds are shown as they are, except that nothing in them can act on the terminal.
    ///
    /// - Parameter width: where lines, the tables of members and of the sharing matrix, and long values are broken.
    public func text(style: TextStyle = .plain, width: Int = 100) -> String {
        var page = TextPage(style: style, width: width)
        page.heading(community.isEmpty ? "Summary" : ActiveText.shown(community))
        if let span = seenByAll.words { page.line("Records from \(span), UTC") }
        page.section("What was read")
        for line in readingLines { page.line(line) }
        page.section("What was found")
        for line in foundLines(width: width) { page.line(line) }
        if let rules, !rules.fired.isEmpty {
            page.section("Rules that fired")
            page.lines(ruleTable(rules, width: width).lines, isHeaded: true)
            if let rest = Self.rest(rules.fired.count) { page.line(rest) }
        }
        if !correlations.isEmpty {
            page.section("Correlations that held")
            page.lines(correlationTable(width: width).lines, isHeaded: true)
            if let rest = Self.rest(correlations.count) { page.line(rest) }
        }
        page.section("Member by member")
        for line in memberExplanation(width: width) { page.line(line) }
        for (index, table) in memberTables(width: width).enumerated() {
            if index > 0 { page.blank() }
            page.lines(table.lines, isHeaded: true)
        }
        page.section("Sharing matrix: who found whose knowledge")
        for line in Self.matrixExplanation { page.line(line) }
        for table in matrix.tables(width: width) {
            page.blank()
            page.lines(table.lines, isHeaded: true)
        }
        page.blank()
        for line in matrixSums { page.line(line) }
        let seeing = members.filter { $0.found.hits > 0 }
        if !seeing.isEmpty { page.section("Most seen in each member's logs") }
        for (index, member) in seeing.enumerated() {
            if index > 0 { page.blank() }
            page.line("\(member.label): \(member.typeWords)")
            page.lines(member.topTable(width: width).lines, isHeaded: false)
        }
        return page.text
    }

    private var readingLines: [String] {
        let account = reading.accounting
        var lines = [
            "\(DisplayText.counted(reading.files, "file")), \(DisplayText.counted(reading.bytes, "byte")) "
                + "in \(DisplayText.counted(reading.runs, "run"))"
                + (reading.finished.map {
                    ", the last one at \($0.minute) UTC against store revision \(reading.revision)"
                } ?? ""),
            "\(DisplayText.counted(account.total, "record")) = \(DisplayText.grouped(account.matched)) matched"
                + " + \(DisplayText.grouped(account.unmatched)) unmatched"
                + " + \(DisplayText.grouped(account.unparsed)) unparsed + \(DisplayText.grouped(account.late)) late"
                + " + \(DisplayText.grouped(account.refused)) refused",
        ]
        if reading.unreadableFiles > 0 {
            lines.append("\(DisplayText.counted(reading.unreadableFiles, "file")) could not be read to the end")
        }
        return lines
    }

    private func foundLines(width: Int) -> [String] {
        let attributed = members.filter { $0.state != nil }
        let seeing = attributed.count { $0.allHits > 0 }
        let unattributed = members.last?.allHits ?? 0
        var lines = [
            "\(DisplayText.counted(found.hits, "hit")) of \(DisplayText.counted(found.indicators, "indicator"))"
                + " in \(DisplayText.counted(found.sightings, "sighting"))"
        ]
        lines += ruleLines(width: width)
        lines.append(
            "\(DisplayText.grouped(seeing)) of \(DisplayText.counted(attributed.count, "member")) saw something"
                + (unattributed > 0 ? "; \(DisplayText.counted(unattributed, "hit")) in logs that are nobody's" : ""))
        if reading.outsideValidity > 0 {
            lines.append(
                "\(DisplayText.counted(reading.outsideValidity, "hit")) at a time for which the indicator was not valid"
            )
        }
        if reading.held > 0 {
            lines.append(
                DisplayText.counted(reading.held, "more match", "more matches")
                    + " held back as known to be harmless:")
            for entry in reading.suppressed {
                lines.append("  \(DisplayText.grouped(entry.candidates)) by “\(ActiveText.shown(entry.list))”")
            }
        }
        return lines
    }
}

extension Timestamp {
    /// `2026-10-11`: the member table has room for no more.
    var day: String { String(description.prefix(10)) }

    /// `2026-10-11 18:35`.
    var minute: String {
        let text = description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }
}

extension Summary.Seen {
    /// `2026-10-11 18:35 to 2026-11-15 07:20`, or `nil` where no record has a time.
    var words: String? {
        guard let first, let last else { return nil }
        return "\(first.minute) to \(last.minute)"
    }
}
