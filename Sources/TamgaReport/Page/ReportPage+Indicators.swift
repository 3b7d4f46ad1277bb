import TamgaModel

extension ReportPage {
    /// Kinds of value against members.
    func kinds(_ page: PageWriter) -> PageWriter.Section {
        let words = page.words
        var sums: [ObservableType: Int] = [:]
        for member in summary.members { for share in member.types { sums[share.type, default: 0] += share.hits } }
        let types = sums.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        guard !types.isEmpty else {
            return PageWriter.Section(
                anchor: "#types", heading: words(.types), parts: [.element(.p, [], words(.nothing))])
        }
        let seen = summary.members.filter { $0.found.hits > 0 }
            .sorted { ($1.found.hits, $0.state?.code ?? "~") < ($0.found.hits, $1.state?.code ?? "~") }
        let shown = seen.prefix(PageWriter.widestMatrix)
        let most = shown.flatMap { $0.types.map(\.hits) }.max() ?? 0
        let head =
            [HTMLNode.element(.th, [.named(.scope, "col")], words(.type))]
            + shown.map { .element(.th, [.named(.scope, "col")], page.code($0.state)) }
            + [
                .element(.th, [.named(.scope, "col")], words(.sum)),
                .element(.th, [.named(.scope, "col")], words(.share)),
            ]
        let rows = types.map { type, sum -> HTMLNode in
            var cells: [HTMLNode] = [.element(.th, [.named(.scope, "row")], type.label)]
            for member in shown {
                let hits = member.types.first { $0.type == type }?.hits ?? 0
                let key = "members.\(page.code(member.state)).types.\(type.label).hits"
                cells.append(
                    .element(
                        .td, [.heat(Palette.step(hits, of: most))],
                        hits == 0 ? [.text("·")] : [page.figure(key, hits)]))
            }
            cells.append(.element(.td, [], [page.number(sum)]))
            cells.append(.element(.td, [], words.share(sum, of: summary.found.hits)))
            return .element(.tr, [], cells)
        }
        let table = HTMLNode.element(
            .div, [.style("wide"), .named(.role, "group"), .named(.tabIndex, "0"), .named(.label, words(.types))],
            [
                .element(
                    .table, [.style("matrix")],
                    [
                        .element(.caption, [], words(.typesCaption)),
                        .element(.thead, [], [.element(.tr, [], head)]), .element(.tbody, [], rows),
                    ])
            ])
        let rest = seen.count - shown.count
        return PageWriter.Section(
            anchor: "#types", heading: words(.types),
            parts: [table] + (rest > 0 ? [.element(.p, [], words(.moreMembers, rest))] : []))
    }

    /// The indicators with the most hits.
    func mostSeen(_ page: PageWriter) -> PageWriter.Section {
        PageWriter.Section(
            anchor: "#top", heading: page.words(.top), parts: page.sighted(top, all: indicators))
    }
}

extension PageWriter {
    /// Values with who shared them and where they were seen.
    func sighted(_ values: [SightedValue], all: Int) -> [HTMLNode] {
        let table = HTMLTable(
            words(.topCaption),
            [
                .values(words(.value)), .words(words(.type)), .figures(words(.hits)), .words(words(.sharedBy)),
                .words(words(.seenBy)), .figures(words(.confidence)), .words(words(.marking)),
                .times(words(.firstSeen)), .times(words(.lastSeen)),
            ])
        return bounded(values, values.count, all: all, table) { place, entry in
            [
                value(entry.observable), .text(entry.observable.type.label), figure("top.\(place).hits", entry.hits),
                .text(codes(entry.producers)), .text(counts(entry.observers.map { ($0.state, $0.hits) })),
                .text(entry.confidence.map { words.number(Int($0)) } ?? ""), .text(entry.marking?.label ?? ""),
                moment(entry.seen.first), moment(entry.seen.last),
            ]
        }
    }
}
