import Synchronization
import TamgaMatch
import TamgaModel
import TamgaReport

/// Hits counted over time while logs are read, by whichever worker finds them.
final class HitTimelines: Sendable {
    private struct Counted {
        var indicators = HitTimeline()
        var rules = HitTimeline()
    }

    private let counted = Mutex(Counted())

    /// Counts a hit; those of correlations span a time, and are told elsewhere.
    func add(_ hit: Hit) {
        counted.withLock { counted in
            switch hit.kind {
            case .indicator, .pattern: counted.indicators.add(hit.time, in: hit.observer)
            case .rule: counted.rules.add(hit.time, in: hit.observer)
            case .correlation: break
            }
        }
    }

    /// Hits of indicators, patterns among them.
    var indicators: HitTimeline { counted.withLock { $0.indicators } }
    /// Hits of rules.
    var rules: HitTimeline { counted.withLock { $0.rules } }
}

extension ReportPage.Run {
    /// What is known of a run that has just ended.
    init(_ outcome: MatchOutcome, _ timelines: HitTimelines) {
        self.init(
            hits: timelines.indicators, ruleHits: timelines.rules,
            logs: outcome.logs.map { ReportPage.Log(name: $0.name, bytes: $0.bytes, records: $0.records) },
            refusals: outcome.refusals)
    }
}
