public import TamgaModel

/// The summary as one HTML file for people: it needs no network and no script, prints on A4, and can be read with a
/// keyboard and aloud.
///
/// Its size is bounded whatever was found: lists end with how many more there are.
public struct ReportPage: Sendable {
    /// How many indicators are listed.
    public static let topListed = 25
    /// How many rules, correlations, logs and refusals are listed, each.
    static let listed = 100
    /// How many members have a row of their own.
    static let membersListed = 120

    /// One log that was read.
    public struct Log: Hashable, Sendable {
        /// As the user named it.
        public let name: String
        /// Decompressed bytes.
        public let bytes: Int
        /// Records.
        public let records: Int

        /// A log.
        public init(name: String, bytes: Int, records: Int) {
            self.name = name
            self.bytes = bytes
            self.records = records
        }
    }

    /// What is known of a run besides the summary, where the page is made right after it.
    public struct Run: Sendable {
        /// Hits of indicators over time.
        public var hits: HitTimeline
        /// Hits of rules over time.
        public var ruleHits: HitTimeline
        /// What was read, in input order.
        public var logs: [Log]
        /// What was refused.
        public var refusals: [Refusal]

        /// A run.
        public init(hits: HitTimeline, ruleHits: HitTimeline, logs: [Log], refusals: [Refusal]) {
            self.hits = hits
            self.ruleHits = ruleHits
            self.logs = logs
            self.refusals = refusals
        }
    }

    /// When and by what a page is made.
    public struct Making: Hashable, Sendable {
        /// When.
        public var time: Timestamp
        /// The program's version.
        public var version: String
        /// The language of the page.
        public var language: Language
        /// Only what was recorded at or after this; `nil` is everything.
        public var since: Timestamp?

        /// A making.
        public init(time: Timestamp, version: String, language: Language, since: Timestamp? = nil) {
            self.time = time
            self.version = version
            self.language = language
            self.since = since
        }
    }

    let summary: Summary
    let top: [SightedValue]
    let indicators: Int
    let timeline: Timeline
    let ruleTimeline: Timeline?
    let logs: [Log]?
    let refusals: [Refusal]?
    let making: Making
    /// The strictest marking of what stands on the page; what states none counts as TLP:AMBER, and so does a page
    /// without anything.
    public let marking: Marking

    /// A page.
    ///
    /// - Parameters:
    ///   - sightings: what the summary was made of.
    ///   - run: `nil` where the summary comes out of a store: the timeline then shows sightings, not hits.
    public init(_ summary: Summary, sightings: [Sighting], run: Run?, making: Making) {
        self.summary = summary
        (top, indicators) = SightedValue.top(Self.topListed, of: sightings)
        timeline = run.map { Timeline($0.hits) } ?? Timeline(sightings)
        ruleTimeline = run.flatMap { $0.ruleHits.hits > 0 ? Timeline($0.ruleHits) : nil }
        logs = run?.logs
        refusals = run?.refusals
        self.making = making
        marking = max(sightings.compactMap(\.marking).max() ?? .amber, .amber)
    }

    /// The page as UTF-8.
    public func html() -> [UInt8] { document().bytes() }

    private var writer: PageWriter { PageWriter(words: .of(making.language)) }

    private func document() -> HTMLDocument {
        let writer = writer
        let words = writer.words
        let name = summary.community.isEmpty ? words(.title) : summary.community
        var head: [HTMLNode] = [.element(.h1, [], [.text(name, limit: PageWriter.longest)])]
        if let first = summary.seen.first, let last = summary.seen.last {
            let span = ["first": words.moment(first), "last": words.moment(last)]
            head.append(.element(.p, [.style("sub")], words(.period, span)))
        } else {
            head.append(.element(.p, [.style("sub")], words(.noPeriod)))
        }
        if let since = making.since {
            head.append(.element(.p, [.style("sub")], words(.recordedSince, ["time": words.moment(since)])))
        }
        head += writer.marking(marking)
        let made = words(.made, ["time": words.moment(making.time), "version": making.version])
        return writer.document(
            title: name, head: head, sections: sections(writer), foot: [.element(.p, [], made)])
    }

    /// The sections, from the headline figures to what was read.
    package func sections(_ page: PageWriter) -> [PageWriter.Section] {
        var sections = [headline(page), sharing(page), time(page), members(page), kinds(page), mostSeen(page)]
        if let rules = summary.rules { sections.append(fired(rules, page)) }
        return sections + [campaigns(page), leftOut(page), reading(page)]
    }

    /// The sections on what rules and correlations have found.
    package func ruleSections(_ page: PageWriter) -> [PageWriter.Section] {
        (summary.rules.map { [fired($0, page)] } ?? []) + [campaigns(page)]
    }
}
