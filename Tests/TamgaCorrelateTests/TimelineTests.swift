import TamgaCorrelate
import TamgaModel
import TamgaTestSupport
import Testing

/// Windows of time, by what holds in short timelines.
@Suite struct TimelineTests {
    @Test("In a timeline this holds and nothing else", arguments: TimelineCase.all)
    func holds(_ timeline: TimelineCase) throws {
        let run = try Timeline(timeline.correlations, timeline.events).run()
        #expect(run.hits == timeline.hits)
        #expect(Self.lost(run.outcome) == timeline.lost)
    }

    @Test("Every window measured anew says the same", arguments: TimelineCase.all)
    func referenceAgrees(_ timeline: TimelineCase) throws {
        let run = try Timeline(timeline.correlations, timeline.events).run { $0.isReference = true }
        #expect(run.hits == timeline.hits)
        #expect(Self.lost(run.outcome) == timeline.lost)
    }

    @Test("The order in which events come changes nothing", arguments: TimelineCase.all)
    func orderChangesNothing(_ timeline: TimelineCase) throws {
        var random = SeededRandom(seed: SeededRandom.seed)
        let line = try Timeline(timeline.correlations, timeline.events)
        for batch in 1...4 {
            let run = try line.run(line.events.shuffled(using: &random), batch: batch)
            #expect(run.hits == timeline.hits, "seed \(SeededRandom.seed)")
        }
    }

    @Test("Events that do not fit into memory say the same", arguments: TimelineCase.all)
    func spillingChangesNothing(_ timeline: TimelineCase) throws {
        let line = try Timeline(timeline.correlations, timeline.events)
        let run = try line.run(line.events.reversed(), batch: 2) { $0.eventMemory = 1 }
        #expect(run.hits == timeline.hits)
    }

    @Test("A stream in the order of time says the same", arguments: TimelineCase.all)
    func streamAgrees(_ timeline: TimelineCase) throws {
        let line = try Timeline(timeline.correlations, timeline.events)
        let sorted = line.events.enumerated().sorted {
            CorrelationEvent.Place.precedes($0.element.place, $1.element.place)
                || !CorrelationEvent.Place.precedes($1.element.place, $0.element.place) && $0.offset < $1.offset
        }.map(\.element)
        let run = try line.run(sorted, batch: 100) { $0.lateness = 1_000_000 }
        #expect(run.hits == timeline.hits)
        #expect(run.outcome.late == 0)
    }

    @Test("There are eighty timelines at the least")
    func thereAreEnough() { #expect(TimelineCase.all.count >= 80) }

    static func lost(_ outcome: CorrelationOutcome) -> [Int] {
        let counts = outcome.counts.map(\.counts)
        return [
            counts.reduce(0) { $0 + $1.withoutKey }, counts.reduce(0) { $0 + $1.withoutValue },
            counts.reduce(0) { $0 + $1.openWindows },
        ]
    }
}
