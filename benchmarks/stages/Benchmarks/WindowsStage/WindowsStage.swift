import Benchmark
import StageSupport
import TamgaCorrelate
import TamgaFormats
import TamgaModel

/// Correlation windows: events put into the order of time and into their groups' windows.
let benchmarks: @Sendable () -> Void = {
    /// Correlations with the events that reach them, in the blocks in which workers hand them over.
    struct Timeline {
        let plan: CorrelationPlan
        let keys: [String]
        var blocks: [CorrelationEvents] = []

        /// Two rules, `fail` and `success`, and a correlation over them.
        init(_ correlation: String) throws {
            var documents = ["fail", "success"].map { name in
                "title: \(name)\nname: \(name)\nlogsource: {product: test}\ndetection: {s: {a: \(name)}, condition: s}\n"
            }
            documents.append("title: held\nname: held\nlevel: high\ncorrelation: \(correlation)\n")
            let file = SigmaReader().read(Array(documents.joined(separator: "---\n").utf8), source: "rules.yml")
            let set = SigmaRuleSet([file])
            guard set.refusedCount == 0 else { throw Unready("\(set.problems)") }
            let parts = set.correlations.map { correlation in
                correlation.rules.map { name -> CorrelationPlan.Part? in
                    switch set.member(name) {
                    case .rule(let number): .rule(number)
                    case .correlation(let number): .correlation(number)
                    case nil: nil
                    }
                }
            }
            plan = CorrelationPlan(
                set.correlations, parts: parts, rules: set.rules.count, isReported: set.correlations.map { _ in true })
            keys = set.rules.map(\.key)
        }

        /// Adds events of `rounds` records of each user, a second apart in all, users in a random order; `rule` says which
        /// rule a round's records match, and `host` where they come from.
        mutating func fill(
            users: Int, rounds: Int, rule: (_ round: Int) -> Int, host: (_ user: Int, _ round: Int) -> Int
        ) {
            var random = SeededRandom(seed: 31)
            var events: [CorrelationEvent] = []
            for round in 0..<rounds {
                for (place, user) in (0..<users).shuffled(using: &random).enumerated() {
                    let number = round * users + place
                    let fields = ["user": "u\(user)", "host": "h\(host(user, round))"]
                    events.append(
                        CorrelationEvent(
                            place: CorrelationEvent.Place(
                                time: Timestamp(seconds: 1_793_500_000 + Int64(number)), isArrival: false, source: 0,
                                byteOffset: number * 100, line: number + 1, fingerprint: UInt64(number),
                                observer: nil),
                            rule: rule(round),
                            values: plan.fieldsOfRules[rule(round)].map { [Array((fields[$0] ?? "").utf8)] }))
                }
            }
            // Workers hand blocks over in the logs' order; logs are not in the order of time.
            events.shuffle(using: &random)
            for start in stride(from: 0, to: events.count, by: 1_000) {
                var block = CorrelationEvents()
                for event in events[start..<min(start + 1_000, events.count)] { block.append(event) }
                blocks.append(block)
            }
        }

        /// Hits, and events that reached the correlation, each of which must be there.
        func run() throws -> [Int] {
            let correlator = Correlator(plan, ruleKeys: keys)
            for block in blocks { try correlator.add(block) }
            var told = 0
            let outcome = try correlator.finish(name: { _ in "log" }, tell: { told += $0.count })
            let counts = outcome.counts[0].counts
            return [told, outcome.hits, counts.records, counts.isComplete ? 0 : 1]
        }
    }

    func windows(
        _ name: String, _ correlation: String, users: Int, rounds: Int,
        rule: @escaping (_ round: Int) -> Int = { _ in 0 },
        host: @escaping (_ user: Int, _ round: Int) -> Int = { _, _ in 0 }, hits: Int
    ) {
        stage(
            name,
            prepare: {
                var timeline = try Timeline(correlation)
                timeline.fill(users: users, rounds: rounds, rule: rule, host: host)
                let records = users * rounds
                return Prepared(timeline, .items(records), answer: [hits, hits, records, 0])
            },
            turn: { timeline, measured in try measured { try timeline.run() } })
    }

    // Four failures of each of 10,000 users within the span. Answer: a hit a user, all records looked at.
    windows(
        "event_count", "{type: event_count, rules: [fail], group-by: [user], timespan: 1d, condition: {gte: 4}}",
        users: 10_000, rounds: 4, hits: 10_000)

    // The same from four hosts; every other user only ever from one. Answer: a hit for each of half of the users.
    windows(
        "value_count",
        "{type: value_count, rules: [fail], group-by: [user], timespan: 1d, condition: {gte: 4, field: host}}",
        users: 10_000, rounds: 4, host: { user, round in user % 2 == 0 ? 7 : round }, hits: 5_000)

    // A failure and then a success of each user. Answer: a hit a user.
    windows(
        "temporal_ordered", "{type: temporal_ordered, rules: [fail, success], group-by: [user], timespan: 1d}",
        users: 20_000, rounds: 2, rule: { $0 }, hits: 20_000)

    // The other way round. Answer: none.
    windows(
        "temporal_ordered-none", "{type: temporal_ordered, rules: [success, fail], group-by: [user], timespan: 1d}",
        users: 20_000, rounds: 2, rule: { $0 }, hits: 0)
}
