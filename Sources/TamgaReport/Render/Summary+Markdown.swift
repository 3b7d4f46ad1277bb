import TamgaModel

extension Summary {
    /// The summary as Markdown with GitHub's tables. Text from feeds stands in code spans, escaped.
    public func markdown() -> String {
        var page = "# \(community.isEmpty ? "Summary" : Self.escaped(community))\n\n"
        if let span = seenByAll.words { page += "Records from \(span), UTC.\n\n" }
        page += readingPart + foundPart + rulePart + correlationPart + memberPart + matrixPart
        for member in members where member.found.hits > 0 {
            page += "### \(Self.escaped(member.label))\n\n\(member.typeWords)\n\n"
            page += Self.table(
                ["value", "type", "shared by", "confidence", "marking", "hits"], right: [3, 5],
                member.top.map { entry in
                    [
                        Self.code(entry.observable.text), entry.observable.type.label, entry.producerWords,
                        entry.confidence.map { String($0) } ?? "", entry.marking?.label ?? "",
                        DisplayText.grouped(entry.hits),
                    ]
                })
        }
        while page.hasSuffix("\n\n") { page.removeLast() }
        return page
    }

    private var readingPart: String {
        let account = reading.accounting
        var rows = [
            ["runs", reading.runs], ["files", reading.files], ["files not read to the end", reading.unreadableFiles],
            ["bytes", reading.bytes], ["records in", account.total], ["= matched", account.matched],
            ["+ unmatched", account.unmatched], ["+ unparsed", account.unparsed], ["+ late", account.late],
            ["+ refused", account.refused],
        ].map { row in row.map { ($0 as? Int).map(DisplayText.grouped) ?? "\($0)" } }
        if let finished = reading.finished { rows.insert(["last run, UTC", finished.minute], at: 1) }
        return "## What was read\n\n" + Self.table(["", ""], right: [1], rows)
    }

    private var foundPart: String {
        var rows = [
            ["hits", DisplayText.grouped(found.hits)], ["indicators", DisplayText.grouped(found.indicators)],
            ["sightings", DisplayText.grouped(found.sightings)],
            ["hits outside the indicator's validity", DisplayText.grouped(reading.outsideValidity)],
        ]
        if let rules {
            rows += [
                ["hits of rules", DisplayText.grouped(rules.hits)],
                ["rules that fired", DisplayText.grouped(rules.fired.count)],
                ["rules run", DisplayText.grouped(rules.run)], ["rules not run", DisplayText.grouped(rules.notRun)],
            ]
        }
        for entry in reading.suppressed {
            rows.append(["held back by \(Self.code(entry.list))", DisplayText.grouped(entry.candidates)])
        }
        return "## What was found\n\n" + Self.table(["", ""], right: [1], rows)
    }

    private var memberPart: String {
        func span(_ seen: Seen) -> [String] { [seen.first?.minute ?? "", seen.last?.minute ?? ""] }
        func byRules(_ hits: Int?) -> [String] { hits.map { [DisplayText.grouped($0)] } ?? [] }
        var rows = members.map { member in
            [
                Self.escaped(member.label), DisplayText.grouped(member.indicatorsShared),
                DisplayText.grouped(member.found.hits),
            ] + byRules(member.rules?.hits) + [
                DisplayText.grouped(member.found.indicators), DisplayText.grouped(member.found.sightings),
                DisplayText.grouped(member.suppressed), DisplayText.grouped(member.refused),
            ] + span(member.seenByAll)
        }
        rows.append(
            ["together", "", DisplayText.grouped(found.hits)] + byRules(rules?.hits) + [
                DisplayText.grouped(found.indicators), DisplayText.grouped(found.sightings),
                DisplayText.grouped(reading.held), DisplayText.grouped(reading.refusals),
            ] + span(seenByAll))
        let head =
            ["member", "shared", "hits"] + (rules == nil ? [] : ["rules"]) + [
                "indicators", "sightings", "held back", "refused", "first seen", "last seen",
            ]
        return "## Member by member\n\n" + Self.table(head, right: Set(1..<head.count - 2), rows)
    }

    private var matrixPart: String {
        let labels = matrix.states.map { $0?.code ?? "--" }
        var rows = matrix.states.indices.map { row in
            [labels[row]] + matrix.cells[row].map(\.words) + [matrix.producerTotals[row].words]
        }
        rows.append(["each hit once"] + matrix.observerTotals.map(\.words) + [matrix.total.words])
        return "## Sharing matrix: who found whose knowledge\n\n"
            + Self.matrixExplanation.joined(separator: "\n") + "\n\n"
            + Self.table(["shared by"] + labels + ["sum"], right: Set(1...labels.count + 1), rows)
            + matrixSums.joined(separator: "\n") + "\n\n"
    }

    static func table(_ head: [String], right: Set<Int>, _ rows: [[String]]) -> String {
        let rule = head.indices.map { right.contains($0) ? "---:" : "---" }
        return ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined() + "\n"
    }

    /// A code span that no backtick in the text can end and no bar can split.
    static func code(_ text: String) -> String {
        let shown = ActiveText.shown(text)
        var longest = 0
        var run = 0
        var inner = ""
        for character in shown {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
            inner += character == "|" ? "\\|" : String(character)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return longest == 0 ? fence + inner + fence : "\(fence) \(inner) \(fence)"
    }

    /// Text with Markdown's own characters escaped.
    static func escaped(_ text: String) -> String {
        var shown = ""
        for character in ActiveText.shown(text) {
            if "\\`*_{}[]<>()#|~!&".contains(character) { shown += "\\" }
            shown.append(character)
        }
        return shown
    }
}
