import TamgaJSON
import TamgaModel
import TamgaReport
import TamgaStore

extension DashboardPages {
    /// The most bytes of an object, and the most objects, that are shown as they came.
    static let shownBytes = 64 << 10
    private static let shownObjects = 10

    /// A relationship of an indicator.
    struct Relation: Sendable {
        var kind: String
        var target: String
        var name: String
    }

    /// All that is known of a value.
    struct Known: Sendable {
        /// What the store has; `nil` is nothing.
        var detail: IndicatorDetail?
        var relations: [Relation] = []
        var allRelations = 0
        var sightings: [Sighting]
        var hits: HitSearch.Found?

        /// True where neither the store nor the hits have the value.
        var isNothing: Bool { detail == nil && sightings.isEmpty && (hits?.all ?? 0) == 0 }
    }

    /// Looks a value up.
    static func know(
        _ observable: Observable, _ store: Store, _ sightings: [Sighting]
    ) throws -> Known {
        var known = Known(
            detail: try store.indicator(observable: observable),
            sightings: sightings.filter { $0.observable == observable })
        let ids = Set(known.detail?.objects.map(\.id) ?? []).sorted()
        if ids.isEmpty { return known }
        try store.forEachObject(matching: ObjectQuery(relationshipsFrom: ids)) { object in
            known.allRelations += 1
            guard known.relations.count < listed, let relation = Relation(object.original) else { return }
            known.relations.append(relation)
        }
        let targets = Set(known.relations.map(\.target)).sorted()
        if targets.isEmpty { return known }
        var names: [String: String] = [:]
        try store.forEachObject(matching: ObjectQuery(ids: targets)) { object in
            let bytes = object.original
            guard let value = try? JSONValue(bytes.span) else { return }
            names[object.id] = value.member("name", in: bytes.span)?.string(in: bytes.span)
        }
        for place in known.relations.indices {
            known.relations[place].name = names[known.relations[place].target] ?? ""
        }
        return known
    }

    /// A value's page: who says what of it, where it was seen, what belongs to it, and the objects as they came.
    func indicator(_ observable: Observable, _ known: Known) -> [UInt8] {
        let words = page.words
        let statements = known.detail?.statements ?? []
        let relations = HTMLTable(
            words(.related), [.words(words(.relation)), .values(words(.name)), .values(words(.identifier))])
        let sections: [PageWriter.Section?] = [
            PageWriter.Section(
                anchor: "#figures", heading: words(.provenance),
                parts: known.detail == nil
                    ? [page.note(words(.unknownValue))] : self.statements(statements, all: statements.count)),
            PageWriter.Section(
                anchor: "#sightings", heading: words(.sightings), parts: sightings(known.sightings)),
            known.hits.map(hits),
            PageWriter.Section(
                anchor: "#related", heading: words(.related),
                parts: page.bounded(known.relations, Self.listed, all: known.allRelations, relations) { _, relation in
                    [
                        .text(relation.kind, limit: 60), .text(relation.name, limit: PageWriter.longest),
                        .text(relation.target, limit: PageWriter.longest),
                    ]
                }),
            known.detail.map {
                PageWriter.Section(anchor: "#raw", heading: words(.raw), parts: raw($0.objects))
            },
        ]
        return document(
            "\(observable.type.label) \(observable.defanged)", .elsewhere, sections.compactMap(\.self))
    }

    private func raw(_ objects: [StoredObject]) -> [HTMLNode] {
        let words = page.words
        // The newest version of each first.
        let shown = objects.filter { !$0.original.isEmpty }.sorted { ($1.modified, $0.id) < ($0.modified, $1.id) }
        guard !shown.isEmpty else { return [page.note(words(.rawNone))] }
        var parts: [HTMLNode] = []
        for object in shown.prefix(Self.shownObjects) {
            let name = "\(object.id) \(object.modified)"
            parts.append(.element(.h3, [], [.text(name, limit: PageWriter.longest)]))
            let text = String(decoding: object.original.prefix(Self.shownBytes), as: UTF8.self)
            parts.append(
                .element(
                    .pre, [.named(.tabIndex, "0"), .named(.role, "group"), .named(.label, name)], [.lines(text)]))
            if object.original.count > Self.shownBytes {
                parts.append(page.note(words(.rawCut, ["n": words.number(Self.shownBytes)])))
            }
        }
        let rest = shown.count - min(Self.shownObjects, shown.count)
        if rest > 0 { parts.append(.element(.p, [], words(.andMore, rest))) }
        return parts
    }
}

extension DashboardPages.Relation {
    /// Reads a relationship; `nil` where it leads nowhere.
    init?(_ bytes: [UInt8]) {
        let span = bytes.span
        guard let value = try? JSONValue(span), let target = value.member("target_ref", in: span)?.string(in: span)
        else { return nil }
        self.init(
            kind: value.member("relationship_type", in: span)?.string(in: span) ?? "", target: target, name: "")
    }
}
