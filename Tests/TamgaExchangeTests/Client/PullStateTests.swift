import TamgaExchange
import TamgaModel
import Testing

/// What a pull asks for next, and when it leaves.
@Suite struct PullStateTests {
    private static func page(_ count: Int, _ digest: UInt8, more: Bool = true, next: String? = nil, last: String? = nil)
        -> PulledPage
    {
        PulledPage(count: count, digest: [digest], hasMore: more, next: next, addedLast: last)
    }

    @Test("A page with “next” is followed by it, with the same filters; the place is just before what came last")
    func cursor() {
        var state = PullState(from: PullPlace(addedAfter: "2026-01-01T00:00:00Z"))
        let action = state.take(Self.page(5, 1, next: "abc", last: "2026-01-02T00:00:00Z"))
        #expect(action == .fetch(.init(addedAfter: "2026-01-01T00:00:00Z", next: "abc")))
        #expect(state.place.addedAfter == "2026-01-01T23:59:59.999999Z")
        #expect(state.take(Self.page(2, 2, more: false, last: "2026-01-03T00:00:00.123456789Z")) == .finished)
        #expect(state.place.addedAfter == "2026-01-03T00:00:00.123456789Z")
    }

    @Test(
        "Without “next” it goes on from just before the last date, and behind it only where that brings nothing later")
    func header() {
        var state = PullState(from: PullPlace())
        let last = "2026-01-02T00:00:00Z"
        let before = PullState.Action.fetch(.init(addedAfter: "2026-01-01T23:59:59.999999Z", next: nil))
        #expect(state.take(Self.page(5, 1, last: last)) == before)
        #expect(state.take(Self.page(5, 2, last: last)) == .fetch(.init(addedAfter: last, next: nil)))
        #expect(state.warnings.count == 1, "that something may be missing is said")
        #expect(state.take(Self.page(5, 2, last: last)) == .leave(.notAdvancing(last)))
    }

    @Test(
        "What would go on for ever, or lose something, is left with its name",
        arguments: [
            ([page(1, 1)], ServerFault.noWayOn),
            ([page(1, 1, last: "undefined")], .noWayOn),
            ([page(1, 1, last: "{}")], .noWayOn),
            ([page(0, 1)], .emptyPage),
            ([page(0, 1, next: "x")], .emptyPage),
            ([page(3, 1, next: "x"), page(3, 1, next: "y")], .samePage(2)),
            ([page(3, 1, next: "x"), page(3, 2, next: "x"), page(3, 1, next: "x")], .samePage(3)),
        ])
    func faults(_ pages: [PulledPage], _ fault: ServerFault) {
        var state = PullState(from: PullPlace())
        var action = PullState.Action.fetch(state.request)
        for page in pages { action = state.take(page) }
        #expect(action == .leave(fault))
    }

    @Test("One “next” for a whole session is no fault as long as pages differ, as medallion has it")
    func oneCursor() {
        var state = PullState(from: PullPlace())
        for digest in 1...200 {
            let action = state.take(Self.page(3, UInt8(digest), next: "session"))
            #expect(action == .fetch(.init(addedAfter: nil, next: "session")))
        }
    }

    @Test("“next” with “more” false ends it, as OpenCTI writes it")
    func nextAtTheEnd() {
        var state = PullState(from: PullPlace())
        #expect(state.take(Self.page(3, 1, more: false, next: "x", last: "2026-01-02T00:00:00Z")) == .finished)
        #expect(state.place == PullPlace(addedAfter: "2026-01-02T00:00:00Z"))
    }

    @Test("A cursor that is lost is left for the date, once at each date")
    func lostCursor() {
        var state = PullState(from: PullPlace())
        _ = state.take(Self.page(3, 1, next: "x", last: "2026-01-02T00:00:00Z"))
        #expect(state.cursorLost("gone") == .fetch(.init(addedAfter: "2026-01-01T23:59:59.999999Z", next: nil)))
        _ = state.take(Self.page(3, 1, next: "y", last: "2026-01-02T00:00:00Z"))
        #expect(state.cursorLost("gone") == .leave(.cursorLost("gone")))
    }

    @Test("A date far in the future does not become the place", arguments: [(86_400, true), (86_401, false)])
    func farAhead(_ seconds: Int64, _ isTaken: Bool) {
        let now = Timestamp(seconds: 1_700_000_000)
        let last = Timestamp(seconds: now.microseconds / 1_000_000 + seconds).description
        let given = PullPlace(addedAfter: "2023-01-01T00:00:00Z")
        var state = PullState(from: given, now: now)
        _ = state.take(Self.page(5, 1, next: "x", last: last))
        #expect((state.place == given) == !isTaken, "pages that follow may be older")
        #expect(state.take(Self.page(5, 2, more: false, last: last)) == .finished)
        #expect(state.place.addedAfter == (isTaken ? last : now.description))
        #expect(state.warnings.isEmpty == isTaken)
        var header = PullState(from: given, now: now)
        _ = header.take(Self.page(5, 1, last: last))
        #expect((header.place == given) == !isTaken)
        #expect(header.take(Self.page(5, 1, more: false, last: last)) == .finished)
        #expect(header.place.addedAfter == (isTaken ? last : now.description))
    }

    @Test("A place never goes back, and stays where nothing came")
    func placeStays() {
        let given = PullPlace(collection: "c", addedAfter: "2026-06-01T00:00:00Z")
        var nothing = PullState(from: given)
        #expect(nothing.take(Self.page(0, 1, more: false)) == .finished)
        #expect(nothing.place == given)
        var earlier = PullState(from: given)
        #expect(earlier.take(Self.page(2, 1, more: false, last: "2026-01-01T00:00:00Z")) == .finished)
        #expect(earlier.place == given)
        var silent = PullState(from: given)
        #expect(silent.take(Self.page(2, 1, more: false)) == .finished)
        #expect(silent.place == given)
        #expect(silent.warnings.count == 1)
    }
}
