import TamgaModel

extension Digest {
    /// How many entries of a list the text has; the other forms have all.
    static let listed = 20

    /// The page for a terminal: plain words, aligned, about 100 columns.
    ///
    /// - Parameter width: where the sharing matrix and long values are broken.
    public func text(style: TextStyle = .plain, width: Int = 100) -> String {
        var page = TextPage(style: style)
        page.heading(community.isEmpty ? "Sightings" : ActiveText.shown(community))
        page.line("For \(label): \(marking.label)")
        if let since { page.line("What was recorded from \(since.minute) UTC on") }
        page.section("Seen elsewhere of what \(recipient) has shared")
        page.line(foundWords)
        if !observers.isEmpty {
            page.lines(observerTable.lines, isHeaded: true)
            page.blank()
            page.lines(elsewhereTable(width: width).lines, isHeaded: true)
            if let rest = Self.rest(elsewhere.count) { page.line(rest) }
        }
        if !received.isEmpty {
            page.section("What other members have told of what \(recipient) has shared")
            page.lines(receivedTable(width: width).lines, isHeaded: true)
            if let rest = Self.rest(received.count) { page.line(rest) }
        }
        page.section("Seen in \(recipient)'s own logs")
        page.line(ownWords)
        if own.found.hits > 0 {
            page.line(own.typeWords)
            page.lines(ownTable(width: width).lines, isHeaded: false)
            if let rest = Self.rest(own.top.count) { page.line(rest) }
        }
        page.section("Sharing matrix: who found whose knowledge")
        for line in Self.matrixExplanation { page.line(line) }
        for table in matrix.tables(width: width) {
            page.blank()
            page.lines(table.lines, isHeaded: true)
        }
        return page.text
    }

    /// `UZ Uzbekistan`.
    var label: String { name.map { "\(recipient.code) \(ActiveText.shown($0))" } ?? recipient.code }

    /// `12 hits of 3 indicators in the logs of 2 members`.
    var foundWords: String {
        guard found.hits > 0 else { return "Nothing that may be told to \(recipient)." }
        let named = observers.count { $0.state != nil }
        let others = observers.count > named ? (named > 0 ? ", and of members that are not named" : "") : ""
        let whose = named > 0 ? "in the logs of \(DisplayText.counted(named, "member"))" : "in logs that are not named"
        return "\(DisplayText.counted(found.hits, "hit")) of \(DisplayText.counted(found.indicators, "indicator"))"
            + " \(whose)\(others)"
    }

    /// `43 hits of 10 indicators in 20 sightings, 2026-11-20 08:12 to 2026-11-21 09:45`.
    var ownWords: String {
        guard own.found.hits > 0 else { return "Nothing." }
        return "\(DisplayText.counted(own.found.hits, "hit"))"
            + " of \(DisplayText.counted(own.found.indicators, "indicator"))"
            + " in \(DisplayText.counted(own.found.sightings, "sighting"))"
            + (own.seen.words.map { ", \($0)" } ?? "")
    }

    /// What a reader must know before the matrix.
    static let matrixExplanation = [
        Summary.matrixExplanation[0],
        "A cell is hits/different indicators; · is none; -- is not named.",
        "<\(smallest), between others: fewer than \(smallest) different indicators; such cells are in no sum.",
    ]

    private var observerTable: TextTable {
        var table = TextTable([.left, .right, .right, .left, .left])
        table.row(["in the logs of", "hits", "indicators", "first seen", "last seen"])
        for row in observers {
            table.row([
                row.observerLabel, DisplayText.grouped(row.found.hits), DisplayText.grouped(row.found.indicators),
                row.seen.first?.minute ?? "–", row.seen.last?.minute ?? "–",
            ])
        }
        return table
    }

    private func elsewhereTable(width: Int) -> TextTable {
        var table = TextTable([.right, .left, .left, .left])
        table.row(["hits", "in", "type", "value"])
        let room = max(20, width - 30)
        for entry in elsewhere.prefix(Self.listed) {
            let sighting = entry.sighting
            table.row([
                DisplayText.grouped(sighting.count), sighting.observer?.code ?? "--", sighting.observable.type.label,
                DisplayText.shortened(ActiveText.shown(sighting.observable.text), to: room),
            ])
            for line in TextPage.wrapped(sighting.details, width: room) {
                table.row(["", "", "", DisplayText.shortened(line, to: room)])
            }
        }
        return table
    }

    private func receivedTable(width: Int) -> TextTable {
        var table = TextTable([.left, .left, .left, .left])
        table.row(["in the logs of", "hits", "when", "of"])
        for sighting in received.prefix(Self.listed) {
            let times = [sighting.firstSeen?.minute, sighting.lastSeen?.minute].compactMap(\.self)
            table.row([
                sighting.observerWords, sighting.countWords, times.isEmpty ? "–" : times.joined(separator: " to "),
                DisplayText.shortened(
                    ActiveText.shown(sighting.observable?.text ?? sighting.of), to: max(20, width - 60)),
            ])
        }
        return table
    }

    private func ownTable(width: Int) -> TextTable {
        var table = TextTable([.right, .left, .left, .left], indent: 4)
        for entry in own.top.prefix(Self.listed) {
            table.row([
                DisplayText.grouped(entry.hits), entry.observable.type.label,
                DisplayText.shortened(ActiveText.shown(entry.observable.text), to: max(20, width - 52)),
                "shared by \(entry.producerWords)" + (entry.confidence.map { ", confidence \($0)" } ?? ""),
            ])
        }
        return table
    }

    /// `… and 7 more; --format json or csv lists all`, or `nil` where all are shown.
    static func rest(_ count: Int) -> String? {
        count > listed ? "… and \(DisplayText.grouped(count - listed)) more; --format json or csv lists all" : nil
    }
}

extension Summary.MemberRow {
    /// `KZ Kazakhstan`, or `-- not named`.
    var observerLabel: String { state == nil ? "-- not named" : label }
}

extension ToldSighting {
    /// When, in which sectors, by which sources, as far as it is told: pieces of a line.
    var details: [String] {
        var pieces: [String] = []
        if let first = firstSeen, let last = lastSeen { pieces.append("\(first.minute) to \(last.minute)") }
        if !sectors.isEmpty { pieces.append(sectors.map(ActiveText.shown).joined(separator: ", ")) }
        pieces += evidence.map { "\(DisplayText.grouped($0.count)) in \(ActiveText.shown($0.source))" }
        return pieces.enumerated().map { $0.offset + 1 < pieces.count ? $0.element + ";" : $0.element }
    }
}
