import TamgaModel

extension Digest {
    /// The page as Markdown with GitHub's tables. Text from feeds stands in code spans, escaped.
    public func markdown() -> String {
        var page = "# \(community.isEmpty ? "Sightings" : Summary.escaped(community))\n\n"
        page += "For \(Summary.escaped(label)): **\(marking.label)**\n\n"
        if let since { page += "What was recorded from \(since.minute) UTC on.\n\n" }
        page += "## Seen elsewhere of what \(recipient) has shared\n\n\(foundWords)\n\n"
        if !observers.isEmpty {
            page += Summary.table(
                ["in the logs of", "hits", "indicators", "first seen", "last seen"], right: [1, 2],
                observers.map { row in
                    [
                        Summary.escaped(row.observerLabel), DisplayText.grouped(row.found.hits),
                        DisplayText.grouped(row.found.indicators), row.seen.first?.minute ?? "",
                        row.seen.last?.minute ?? "",
                    ]
                })
            page += Summary.table(
                ["value", "type", "in the logs of", "hits", "first seen", "last seen", "sectors", "sources"],
                right: [3],
                elsewhere.map { entry in
                    let told = entry.sighting
                    return [
                        Summary.code(told.observable.text), told.observable.type.label, told.observer?.code ?? "--",
                        DisplayText.grouped(told.count), told.firstSeen?.minute ?? "", told.lastSeen?.minute ?? "",
                        told.sectors.map(Summary.escaped).joined(separator: ", "),
                        told.evidence.map { "\(Summary.code($0.source)) \(DisplayText.grouped($0.count))" }
                            .joined(separator: ", "),
                    ]
                })
        }
        if !received.isEmpty {
            page += "## What other members have told of what \(recipient) has shared\n\n"
            page += Summary.table(
                ["in the logs of", "hits", "first seen", "last seen", "of"], right: [],
                received.map { sighting in
                    [
                        sighting.observerWords, sighting.countWords, sighting.firstSeen?.minute ?? "",
                        sighting.lastSeen?.minute ?? "", Summary.code(sighting.observable?.text ?? sighting.of),
                    ]
                })
        }
        page += "## Seen in \(recipient)'s own logs\n\n\(ownWords)\n\n"
        if own.found.hits > 0 {
            page += "\(own.typeWords)\n\n"
            page += Summary.table(
                ["value", "type", "shared by", "confidence", "marking", "hits"], right: [3, 5],
                own.top.map { entry in
                    [
                        Summary.code(entry.observable.text), entry.observable.type.label, entry.producerWords,
                        entry.confidence.map { String($0) } ?? "", entry.marking?.label ?? "",
                        DisplayText.grouped(entry.hits),
                    ]
                })
        }
        let labels = matrix.states.map { $0?.code ?? "--" }
        var rows = matrix.states.indices.map { row in
            [labels[row]] + matrix.states.indices.map { Summary.escaped(matrix.words(row, $0)) }
                + [matrix.producerTotals[row].words]
        }
        rows.append(["each hit once"] + matrix.observerTotals.map(\.words) + [matrix.total.words])
        page += "## Sharing matrix: who found whose knowledge\n\n"
        page += Self.matrixExplanation.map(Summary.escaped).joined(separator: "\n") + "\n\n"
        page += Summary.table(["shared by"] + labels + ["sum"], right: Set(1...labels.count + 1), rows)
        while page.hasSuffix("\n\n") { page.removeLast() }
        return page
    }
}
