import TamgaModel

/// What one member may know as one HTML file: ``Digest`` in the form of ``ReportPage``.
public struct DigestPage: Sendable {
    /// How many values are listed, each of those elsewhere and its own.
    static let listed = 200

    let digest: Digest
    let making: ReportPage.Making

    /// A page. It is made of the digest alone.
    public init(_ digest: Digest, making: ReportPage.Making) {
        self.digest = digest
        self.making = making
    }

    /// The page as UTF-8.
    public func html() -> [UInt8] {
        let page = PageWriter(words: .of(making.language))
        let words = page.words
        let name = digest.community.isEmpty ? words(.title) : digest.community
        let member = ["member": page.label(digest.recipient, digest.name)]
        var head: [HTMLNode] = [
            .element(.h1, [], [.text(name, limit: PageWriter.longest)]),
            .element(.p, [], [.element(.strong, [], words(.reportFor, member))]),
        ]
        if let since = digest.since {
            head.append(.element(.p, [.style("sub")], words(.recordedSince, ["time": words.moment(since)])))
        }
        head += page.marking(digest.marking)
        let sections = [headline(page), elsewhere(page), own(page), sharing(page), time(page)]
        let made = words(.made, ["time": words.moment(making.time), "version": making.version])
        return page.document(
            title: "\(name): \(digest.recipient.code)", head: head, sections: sections,
            foot: [.element(.p, [], [.text(made)]), .element(.p, [], digest.marking.label)]
        ).bytes()
    }

    private func headline(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        return PageWriter.Section(
            anchor: "#figures", heading: words(.headline),
            parts: [
                page.tiles([
                    (words(.elsewhereHits), page.figure("elsewhere.hits", digest.found.hits), nil),
                    (words(.elsewhereIndicators), page.figure("elsewhere.indicators", digest.found.indicators), nil),
                    (words(.ownHits), page.figure("own.hits", digest.own.found.hits), nil),
                    (words(.ownIndicators), page.figure("own.indicators", digest.own.found.indicators), nil),
                ])
            ])
    }

    private func elsewhere(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let heading = words(.elsewhere, ["member": digest.recipient.code])
        var parts: [HTMLNode] = []
        if digest.observers.isEmpty {
            parts.append(.element(.p, [], words(.elsewhereNothing, ["member": digest.recipient.code])))
        } else {
            var table = HTMLTable(
                heading,
                [
                    .words(words(.inLogsOf)), .figures(words(.hits)), .figures(words(.indicators)),
                    .times(words(.firstSeen)), .times(words(.lastSeen)),
                ])
            for row in digest.observers {
                let key = "elsewhere.\(page.code(row.state))"
                table.row([
                    .text(page.label(row.state, row.name, nobody: .notNamed)),
                    page.figure("\(key).hits", row.found.hits), page.figure("\(key).indicators", row.found.indicators),
                    page.moment(row.seen.first), page.moment(row.seen.last),
                ])
            }
            parts.append(table.node)
            parts += values(page)
        }
        if !digest.received.isEmpty {
            let heading = words(.received, ["member": digest.recipient.code])
            parts.append(.element(.h3, [], heading))
            let table = HTMLTable(
                heading,
                [
                    .words(words(.inLogsOf)), .figures(words(.hits)), .times(words(.firstSeen)),
                    .times(words(.lastSeen)), .values(words(.of)),
                ])
            parts += page.bounded(digest.received, Self.listed, table) { _, sighting in
                [
                    .text(page.codes(sighting.observers)), .text(count(sighting.count, words)),
                    page.moment(sighting.firstSeen), page.moment(sighting.lastSeen),
                    sighting.observable.map(page.value) ?? .text(sighting.of, limit: PageWriter.longest),
                ]
            }
        }
        return PageWriter.Section(anchor: "#elsewhere", heading: heading, parts: parts)
    }

    private func values(_ page: PageWriter) -> [HTMLNode] {
        let words = page.words
        let table = HTMLTable(
            words(.disclosedNote),
            [
                .values(words(.value)), .words(words(.type)), .words(words(.inLogsOf)), .figures(words(.hits)),
                .times(words(.firstSeen)), .times(words(.lastSeen)), .words(words(.sectors)),
                .values(words(.sources)),
            ])
        return page.bounded(digest.elsewhere, Self.listed, table) { place, entry in
            let told = entry.sighting
            let sources = told.evidence.prefix(5).map {
                "\(DisplayText.shortened(ActiveText.shown($0.source), to: 60)) \(words.number($0.count))"
            }
            let rest = told.evidence.count - sources.count
            return [
                page.value(told.observable), .text(told.observable.type.label), .text(page.code(told.observer)),
                page.figure("elsewhere.sightings.\(place).hits", told.count), page.moment(told.firstSeen),
                page.moment(told.lastSeen), .text(told.sectors.joined(separator: ", "), limit: PageWriter.longest),
                .text((sources + (rest > 0 ? [words(.andMore, rest)] : [])).joined(separator: ", ")),
            ]
        }
    }

    private func count(_ count: Int?, _ words: Catalogue) -> String {
        guard let count else { return words(.notStated) }
        return count == 0 ? words(.notSeen) : words.number(count)
    }

    private func own(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        let table = HTMLTable(
            words(.topCaption),
            [
                .values(words(.value)), .words(words(.type)), .figures(words(.hits)), .words(words(.sharedBy)),
                .figures(words(.confidence)), .words(words(.marking)), .times(words(.firstSeen)),
                .times(words(.lastSeen)),
            ])
        return PageWriter.Section(
            anchor: "#own", heading: words(.own, ["member": digest.recipient.code]),
            parts: page.bounded(digest.own.top, Self.listed, table) { place, entry in
                [
                    page.value(entry.observable), .text(entry.observable.type.label),
                    page.figure("own.indicators_seen.\(place).hits", entry.hits), .text(page.codes(entry.producers)),
                    .text(entry.confidence.map { words.number(Int($0)) } ?? ""), .text(entry.marking?.label ?? ""),
                    page.moment(entry.seen.first), page.moment(entry.seen.last),
                ]
            })
    }

    private func sharing(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        return PageWriter.Section(
            anchor: "#matrix", heading: words(.matrix),
            parts: [
                page.matrix(
                    digest.matrix, caption: words(.matrixUnnamed, ["member": digest.recipient.code])),
                page.note(words(.matrixHidden, ["n": words.number(Digest.smallest)])),
            ])
    }

    private func time(_ page: PageWriter) -> PageWriter.Section {
        let spans =
            digest.elsewhere.map { ($0.sighting.observer, $0.sighting.firstSeen, $0.sighting.lastSeen) }
            + digest.own.top.map { (Optional(digest.recipient), $0.seen.first, $0.seen.last) }
        return PageWriter.Section(
            anchor: "#timeline", heading: page.words(.timeline),
            parts: page.timeline(Timeline(spans: spans), .timelineSightings, key: "timeline"))
    }
}
