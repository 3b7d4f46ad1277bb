import TamgaModel
import TamgaReport

/// Pages of the fixed sightings.
enum PageFixture {
    static func making(_ language: Language) -> ReportPage.Making {
        ReportPage.Making(
            time: Timestamp(rfc3339: "2026-11-23T10:00:05Z")!, version: "0.1.0", language: language)
    }

    static let correlations = [
        CorrelationSighting(
            id: "c-1", ruleID: "one-address", title: "One address <at> three members", level: .high,
            tags: ["attack.t1110"], observers: ["CN", "KZ", "UZ"].map(Fixture.state), count: 2, records: 41,
            firstSeen: Timestamp(rfc3339: "2026-11-01T08:00:00Z")!,
            lastSeen: Timestamp(rfc3339: "2026-11-02T08:00:00Z")!)
    ]

    static func summary(_ language: Language) -> Summary {
        Summary(
            sightings: Fixture.sightings, ruleSightings: RuleFixture.sightings, correlationSightings: correlations,
            runs: [RuleFixture.run], community: Fixture.community, language: language.rawValue)
    }

    /// The run that led to the sightings: a sighting's hits spread evenly over its span.
    static let run: ReportPage.Run = {
        var hits = HitTimeline()
        for sighting in Fixture.sightings {
            for number in 0..<sighting.count {
                let time = sighting.firstSeen.flatMap { first in
                    sighting.lastSeen.map { last in
                        Timestamp(
                            microseconds: first.microseconds + (last.microseconds - first.microseconds)
                                / Int64(sighting.count) * Int64(number))
                    }
                }
                hits.add(time, in: sighting.observer)
            }
        }
        return ReportPage.Run(
            hits: hits, ruleHits: HitTimeline(),
            logs: Fixture.sightings.map { ReportPage.Log(name: $0.source, bytes: 524_288, records: 4_995) },
            refusals: [Refusal(source: "logs/2.log", line: 7, reason: "longer than 268435456 bytes")])
    }()

    static func page(_ language: Language, run: ReportPage.Run? = run) -> HTMLReading {
        HTMLReading(
            ReportPage(summary(language), sightings: Fixture.sightings, run: run, making: making(language)).html())
    }
}
