import TamgaFormats
import TamgaModel
import TamgaStixPattern

/// Searches over timelines that tests make.
enum Search {
    static func compiled(_ pattern: String, _ semantics: StixSemantics = .text) throws -> CompiledStixPattern {
        try CompiledStixPattern(StixPatternReading(pattern).pattern, semantics: semantics)
    }

    /// An observation that satisfies some atoms.
    struct Event {
        /// Seconds.
        var first: Int
        var last: Int
        var count = 1
        var atoms: [Int]
    }

    static func timeline(_ pattern: CompiledStixPattern, _ events: [Event]) -> Timeline {
        var timeline = Timeline(pattern)
        for (number, event) in events.enumerated() {
            var verdicts = ObservationVerdicts()
            verdicts.holding = event.atoms
            timeline.add(
                number, first: PatternFixture.instant(event.first), last: PatternFixture.instant(event.last),
                count: event.count, verdicts)
        }
        return timeline
    }
}
