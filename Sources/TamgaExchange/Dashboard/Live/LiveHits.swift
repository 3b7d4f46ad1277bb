import Synchronization
import TamgaJSON
import TamgaModel
import TamgaReport

/// Hits as they come: all of them counted, some of them shown.
///
/// A step is what has come since the last one, a quarter of a second or so. Of a step at most ``shownInStep`` hits are
/// shown, evenly spread; how many stand behind each is told with them.
final class LiveHits: Sendable {
    /// The most hits of a step that are shown.
    static let shownInStep = 5
    /// How many of those that were shown a new page begins with.
    static let remembered = 20
    /// The most pages that follow at once.
    static let mostWatchers = 64
    /// Events that wait for a page that is slow; older ones are dropped.
    private static let mostWaiting = 8
    /// Microseconds without an event after which one is sent all the same, so that a page that is gone is noticed.
    private static let longestSilence: Int64 = 10_000_000

    /// How things stand.
    struct Standing: Sendable {
        /// Hits since the start.
        var hits = 0
        /// Lines that are no hits.
        var unread = 0
        /// Hits by the member in whose logs; `nil` is "unattributed".
        var observers: [MemberState?: Int] = [:]
        /// Hits in the last second that was whole.
        var perSecond = 0
        /// How many hits stand behind each that was shown of the last step.
        var sampled = 1
        /// The last ones that were shown, the newest first.
        var recent: [LiveHit] = []
        /// Changes with what the store has recorded.
        var stored = 0
        /// How the file of hits is.
        var file = FollowedHits.State.open
        /// When a line came last.
        var grown: Timestamp?
    }

    private struct State {
        var standing = Standing()
        var second = Int64.min
        var inSecond = 0
        var told = Int64.min
        var isTold = false
        var watchers: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
        var nextWatcher = 0
    }

    private let page: PageWriter
    private let state = Mutex(State())

    init(_ page: PageWriter) { self.page = page }

    var standing: Standing { state.withLock { $0.standing } }
    var watchers: Int { state.withLock { $0.watchers.count } }

    /// Takes what has been written since the last step, and tells the pages that follow. One task calls it.
    func step(_ taken: FollowedHits.Taken, at time: Timestamp) {
        // Nothing waits while lines are read: the lock is taken for the sums alone.
        let sum = StepSum(taken.lines, shown: Self.shownInStep)
        state.withLock { state in
            let second = time.microseconds / 1_000_000
            if second != state.second {
                let rate = second == state.second + 1 ? state.inSecond : 0
                if rate != state.standing.perSecond { state.isTold = false }
                state.standing.perSecond = rate
                state.inSecond = 0
                state.second = second
            }
            if state.standing.file != taken.state { state.isTold = false }
            state.standing.file = taken.state
            state.standing.unread += sum.unread + taken.tooLong
            state.standing.hits += sum.hits
            state.inSecond += sum.hits
            if sum.hits > 0 { state.standing.sampled = sum.sampled }
            for (observer, hits) in sum.observers { state.standing.observers[observer, default: 0] += hits }
            if !taken.lines.isEmpty || taken.tooLong > 0 {
                state.standing.grown = time
                state.isTold = false
            }
            state.standing.recent = Array((sum.shown.reversed() + state.standing.recent).prefix(Self.remembered))
            tell(&state, sum.shown, time)
        }
    }

    /// The store has recorded something.
    func storeChanged() {
        state.withLock { state in
            state.standing.stored += 1
            state.isTold = false
        }
    }

    /// Events for a page from now on; `nil` where too many follow already.
    func watch() -> AsyncStream<[UInt8]>? {
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingNewest(Self.mostWaiting))
        let number: Int? = state.withLock { state in
            guard state.watchers.count < Self.mostWatchers else { return nil }
            let number = state.nextWatcher
            state.nextWatcher += 1
            // A page that cannot keep up misses events; their counts are absolute, so that it stays right.
            state.watchers[number] = continuation
            continuation.yield(event(state.standing, []))
            return number
        }
        guard let number else { return nil }
        continuation.onTermination = { [self] _ in leave(number) }
        return stream
    }

    private func leave(_ number: Int) { state.withLock { state in _ = state.watchers.removeValue(forKey: number) } }

    private func tell(_ state: inout State, _ shown: [LiveHit], _ time: Timestamp) {
        let isDue = !state.isTold || time.microseconds - state.told >= Self.longestSilence
        guard isDue || time.microseconds < state.told else { return }
        state.isTold = true
        state.told = time.microseconds
        guard !state.watchers.isEmpty else { return }
        let event = event(state.standing, shown)
        for watcher in state.watchers.values { watcher.yield(event) }
    }

    /// A server-sent event: its data is one line of JSON. Figures stand in it twice: as numbers, and under `text` as the
    /// page's language writes them.
    private func event(_ standing: Standing, _ shown: [LiveHit]) -> [UInt8] {
        let words = page.words
        let observers = Self.order(standing.observers)
        var writer = JSONWriter()
        writer.object { event in
            event.member("hits", standing.hits)
            event.member("per_second", standing.perSecond)
            event.member("sampled", standing.sampled)
            event.member("unread", standing.unread)
            event.member("stored", standing.stored)
            event.array("observers") { list in
                for (state, hits) in observers {
                    list.object {
                        $0.member("observer", state?.code ?? "--")
                        $0.member("hits", hits)
                    }
                }
            }
            event.object("text") { text in
                text.member("hits", words.number(standing.hits))
                text.member("per_second", words.number(standing.perSecond))
                text.member("sampled", words.number(standing.sampled))
                text.member("unread", words.number(standing.unread))
                text.member("observers", page.counts(observers.map { ($0.state, $0.hits) }))
            }
            event.array("shown") { list in
                for hit in shown {
                    list.object {
                        $0.member("time", hit.time)
                        $0.member("observer", hit.observer?.code ?? "--")
                        $0.member("producers", page.codes(hit.producers))
                        $0.member("kind", hit.kind)
                        $0.member("what", hit.what)
                        $0.member("link", hit.observable.map { DashboardPages.address($0).value })
                        $0.member("place", hit.place)
                    }
                }
            }
        }
        return Array("data: ".utf8) + writer.bytes + Array("\n\n".utf8)
    }

    /// Members with the most hits first.
    static func order(_ observers: [MemberState?: Int]) -> [(state: MemberState?, hits: Int)] {
        observers.map { (state: $0.key, hits: $0.value) }.sorted {
            ($1.hits, $0.state?.code ?? "~") < ($0.hits, $1.state?.code ?? "~")
        }
    }
}
