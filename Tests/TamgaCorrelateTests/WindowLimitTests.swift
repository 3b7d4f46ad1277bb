import TamgaCorrelate
import TamgaModel
import TamgaTestSupport
import Testing

/// Windows stay within their memory, and say what that cost.
@Suite struct WindowLimitTests {
    /// Records of rule `a`, each in a group of its own.
    private func groups(_ count: Int, _ settings: CorrelationSettings, every step: Int64 = 1) throws
        -> CorrelationOutcome
    {
        let plan = try Timeline.plan([
            "{type: event_count, rules: [a], group-by: [u], timespan: 1d, condition: {gte: 2}}"
        ])
        let correlator = Correlator(plan, ruleKeys: Timeline.rules, settings: settings)
        for start in stride(from: 0, to: count, by: 1_000) {
            var events = CorrelationEvents()
            for number in start..<min(start + 1_000, count) {
                events.append(Self.event(time: Int64(number) * step, number, value: "\(number)"))
            }
            try correlator.add(events)
        }
        return try correlator.finish { _ in "log" }.outcome
    }

    private static func event(time: Int64, _ number: Int, value: String) -> CorrelationEvent {
        CorrelationEvent(
            place: CorrelationEvent.Place(
                time: Timestamp(microseconds: time), isArrival: false, source: 0, byteOffset: number, line: number,
                fingerprint: UInt64(number), observer: nil),
            rule: 0, values: [[Array(value.utf8)]])
    }

    @Test("memory for windows over time: past it the groups used longest ago are dropped, and counted")
    func dropped() throws {
        var settings = CorrelationSettings()
        settings.windowMemory = 1 << 20
        let small = settings
        func dropped(_ count: Int) throws -> Int {
            try #require(try groups(count, small).counts.first).counts.droppedGroups
        }
        let many = try dropped(20_000)
        #expect(many > 10_000 && many < 19_990)
        // The least number of groups that is too many: with one fewer none is lost.
        var (low, high) = (1, 20_000)
        while low < high {
            let middle = (low + high) / 2
            if try dropped(middle) > 0 { high = middle } else { low = middle + 1 }
        }
        #expect(low > 100)
        #expect(try dropped(low - 1) == 0)
        #expect(try dropped(low) > 0)
    }

    @Test("Groups that no window can hold any more make room without a loss")
    func expired() throws {
        var settings = CorrelationSettings()
        settings.windowMemory = 1 << 20
        // A group a minute: 1,440 of them fit into a day.
        let outcome = try groups(20_000, settings, every: 60_000_000)
        #expect(outcome.counts.first?.counts.droppedGroups == 0)
    }

    @Test("What comes later than the lateness is counted as late, and in no window")
    func late() throws {
        let line = try Timeline(
            ["{type: event_count, rules: [a], timespan: 1h, condition: {gte: 3}}"], "100 a;110 a;50 a;111 a")
        let run = try line.run(batch: 1) { $0.lateness = 5_000_000 }
        #expect(run.outcome.late == 1)
        #expect(run.hits == ["A 111 3/3 from 100"])
    }

    @Test("A stream with more waiting than its memory holds looks at the oldest early, and says so")
    func forced() throws {
        var settings = CorrelationSettings()
        settings.lateness = 1_000_000_000_000
        settings.eventMemory = 100_000
        let outcome = try groups(20_000, settings)
        #expect(outcome.forcedReleases > 0)
        #expect(outcome.late == 0)
        #expect(outcome.counts.first?.counts.records == 20_000)
    }

    @Test("A flood of one group costs little, decides rightly and says that the count is the least")
    func flood() throws {
        let plan = try Timeline.plan(["{type: event_count, rules: [a], timespan: 1d, condition: {gte: 2}}"])
        let correlator = Correlator(plan, ruleKeys: Timeline.rules)
        var events = CorrelationEvents()
        let day: Int64 = 86_400_000_000
        for number in 0..<20_000 { events.append(Self.event(time: Int64(number) * 1_000, number, value: "x")) }
        events.append(Self.event(time: day + 10_000, 20_000, value: "x"))
        try correlator.add(events)
        let hits = try correlator.finish { _ in "log" }.hits
        #expect(hits.map { $0.correlation?.value } == [2, 4_096])
        #expect(hits.map { $0.correlation?.isMinimum } == [false, true])
    }

    @Test("A value longer than 4,096 bytes is told apart by all of it")
    func longValues() throws {
        let plan = try Timeline.plan(["{type: value_count, rules: [a], timespan: 1h, condition: {field: u, gte: 2}}"])
        let long = String(repeating: "x", count: 10_000)
        for (values, count) in [([long, long], 0), ([long + "1", long + "2"], 1)] {
            let correlator = Correlator(plan, ruleKeys: Timeline.rules)
            var events = CorrelationEvents()
            for (number, value) in values.enumerated() {
                events.append(Self.event(time: Int64(number), number, value: value))
            }
            try correlator.add(events)
            #expect(try correlator.finish { _ in "log" }.hits.count == count)
        }
    }
}
