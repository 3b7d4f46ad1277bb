import TamgaModel
import TamgaReport

/// The dashboard's pages: figures that can be read without a script.
struct DashboardPages: Sendable {
    /// What a page is, for the links above it.
    enum Place: Equatable {
        case overview
        case search
        case rules
        case elsewhere
    }

    /// How many rows of a list are shown.
    static let listed = 100

    let settings: DashboardSettings
    let started: Timestamp

    var page: PageWriter { PageWriter(words: .of(settings.language)) }

    static let style: StaticString = "/style.css"
    static let script: StaticString = "/dashboard.js"

    /// A value's page.
    static func address(_ observable: Observable) -> HTMLAttribute {
        let (type, value): (StaticString, StaticString) = ("type", "value")
        return .link("/indicator", [(type, observable.type.label), (value, observable.text)])
    }

    /// A page with the dashboard's own links above it.
    func document(
        _ heading: String, _ place: Place, _ sections: [PageWriter.Section], notes: [String] = []
    ) -> [UInt8] {
        let words = page.words
        let links: [(Place, StaticString, Phrase)] = [
            (.overview, "/", .overview), (.search, "/search", .search), (.rules, "/rules", .ruleBook),
        ]
        let items = links.map { one, path, phrase in
            HTMLNode.element(
                .li, [],
                [
                    .element(
                        .a, [.link(path)] + (one == place ? [.named(.current, "page")] : []), words(phrase))
                ])
        }
        var head: [HTMLNode] = [
            .element(
                .nav, [.named(.label, words(.dashboard))],
                [.element(.ul, [], items)] + (settings.asksForKey ? [signOut] : [])),
            .element(.h1, [], [.text(heading, limit: PageWriter.longest)]),
        ]
        head += notes.map(page.note)
        return page.document(
            title: "\(String(heading.prefix(PageWriter.longest))) – \(words(.dashboard))", head: head,
            sections: sections, foot: [.element(.p, [], "tamga \(settings.version)")],
            delivery: .served(style: Self.style, script: Self.script)
        ).bytes()
    }

    /// When the figures of the store were made.
    func note(_ picture: StoredFigures.Picture) -> String {
        page.words(.storeAt, ["time": page.words.moment(picture.made)])
    }

    /// There is no such page.
    func missing() -> [UInt8] { document(page.words(.notFound), .elsewhere, []) }

    /// What rules and correlations have found, and what rules cost.
    func rules(_ picture: StoredFigures.Picture) -> [UInt8] {
        document(
            page.words(.ruleBook), .rules, picture.page.ruleSections(page) + [costs()], notes: [note(picture)])
    }

    /// What rules cost, as it was measured.
    private func costs() -> PageWriter.Section {
        let words = page.words
        let heading = words(.costs)
        guard let costs = settings.costs else {
            return PageWriter.Section(anchor: "#costs", heading: heading, parts: [page.note(words(.costsOff))])
        }
        let what = words(
            .costsOf,
            [
                "file": ActiveText.shown(String(costs.name.prefix(PageWriter.longest))),
                "time": words.moment(costs.written), "records": words.number(costs.records),
                "size": words.size(costs.bytes),
            ])
        let table = HTMLTable(
            what,
            [
                .values(words(.rule)), .figures(words(.costShare)), .figures(words(.costTime)),
                .figures(words(.costTried)), .figures(words(.costAverage)), .figures(words(.costWorst)),
                .figures(words(.matches)), .words(words(.costFlags)),
            ])
        let rows = page.bounded(costs.rules, Self.listed, table) { _, rule in
            [
                .text(rule.title, limit: PageWriter.longest),
                .text(words.share(Int((min(max(rule.share, 0), 1) * 10_000).rounded()), of: 10_000)),
                .text(words.duration(rule.seconds)), page.number(rule.tried), .text(words.duration(rule.average)),
                .text(words.duration(rule.worst)), page.number(rule.matches),
                .text(rule.flags.joined(separator: ", "), limit: PageWriter.longest),
            ]
        }
        return PageWriter.Section(anchor: "#costs", heading: heading, parts: rows)
    }
}
