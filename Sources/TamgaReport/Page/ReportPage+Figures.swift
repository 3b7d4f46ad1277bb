import TamgaModel

extension ReportPage {
    func headline(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let named = summary.members.filter { $0.state != nil }
        let nobody = summary.members.first { $0.state == nil }
        var tiles: [(words: String, figure: HTMLNode, note: String?)] = [
            (words(.hits), page.figure("found.hits", summary.found.hits), words(.hitsNote)),
            (words(.indicators), page.figure("found.indicators", summary.found.indicators), nil),
            (words(.sightings), page.figure("found.sightings", summary.found.sightings), words(.sightingsNote)),
            (
                words(.membersSaw), page.number(named.count { $0.found.hits > 0 }),
                words(.ofTotal, ["n": words.number(named.count)])
            ),
            (words(.unattributedHits), page.figure("members.--.seen.hits", nobody?.found.hits ?? 0), nil),
            (
                words(.outsideValidity),
                page.figure("reading.hits_outside_validity", summary.reading.outsideValidity), nil
            ),
        ]
        if let rules = summary.rules {
            tiles.append((words(.ruleHits), page.figure("rules.hits", rules.hits), nil))
            tiles.append((words(.rulesFired), page.number(rules.fired.count), nil))
        }
        if !summary.correlations.isEmpty {
            let held = summary.correlations.reduce(0) { $0 + $1.hits }
            tiles.append((words(.correlationsHeld), page.number(held), nil))
        }
        tiles.append((words(.heldBack), page.number(summary.reading.held), nil))
        tiles.append((words(.refusals), page.figure("reading.refusals", summary.reading.refusals), nil))
        return PageWriter.Section(anchor: "#figures", heading: words(.headline), parts: [page.tiles(tiles)])
    }

    func sharing(_ page: PageWriter) -> PageWriter.Section {
        PageWriter.Section(
            anchor: "#matrix", heading: page.words(.matrix),
            parts: [
                page.matrix(summary.matrix, caption: page.words(.matrixCaption)), page.matrixSums(summary.matrix),
            ])
    }

    func time(_ page: PageWriter) -> PageWriter.Section {
        var parts = page.timeline(
            timeline, timeline.measure == .hits ? .timelineHits : .timelineSightings, key: "timeline")
        if let ruleTimeline {
            parts.append(.element(.h3, [], page.words(.ruleHits)))
            parts += page.timeline(ruleTimeline, .timelineRules, key: "rule_timeline")
        }
        return PageWriter.Section(anchor: "#timeline", heading: page.words(.timeline), parts: parts)
    }

    func members(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let hasRules = summary.rules != nil
        var columns: [HTMLTable.Column] = [
            .words(words(.member)), .figures(words(.shared)), .figures(words(.usefulHits)), .figures(words(.hits)),
            .figures(words(.indicators)), .figures(words(.sightings)),
        ]
        if hasRules { columns.append(.figures(words(.ruleHits))) }
        columns += [
            .figures(words(.heldBack)), .figures(words(.refusals)), .times(words(.firstSeen)), .times(words(.lastSeen)),
        ]
        let nobody = summary.members.filter { $0.state == nil }
        let named = summary.members.filter { $0.state != nil }
        // Of very many members those that have something come first.
        let order =
            named.count <= Self.membersListed
            ? named
            : Array(
                named.enumerated().sorted { left, right in
                    left.element.found.hits != right.element.found.hits
                        ? left.element.found.hits > right.element.found.hits : left.offset < right.offset
                }.map(\.element).prefix(Self.membersListed))
        var table = HTMLTable(words(.membersCaption), columns)
        for row in order + nobody {
            let key = "members.\(page.code(row.state))"
            var cells: [HTMLNode] = [
                .text(page.label(row.state, row.name)),
                page.figure("\(key).indicators_shared", row.indicatorsShared),
                page.figure("\(key).shared_and_seen.hits", row.useful.hits),
                page.figure("\(key).seen.hits", row.found.hits),
                page.figure("\(key).seen.indicators", row.found.indicators),
                page.figure("\(key).seen.sightings", row.found.sightings),
            ]
            if hasRules { cells.append(page.figure("\(key).rules.hits", row.rules?.hits ?? 0)) }
            cells += [
                page.figure("\(key).suppressed", row.suppressed), page.figure("\(key).refusals", row.refused),
                page.moment(row.seen.first), page.moment(row.seen.last),
            ]
            table.row(cells)
        }
        var sums: [HTMLNode] = [
            .text(words(.together)), .text(""), .text(""), page.figure("found.hits", summary.found.hits),
            page.figure("found.indicators", summary.found.indicators),
            page.figure("found.sightings", summary.found.sightings),
        ]
        if let rules = summary.rules { sums.append(page.figure("rules.hits", rules.hits)) }
        sums += [
            page.number(summary.reading.held), page.figure("reading.refusals", summary.reading.refusals),
            page.moment(summary.seen.first), page.moment(summary.seen.last),
        ]
        table.sum(sums)
        var parts = [table.node]
        let rest = named.count - order.count
        if rest > 0 { parts.append(.element(.p, [], words(.moreMembers, rest))) }
        return PageWriter.Section(anchor: "#members", heading: words(.members), parts: parts)
    }
}
