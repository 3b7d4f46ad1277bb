import TamgaModel
import TamgaReport
import TamgaTestSupport
import Testing

/// Hits over time: nothing is lost, and nothing depends on the order.
@Suite struct TimelineTests {
    private static let states: [MemberState?] = [Fixture.state("KZ"), Fixture.state("UZ"), nil]

    private static func hits(_ random: inout SeededRandom, _ count: Int, spread: Int64) -> [(Timestamp?, MemberState?)]
    {
        (0..<count).map { _ in
            let time = Timestamp(seconds: 1_700_000_000 + Int64.random(in: 0...spread, using: &random))
            return (Int.random(in: 0..<10, using: &random) == 0 ? nil : time, states.randomElement(using: &random)!)
        }
    }

    @Test("columns of a timeline: as many minutes as there may be are kept, with one more all become wider")
    func columns() {
        func timeline(_ minutes: Int) -> HitTimeline {
            var timeline = HitTimeline()
            for minute in 0..<minutes {
                timeline.add(Timestamp(seconds: 1_700_000_040 + Int64(minute) * 60), in: Fixture.state("KZ"))
            }
            return timeline
        }
        let most = timeline(HitTimeline.mostColumns)
        let more = timeline(HitTimeline.mostColumns + 1)
        #expect(most.width == HitTimeline().width && most.hits == HitTimeline.mostColumns)
        #expect(more.width > most.width && more.hits == HitTimeline.mostColumns + 1)
    }

    @Test(
        "The order of hits and their division among workers change nothing",
        arguments: [3_600, 86_400 * 30, 86_400 * 9_000])
    func orderDoesNotMatter(_ spread: Int64) {
        var random = SeededRandom(seed: UInt64(spread))
        let hits = Self.hits(&random, 20_000, spread: spread)
        var whole = HitTimeline()
        for (time, state) in hits { whole.add(time, in: state) }
        var parts = Array(repeating: HitTimeline(), count: 4)
        for (time, state) in hits.shuffled(using: &random) {
            parts[Int.random(in: 0..<4, using: &random)].add(time, in: state)
        }
        var sum = HitTimeline()
        for part in parts.shuffled(using: &random) { sum += part }
        #expect(sum == whole)
        #expect(whole.hits == hits.count)
        let timeline = Timeline(whole)
        #expect(timeline.starts.count <= 96 && !timeline.starts.isEmpty)
        for band in timeline.bands {
            #expect(
                band.counts.reduce(0, +) + band.outside + band.untimed == hits.count { $0.1 == band.observer })
        }
    }

    @Test("A few hits with a wrong clock do not squeeze the rest, and are told of")
    func wrongClock() {
        var hits = HitTimeline()
        for hour in 0..<1_000 { hits.add(Timestamp(seconds: 1_790_000_000 + Int64(hour) * 600), in: nil) }
        hits.add(Timestamp(seconds: 0), in: nil)
        hits.add(Timestamp(rfc3339: "9999-01-01T00:00:00Z"), in: nil)
        let timeline = Timeline(hits)
        #expect(timeline.bands[0].outside == 2)
        #expect(timeline.width <= 86_400)
        #expect(timeline.bands[0].counts.reduce(0, +) == 1_000)
    }

    @Test(
        "Columns begin at round times: days at midnight, weeks on a Monday",
        arguments: [("2026-11-03T13:59:00Z", 90), ("2020-02-29T00:00:00Z", 400)])
    func roundTimes(_ start: String, _ days: Int) throws {
        let first = try #require(Timestamp(rfc3339: start))
        var hits = HitTimeline()
        for day in 0..<days {
            hits.add(Timestamp(microseconds: first.microseconds + Int64(day) * 86_400_000_000), in: nil)
        }
        let timeline = Timeline(hits)
        for start in timeline.starts {
            let civil = start.civil
            #expect(civil.hour == 0 && civil.minute == 0 && civil.second == 0)
            if timeline.width == 604_800 { #expect((start.microseconds / 86_400_000_000 - 4) % 7 == 0) }
        }
        #expect(timeline.starts[0] <= first)
    }

    @Test("Of a sighting every column between its first and its last record is marked")
    func spans() {
        let timeline = Timeline([
            Fixture.sighting(1, Fixture.address(1), by: [], in: "KZ", count: 9),
            Fixture.sighting(
                2, Fixture.address(2), by: [], in: "KZ", count: 9, from: "2026-11-02T08:00:00Z",
                to: "2026-11-02T08:00:00Z"),
            Fixture.sighting(3, Fixture.address(3), by: [], in: nil, count: 1, from: nil, to: nil),
        ])
        #expect(timeline.measure == .sightings)
        #expect(timeline.bands[0].counts.allSatisfy { $0 >= 1 })
        #expect(timeline.bands[0].counts.filter { $0 == 2 }.count == 1)
        #expect(timeline.bands[1].untimed == 1)
    }
}
