import TamgaExchange
import TamgaModel
import TamgaTestSupport
import Testing

/// When a request is sent again.
@Suite struct RetryPlanTests {
    private static let now = Timestamp(rfc3339: "1994-11-06T08:49:00Z")!

    @Test(
        "Retry-After is seconds, or a date in any of three forms",
        arguments: [
            ("120", 120_000), ("0", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 37_000),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 37_000), ("Sun Nov  6 08:49:37 1994", 37_000),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ] as [(String, Int)])
    func retryAfter(_ text: String, _ milliseconds: Int) {
        #expect(RetryAfter(text)?.milliseconds(from: Self.now) == milliseconds)
    }

    @Test(
        "What is neither is passed over",
        arguments: ["", "soon", "-5", "Sun, 06 Foo 1994 08:49:37 GMT", "1.5", "a b c d e f"])
    func nonsense(_ text: String) {
        #expect(RetryAfter(text) == nil)
    }

    @Test("Waits double up to the longest, at least half of each is waited, and a seed says them all")
    func backoff() {
        let plan = RetryPlan(retries: 10, firstMilliseconds: 100, longestMilliseconds: 1_000)
        var random = SeededRandom(seed: SeededRandom.seed)
        var again = SeededRandom(seed: SeededRandom.seed)
        for retry in 0..<70 {
            let whole = min(100 << min(retry, 20), 1_000)
            let wait = plan.wait(before: retry, retryAfter: nil, now: Self.now, using: &random)
            #expect(whole / 2...whole ~= wait.milliseconds, "seed \(SeededRandom.seed)")
            #expect(wait == plan.wait(before: retry, retryAfter: nil, now: Self.now, using: &again))
        }
    }

    @Test("What a server asks for is waited, up to a limit, and a longer wish is told")
    func asked() {
        let plan = RetryPlan(longestAskedMilliseconds: 60_000)
        var random = SeededRandom(seed: 1)
        let short = plan.wait(before: 0, retryAfter: .seconds(59), now: Self.now, using: &random)
        #expect(short == .init(milliseconds: 59_000, askedMilliseconds: nil))
        let long = plan.wait(before: 0, retryAfter: .seconds(3_600), now: Self.now, using: &random)
        #expect(long == .init(milliseconds: 60_000, askedMilliseconds: 3_600_000))
    }
}
