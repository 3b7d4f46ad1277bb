public import TamgaModel

/// What a pull does next: pages go in, requests come out. It knows no network, no store and no clock.
///
///     begin ──► fetch ──► take(page) ──► fetch … ──► finished
///                             │                  └─► leave (the server's fault)
///                         cursorLost
///
/// A page with `more` and `next` is followed by `next`. One with `more` alone is followed by `added_after`, from one
/// microsecond before the last date: of objects that were added at one instant some may be on the page and some behind
/// it, and strictly after that instant the rest would be lost. Where that brings only the same instant again, the
/// instant itself is asked behind once, and a warning says so.
public struct PullState: Sendable {
    /// One request for a page.
    public struct Request: Hashable, Sendable {
        /// The filter `added_after`.
        public var addedAfter: String?
        /// The parameter `next`.
        public var next: String?

        /// A request.
        public init(addedAfter: String?, next: String?) {
            self.addedAfter = addedAfter
            self.next = next
        }
    }

    /// What to do.
    public enum Action: Hashable, Sendable {
        /// Ask for a page.
        case fetch(Request)
        /// All is there.
        case finished
        /// Leave: nothing more is to be had.
        case leave(ServerFault)
    }

    /// More pages than this are not read in one pull.
    public static let maximumPages = 200_000

    /// Pages taken.
    public private(set) var pageCount = 0
    /// What the server does that may lose something, or is not as the standard has it.
    public private(set) var warnings: [String] = []

    /// How the page that is awaited was asked for.
    private enum Step {
        case query
        case cursor
        /// From a microsecond before the last date.
        case before
        /// Behind the last date.
        case behind
    }

    private let collection: String?
    /// Where it began.
    private let given: String?
    private let now: Timestamp?
    private var addedAfter: String?
    private var next: String?
    /// The latest date of addition that came.
    private var reached: (text: String, time: Timestamp)?
    private var step = Step.query
    private var isFinished = false
    private var digests: Set<[UInt8]> = []
    private var lostAt: Timestamp??

    /// Begins at a place.
    ///
    /// - Parameter now: The present time. A date of addition more than a day behind it does not become the place: what is
    ///   added until then would never come. Without a time, dates are taken as they are.
    public init(from place: PullPlace, now: Timestamp? = nil) {
        collection = place.collection
        given = place.addedAfter
        addedAfter = place.addedAfter
        self.now = now
    }

    /// The request to send.
    public var request: Request { Request(addedAfter: addedAfter, next: next) }

    /// Where to go on from, once the objects of all pages that were taken are stored.
    public var place: PullPlace {
        if let now, let reached, isFarAhead(reached.time) {
            return PullPlace(collection: collection, addedAfter: isFinished ? now.description : given)
        }
        guard let reached, isBehindQuery(reached.time) else {
            return PullPlace(collection: collection, addedAfter: addedAfter)
        }
        return PullPlace(
            collection: collection, addedAfter: isFinished ? reached.text : Self.justBefore(reached.time))
    }

    /// Takes a page.
    public mutating func take(_ page: PulledPage) -> Action {
        pageCount += 1
        guard pageCount <= Self.maximumPages else { return .leave(.tooManyPages(Self.maximumPages)) }
        guard page.count > 0 else { return page.hasMore ? .leave(.emptyPage) : finish() }
        let last = page.addedLast.flatMap { text in Timestamp(rfc3339: text).map { (text: text, time: $0) } }
        if page.addedLast != nil, last == nil { warn("X-TAXII-Date-Added-Last is no RFC 3339 time; it is passed over") }
        let isLater = last.map { last in reached.map { last.time > $0.time } ?? true } ?? false
        if isLater { reached = last }
        if let last, isFarAhead(last.time) {
            warn("X-TAXII-Date-Added-Last is \(last.text), far in the future; the next pull goes on from now")
        }
        guard page.hasMore else {
            if reached == nil { warn("no X-TAXII-Date-Added-Last came: the next pull asks for the same again") }
            return finish()
        }
        if let next = page.next, !next.isEmpty {
            guard digests.insert(page.digest).inserted else { return .leave(.samePage(pageCount)) }
            self.next = next
            step = .cursor
            return .fetch(request)
        }
        next = nil
        guard let last else { return .leave(.noWayOn) }
        if isLater {
            guard digests.insert(page.digest).inserted else { return .leave(.samePage(pageCount)) }
            addedAfter = Self.justBefore(last.time)
            step = .before
            return .fetch(request)
        }
        guard step == .before else { return .leave(.notAdvancing(last.text)) }
        warn(
            "there is no “next”, and a whole page was added at \(last.text): what else was added at that instant may be missing"
        )
        addedAfter = last.text
        step = .behind
        return .fetch(request)
    }

    /// Takes that `next` leads nowhere any more: it is refused, or its answer was lost on the way, and the server may
    /// have stepped on. The pull goes on by date, from a microsecond before the latest one; a second time at the same
    /// date there is no way on.
    public mutating func cursorLost(_ reason: String) -> Action {
        guard next != nil, lostAt != .some(reached?.time) else { return .leave(.cursorLost(reason)) }
        lostAt = .some(reached?.time)
        next = nil
        if let reached, isBehindQuery(reached.time) { addedAfter = Self.justBefore(reached.time) }
        // Pages from there on may have been here.
        digests = []
        step = .before
        return .fetch(request)
    }

    private mutating func finish() -> Action {
        isFinished = true
        return .finished
    }

    /// True for a time that the query leaves before it: never back, as a place that was given may lie behind all that
    /// came.
    private func isBehindQuery(_ time: Timestamp) -> Bool {
        addedAfter.flatMap { Timestamp(rfc3339: $0) }.map { $0 < time } ?? true
    }

    private func isFarAhead(_ time: Timestamp) -> Bool {
        now.map { time.microseconds - 86_400_000_000 > $0.microseconds } ?? false
    }

    private static func justBefore(_ time: Timestamp) -> String {
        Timestamp(microseconds: time.microseconds - 1).description
    }

    private mutating func warn(_ text: String) {
        if !warnings.contains(text), warnings.count < 20 { warnings.append(text) }
    }
}
