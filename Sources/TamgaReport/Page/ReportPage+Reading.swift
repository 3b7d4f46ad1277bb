import TamgaModel

extension ReportPage {
    /// What does not count or was not taken, as plainly as the rest.
    func leftOut(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let nobody = summary.members.first { $0.state == nil }?.found.hits ?? 0
        var parts: [HTMLNode] = [
            .element(.h3, [], words(.unattributedHits)),
            .element(.p, [], [page.figure("members.--.seen.hits", nobody)]), page.note(words(.unattributedNote)),
            .element(.h3, [], words(.heldBack)),
        ]
        let lists = HTMLTable(
            words(.suppressionsCaption), [.values(words(.list)), .figures(words(.matches))])
        parts += page.bounded(summary.reading.suppressed, Self.listed, lists) { place, entry in
            [
                .text(entry.list, limit: PageWriter.longest),
                page.figure("reading.suppressed.\(place).candidates", entry.candidates),
            ]
        }
        parts.append(.element(.h3, [], words(.refusals)))
        parts.append(.element(.p, [], [page.figure("reading.refusals", summary.reading.refusals)]))
        if let refusals {
            let table = HTMLTable(words(.refusalsCaption), [.values(words(.place)), .values(words(.reason))])
            if !refusals.isEmpty {
                parts += page.bounded(refusals, Self.listed, table) { _, refusal in
                    [.text(Self.place(refusal), limit: PageWriter.longest), .text(refusal.reason, limit: 400)]
                }
            }
        } else if summary.reading.refusals > 0 {
            parts.append(page.note(words(.refusalsElsewhere)))
        }
        return PageWriter.Section(anchor: "#left-out", heading: words(.leftOut), parts: parts)
    }

    private static func place(_ refusal: Refusal) -> String {
        if let line = refusal.line { return "\(refusal.source):\(line)" }
        return refusal.byteOffset.map { "\(refusal.source): \($0)" } ?? refusal.source
    }

    /// What was read and with what, so that the figures can be made again.
    func reading(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let reading = summary.reading
        let account = reading.accounting
        var table = HTMLTable(words(.readingCaption), [.words(words(.figure)), .figures(words(.number))])
        func row(_ phrase: Phrase, _ node: HTMLNode) { table.row([.text(words(phrase)), node]) }
        row(.runs, page.figure("reading.runs", reading.runs))
        row(.files, page.figure("reading.files", reading.files))
        row(.unreadableFiles, page.figure("reading.unreadable_files", reading.unreadableFiles))
        row(.bytes, page.figure("reading.bytes", reading.bytes))
        row(.records, page.figure("reading.records.in", account.total))
        row(.matched, page.figure("reading.records.matched", account.matched))
        row(.unmatched, page.figure("reading.records.unmatched", account.unmatched))
        row(.unparsed, page.figure("reading.records.unparsed", account.unparsed))
        row(.late, page.figure("reading.records.late", account.late))
        row(.refused, page.figure("reading.records.refused", account.refused))
        row(.runHits, page.figure("reading.hits", reading.hits))
        if let rules = summary.rules {
            row(.rulesRun, page.figure("rules.run", rules.run))
            row(.rulesNotRun, page.figure("rules.not_run", rules.notRun))
        }
        row(.finished, page.moment(reading.finished))
        row(.revision, page.figure("reading.revision", Int(reading.revision)))
        var parts = [table.node, page.note(words(.again))]
        if let logs, !logs.isEmpty {
            parts.append(.element(.h3, [], words(.logs)))
            let table = HTMLTable(
                words(.logs), [.values(words(.log)), .figures(words(.bytes)), .figures(words(.records))])
            parts += page.bounded(logs, Self.listed, table) { _, log in
                [
                    .text(log.name, limit: PageWriter.longest), .text(words.size(log.bytes)),
                    page.number(log.records),
                ]
            }
        }
        return PageWriter.Section(anchor: "#reading", heading: words(.reading), parts: parts)
    }
}
