import TamgaCorrelate
import TamgaFormats
import TamgaModel
import TamgaStixPattern
import Testing

/// Correlations and what happens, in short: for tables of tests.
///
/// Rules `a` … `f` are there. An event is `time[@source][!] rules [field=value …]`, such as `5 a+b u=x`; `!` says that the
/// time is that of arrival. `m` is the observer, `p` the producers with commas between.
struct Timeline {
    let plan: CorrelationPlan
    let patterns: PatternPlan
    let events: [CorrelationEvent]

    static let rules = ["a", "b", "c", "d", "e", "f"]

    /// - Parameters:
    ///   - correlations: a correlation's body in one line of YAML each; the first is `A`, the second `B`, and so on.
    ///   - patterns: STIX patterns in which `[a]` is what rule `a` says; the first is `1`, the second `2`, and so on.
    init(_ correlations: [String] = [], patterns: [String] = [], _ text: String) throws {
        plan = try Self.plan(correlations)
        self.patterns = try Self.plan(patterns: patterns)
        var offsets: [Int: Int] = [:]
        let plan = plan
        events = text.split(separator: ";").flatMap { piece -> [CorrelationEvent] in
            let words = piece.split(separator: " ").map(String.init)
            guard words.count >= 2 else { return [] }
            var clock = words[0]
            let isArrival = clock.hasSuffix("!")
            if isArrival { clock.removeLast() }
            let parts = clock.split(separator: "@")
            let source = parts.count > 1 ? Int(parts[1])! : 0
            offsets[source, default: 0] += 1
            let fields = Dictionary(
                words.dropFirst(2).map { word -> (String, [String]) in
                    let pair = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
                    return (pair[0], pair[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init))
                }, uniquingKeysWith: { first, _ in first })
            let place = CorrelationEvent.Place(
                time: Timestamp(microseconds: Int64(Double(parts[0])! * 1_000_000)), isArrival: isArrival,
                source: source, byteOffset: offsets[source]! * 100, line: offsets[source]!,
                fingerprint: UInt64(source * 1_000 + offsets[source]!),
                observer: fields["m"].flatMap { MemberState($0[0]) })
            return words[1].split(separator: "+").map { name in
                let rule = Self.rules.firstIndex(of: String(name))!
                return CorrelationEvent(
                    place: place, rule: rule, producers: (fields["p"] ?? []).compactMap { MemberState($0) },
                    values: plan.fieldsOfRules[rule].map { (fields[$0] ?? []).map { Array($0.utf8) } })
            }
        }
    }

    /// The plan of these correlations.
    static func plan(_ correlations: [String]) throws -> CorrelationPlan {
        var yaml = rules.map { name in
            "title: \(name)\nname: \(name)\nlogsource: {product: test}\ndetection: {s: {x: 1}, condition: s}\n"
        }
        for (index, body) in correlations.enumerated() {
            let name = String(UnicodeScalar(UInt8(65 + index)))
            yaml.append("title: \(name)\nname: \(name)\ncorrelation: \(body)\nlevel: high\n")
        }
        let file = SigmaReader().read(Array(yaml.joined(separator: "---\n").utf8), source: "test.yml")
        let set = SigmaRuleSet([file])
        #expect(set.refusedCount == 0, "\(set.problems)")
        return CorrelationPlan(
            set.correlations, parts: set.correlations.map { $0.rules.map { part($0, set) } }, rules: set.rules.count,
            isReported: set.correlations.indices.map { set.isReportedAlone(.correlation($0)) })
    }

    private static func plan(patterns: [String]) throws -> PatternPlan {
        PatternPlan(
            try patterns.enumerated().map { index, text in
                let reading = try StixPatternReading(
                    text.replacing(#/\[([a-f])\]/#) { "[x:\($0.output.1) = 1]" },
                    StixPatternGrammar(isLenient: true))
                let names = text.matches(of: #/\[([a-f])\]/#).map { String($0.output.1) }
                let stated = StatedPattern(
                    indicatorID: "indicator--\(index + 1)", title: "\(index + 1)", text: text, producer: nil,
                    confidence: nil, marking: nil, validity: Validity())
                return PatternPlan.Pattern(
                    stated: stated, compiled: try CompiledStixPattern(reading.pattern),
                    atoms: names, rules: names.map { rules.firstIndex(of: $0)! })
            })
    }

    private static func part(_ name: String, _ set: SigmaRuleSet) -> CorrelationPlan.Part? {
        switch set.member(name) {
        case .rule(let number): .rule(number)
        case .correlation(let number): .correlation(number)
        case nil: nil
        }
    }

    /// What holds, each as `title time [group] value/records from first`, and what was lost.
    func run(
        _ events: [CorrelationEvent]? = nil, batch: Int = 3, _ change: (inout CorrelationSettings) -> Void = { _ in }
    ) throws -> (hits: [String], outcome: CorrelationOutcome) {
        var settings = CorrelationSettings()
        change(&settings)
        let correlator = Correlator(plan, patterns: patterns, ruleKeys: Self.rules, settings: settings)
        let events = events ?? self.events
        var found: [Hit] = []
        for start in stride(from: 0, to: events.count, by: batch) {
            var batchEvents = CorrelationEvents()
            for event in events[start..<min(start + batch, events.count)] { batchEvents.append(event) }
            try correlator.add(batchEvents)
            found += correlator.takeHits { "\($0).log" }
        }
        let (rest, outcome) = try correlator.finish { "\($0).log" }
        return ((found + rest).map(Self.text), outcome)
    }

    static func text(_ hit: Hit) -> String {
        if let match = hit.observations {
            let records = match.records.map { "\($0.satisfies)\(seconds($0.place.time))" }.joined(separator: " ")
            return "\(hit.rule?.title ?? "") \(hit.source):\(hit.line) \(records)"
        }
        guard let match = hit.correlation else { return "no correlation" }
        let group = match.group.isEmpty ? "" : " [\(match.group.map(\.value).joined(separator: " "))]"
        return
            "\(hit.rule?.title ?? "") \(seconds(match.last))\(group) \(number(match.value))\(match.isMinimum ? "+" : "")"
            + "/\(match.records) from \(seconds(match.first))"
    }

    private static func seconds(_ time: Timestamp) -> String { number(Double(time.microseconds) / 1_000_000) }

    static func number(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}

extension Correlator {
    /// The hits at the end, and the outcome.
    func finish(name: @Sendable (Int) -> String) throws -> (hits: [Hit], outcome: CorrelationOutcome) {
        var hits: [Hit] = []
        let outcome = try finish(name: name) { hits += $0 }
        return (hits, outcome)
    }
}
