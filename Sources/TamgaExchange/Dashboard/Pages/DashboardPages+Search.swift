import TamgaModel
import TamgaReport
import TamgaStore

extension DashboardPages {
    /// What was found for a text.
    struct Findings: Sendable {
        var indicators: [StoredIndicator]
        var all: Int
        var sightings: [Sighting]
        var hits: HitSearch.Found?
    }

    /// Looks for a text in the store. As people write values, so may it be: defanged, in any case.
    static func find(_ text: String, _ store: Store, _ sightings: [Sighting]) throws -> Findings {
        let plain = text.refanged
        let query = IndicatorQuery(text: plain, includesRevoked: true, limit: listed)
        let folded = plain.lowercased()
        return Findings(
            indicators: try store.indicators(matching: query), all: try store.indicatorCount(matching: query),
            sightings: sightings.filter { $0.observable.text.lowercased().contains(folded) })
    }

    /// The form, and what was found.
    func search(_ text: String, _ found: Findings?) -> [UInt8] {
        let words = page.words
        let form = HTMLNode.element(
            .form, [.named(.role, "search")],
            [
                .element(.label, [.named(.labels, "q")], words(.searchField)),
                .element(
                    .input,
                    [
                        .named(.id, "q"), .named(.name, "q"), .named(.type, "search"), .named(.value, text),
                        .named(.inputLimit, "500"), .named(.autocomplete, "off"),
                    ]), .text(" "), .element(.button, [.named(.type, "submit")], words(.search)),
            ])
        var sections = [PageWriter.Section(anchor: "#figures", heading: words(.search), parts: [form])]
        if let found {
            sections += [
                PageWriter.Section(
                    anchor: "#indicators", heading: words(.searchIndicators),
                    parts: statements(found.indicators, all: found.all)),
                PageWriter.Section(
                    anchor: "#sightings", heading: words(.sightings), parts: sightings(found.sightings)),
                found.hits.map(hits),
            ].compactMap(\.self)
        }
        return document(words(.search), .search, sections)
    }

    /// Hits of the file.
    func hits(_ found: HitSearch.Found) -> PageWriter.Section {
        let words = page.words
        let caption = words(.searchWithin, ["size": words.size(found.bytes), "n": words.number(found.all)])
        return PageWriter.Section(
            anchor: "#hits", heading: words(.searchHits),
            parts: found.hits.isEmpty ? [page.note(caption)] : [hits(found.hits, caption: caption)])
    }

    /// Statements, each with a link to its value's page.
    func statements(_ statements: [StoredIndicator], all: Int) -> [HTMLNode] {
        let words = page.words
        let table = HTMLTable(
            words(.statementsCaption),
            [
                .values(words(.value)), .words(words(.type)), .words(words(.sharedBy)), .words(words(.state)),
                .figures(words(.confidence)), .words(words(.marking)), .times(words(.validFrom)),
                .times(words(.validUntil)), .values(words(.name)), .values(words(.labels)), .values(words(.source)),
            ])
        return page.bounded(statements, Self.listed, all: all, table) { _, entry in
            [
                .element(.a, [Self.address(entry.observable)], [page.value(entry.observable)]),
                .text(entry.observable.type.label), .text(page.code(entry.producer)), .text(state(entry.state)),
                .text(entry.confidence.map { words.number(Int($0)) } ?? ""), .text(entry.marking?.label ?? ""),
                page.moment(entry.validity.from), page.moment(entry.validity.until),
                .text(entry.name ?? "", limit: PageWriter.longest),
                .text((entry.labels + entry.killChainPhases).joined(separator: ", "), limit: PageWriter.longest),
                .text(entry.source, limit: PageWriter.longest),
            ]
        }
    }

    private func state(_ state: StatementState) -> String {
        switch state {
        case .live: page.words(.stateLive)
        case .revoked: page.words(.stateRevoked)
        case .withdrawn: page.words(.stateWithdrawn)
        }
    }

    /// Sightings, those with the most hits first.
    func sightings(_ sightings: [Sighting]) -> [HTMLNode] {
        let words = page.words
        let table = HTMLTable(
            words(.sightings),
            [
                .values(words(.value)), .words(words(.inLogsOf)), .words(words(.sharedBy)), .figures(words(.hits)),
                .times(words(.firstSeen)), .times(words(.lastSeen)), .values(words(.log)),
            ])
        let order = sightings.sorted { ($1.count, $0.id) < ($0.count, $1.id) }
        return page.bounded(order, Self.listed, table) { _, sighting in
            [
                .element(.a, [Self.address(sighting.observable)], [page.value(sighting.observable)]),
                .text(page.code(sighting.observer)), .text(page.codes(sighting.producers)),
                page.number(sighting.count), page.moment(sighting.firstSeen), page.moment(sighting.lastSeen),
                .text(sighting.source, limit: PageWriter.longest),
            ]
        }
    }
}
