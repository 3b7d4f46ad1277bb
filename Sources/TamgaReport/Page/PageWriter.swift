package import TamgaModel

/// Writes the parts that pages share, in one language.
package struct PageWriter: Sendable {
    package let words: Catalogue

    /// The longest text from outside that is shown, in columns; a longer one is cut in its middle.
    package static let longest = 160

    /// A section of a page, with its place in the list of contents.
    package struct Section: Sendable {
        /// `#` and the id.
        let anchor: StaticString
        let heading: String
        var parts: [HTMLNode]

        /// A section.
        ///
        /// - Parameter anchor: `#` and the id.
        package init(anchor: StaticString, heading: String, parts: [HTMLNode]) {
            self.anchor = anchor
            self.heading = heading
            self.parts = parts
        }
    }

    /// A writer in a language.
    package init(words: Catalogue) { self.words = words }

    // MARK: - The page

    /// The whole: heading, contents, sections. The first section is where a keyboard's user gets to past them.
    package func document(
        title: String, head: [HTMLNode], sections: [Section], foot: [HTMLNode],
        delivery: HTMLDocument.Delivery = .file
    ) -> HTMLDocument {
        let contents = sections.map { section in
            HTMLNode.element(.li, [], [.element(.a, [.link(section.anchor)], section.heading)])
        }
        let nodes = sections.map { section in
            let id = String(section.anchor.description.dropFirst())
            return HTMLNode.element(
                .section, [.named(.id, id), .named(.labelledBy, "\(id)-name")],
                [.element(.h2, [.named(.id, "\(id)-name")], section.heading)] + section.parts)
        }
        var body: [HTMLNode] = [.element(.header, [], head)]
        if let first = sections.first {
            body.insert(.element(.a, [.style("skip"), .link(first.anchor)], words(.skip)), at: 0)
            body.append(.element(.nav, [.named(.label, words(.contents))], [.element(.ul, [], contents)]))
        }
        body += [.element(.main, [], nodes), .element(.footer, [], foot)]
        return HTMLDocument(
            language: words.language.tag, title: ActiveText.shown(title), body: body, delivery: delivery)
    }

    /// The marking, and what follows from it.
    func marking(_ marking: Marking) -> [HTMLNode] {
        let colour: StaticString =
            switch marking {
            case .clear: "mark mark-clear"
            case .green: "mark mark-green"
            case .amber, .amberStrict: "mark mark-amber"
            case .red: "mark mark-red"
            }
        return [
            .element(.p, [], [.element(.strong, [.style(colour), .named(.figure, "marking")], marking.label)]),
            note(words(.markingNote)),
        ]
    }

    package func note(_ text: String) -> HTMLNode { .element(.p, [.style("note")], text) }

    // MARK: - Figures

    /// A figure with its key.
    func figure(_ key: String, _ value: Int) -> HTMLNode { .figure(key, value, words.number(value)) }

    /// A number that is no figure of the summary.
    package func number(_ value: Int) -> HTMLNode { .text(words.number(value)) }

    /// Headline figures.
    package func tiles(_ tiles: [(words: String, figure: HTMLNode, note: String?)]) -> HTMLNode {
        .element(
            .dl, [.style("tiles")],
            tiles.map { tile in
                var figure = [tile.figure]
                if let note = tile.note { figure += [.text(" "), .element(.small, [], note)] }
                return .element(.div, [], [.element(.dt, [], tile.words), .element(.dd, [], figure)])
            })
    }

    package func moment(_ time: Timestamp?) -> HTMLNode {
        guard let time else { return .text("") }
        return .element(.time, [.named(.datetime, time.description)], words.moment(time))
    }

    /// `KZ, UZ`; `--` for nobody.
    package func codes(_ states: [MemberState]) -> String {
        states.isEmpty ? "--" : states.map(\.code).joined(separator: ", ")
    }

    package func code(_ state: MemberState?) -> String { state?.code ?? "--" }

    /// `KZ Kazakhstan`; `-- unattributed`.
    func label(_ state: MemberState?, _ name: String?, nobody: Phrase = .unattributed) -> String {
        guard let state else { return "-- \(words(nobody))" }
        guard let name else { return state.code }
        return "\(state.code) \(DisplayText.shortened(ActiveText.shown(name), to: 60))"
    }

    /// `KZ 1,200, CN 7`, the first of many.
    package func counts(_ counts: [(state: MemberState?, count: Int)]) -> String {
        let shown = counts.prefix(12).map { "\(code($0.state)) \(words.number($0.count))" }
        let rest = counts.count - shown.count
        return (shown + (rest > 0 ? [words(.andMore, rest)] : [])).joined(separator: ", ")
    }

    package func level(_ level: SigmaLevel?) -> HTMLNode {
        let text: Phrase =
            switch level {
            case .informational: .levelInformational
            case .low: .levelLow
            case .medium: .levelMedium
            case .high: .levelHigh
            case .critical: .levelCritical
            case nil: .levelNone
            }
        let isSerious = level.map { $0 >= .high } ?? false
        return .element(.span, [isSerious ? .style("level serious") : .style("level")], words(text))
    }

    /// A value as code, defanged and cut.
    package func value(_ observable: Observable) -> HTMLNode {
        .element(.code, [], [.text(observable.defanged, limit: Self.longest)])
    }

    /// A list's table, its first rows only, and how many more there are.
    package func bounded<Entry>(
        _ entries: [Entry], _ limit: Int, all: Int? = nil, _ table: HTMLTable, _ row: (Int, Entry) -> [HTMLNode]
    ) -> [HTMLNode] {
        guard !entries.isEmpty else { return [.element(.p, [], words(.nothing))] }
        var table = table
        for (place, entry) in entries.prefix(limit).enumerated() { table.row(row(place, entry)) }
        let rest = (all ?? entries.count) - min(limit, entries.count)
        return [table.node] + (rest > 0 ? [.element(.p, [], words(.andMore, rest))] : [])
    }
}
