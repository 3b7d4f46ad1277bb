import TamgaModel
import TamgaReport
import TamgaStore

extension DashboardPages {
    /// What there is now: live hits, the figures of the store, and how the dashboard is.
    func overview(_ picture: StoredFigures.Picture, _ live: LiveHits, trouble: String?) -> [UInt8] {
        let name = picture.summary.community
        var sections = picture.page.sections(page)
        sections.insert(self.live(live.standing), at: 0)
        sections.append(health(picture, live, trouble))
        return document(
            name.isEmpty ? page.words(.dashboard) : name, .overview, sections, notes: [note(picture)])
    }

    /// Hits as they come.
    private func live(_ standing: LiveHits.Standing) -> PageWriter.Section {
        let words = page.words
        guard settings.hits != nil else {
            return PageWriter.Section(anchor: "#live", heading: words(.live), parts: [page.note(words(.liveOff))])
        }
        func figure(_ key: String, _ value: Int) -> HTMLNode {
            .element(.data, [.named(.liveFigure, key), .named(.value, String(value))], words.number(value))
        }
        let tiles = page.tiles([
            (words(.liveSince), figure("hits", standing.hits), nil),
            (words(.livePerSecond), figure("per_second", standing.perSecond), nil),
            (words(.liveSampled), figure("sampled", standing.sampled), nil),
            (words(.liveUnread), figure("unread", standing.unread), nil),
        ])
        let counts = LiveHits.order(standing.observers).map { (state: $0.state, count: $0.hits) }
        return PageWriter.Section(
            anchor: "#live", heading: words(.live),
            parts: [
                .element(
                    .p, [.named(.liveFigure, "lost"), .named(.role, "alert"), .hidden],
                    [.element(.strong, [], words(.liveLost))]),
                tiles,
                .element(
                    .p, [],
                    [
                        .element(.strong, [], words(.liveMembers)), .text(": "),
                        .element(
                            .span, [.named(.liveFigure, "observers")], counts.isEmpty ? "–" : page.counts(counts)),
                    ]), hits(standing.recent, caption: words(.liveCaption)),
            ])
    }

    /// A table of hits. The page's script adds rows of the same form.
    func hits(_ hits: [LiveHit], caption: String) -> HTMLNode {
        let words = page.words
        var table = HTMLTable(
            caption,
            [
                .times(words(.time)), .words(words(.inLogsOf)), .words(words(.sharedBy)), .words(words(.type)),
                .values(words(.found)), .values(words(.place)),
            ])
        for hit in hits {
            let what = HTMLNode.element(.code, [], hit.what)
            table.row([
                .text(hit.time), .text(page.code(hit.observer)), .text(page.codes(hit.producers)), .text(hit.kind),
                hit.observable.map { .element(.a, [Self.address($0)], [what]) } ?? what, .text(hit.place),
            ])
        }
        return table.node
    }

    private func health(
        _ picture: StoredFigures.Picture, _ live: LiveHits, _ trouble: String?
    ) -> PageWriter.Section {
        let words = page.words
        let standing = live.standing
        let reading = picture.summary.reading
        var table = HTMLTable(words(.health), [.words(words(.figure)), .values(words(.state))])
        func row(_ phrase: Phrase, _ text: String) { table.row([.text(words(phrase)), .text(text, limit: 400)]) }
        row(.version, settings.version)
        row(.running, words.moment(started))
        if let trouble { row(.storeFault, trouble) }
        row(.revision, words.number(Int(reading.revision)))
        row(.finished, reading.finished.map(words.moment) ?? "–")
        row(.runs, words.number(reading.runs))
        if let hits = settings.hits {
            switch standing.file {
            case .open: row(.hitsFile, hits.name)
            case .missing: row(.hitsFile, "\(hits.name): \(words(.hitsMissing))")
            case .broken(let reason): row(.hitsFile, "\(hits.name): \(reason)")
            }
            row(.hitsGrown, standing.grown.map(words.moment) ?? "–")
        }
        row(.watchers, words.number(live.watchers))
        var parts = [table.node]
        if !picture.feeds.isEmpty {
            parts.append(.element(.h3, [], words(.feeds)))
            let table = HTMLTable(
                words(.feedsCaption),
                [.values(words(.name)), .words(words(.type)), .times(words(.fetched)), .values(words(.outcome))])
            parts += page.bounded(picture.feeds, Self.listed, table) { _, feed in
                [
                    .text(Self.name(feed), limit: PageWriter.longest), .text(feed.kind, limit: 20),
                    page.moment(feed.fetched), .text(feed.outcome ?? "–", limit: 400),
                ]
            }
        }
        return PageWriter.Section(anchor: "#health", heading: words(.health), parts: parts)
    }

    /// A feed without a name is called by its URL, whose query may be a key.
    private static func name(_ feed: StoredFeed) -> String {
        guard feed.name.contains("://") else { return feed.name }
        return (try? WebAddress(feed.name)).map(\.description) ?? String(feed.name.prefix { $0 != "?" && $0 != "@" })
    }
}
