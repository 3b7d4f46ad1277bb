import Foundation
import TamgaCorrelate
import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

/// Correlation rules that others have written, each over records that fulfil it and over records that just do not.
@Suite(.enabled(if: SharedData.isPresent, "the shared data are not there"))
struct PublicCorrelationTests {
    /// The correlations of a public collection, with their rules.
    @Test("Every correlation of a public collection runs, and holds exactly when its bound is reached")
    func collection() throws {
        let files = SharedData.files(under: "rules-mdecrevoisier-sigma").filter {
            ["yml", "yaml"].contains($0.pathExtension)
        }
        let set = SigmaRuleSet(
            try files.map { SigmaReader().read(Array(try Data(contentsOf: $0)), source: $0.lastPathComponent) })
        #expect(set.correlations.count >= 14)
        for correlation in set.correlations { try holdsAtItsBound(correlation) }
    }

    @Test("Every correlation of the specification's tests runs, and holds exactly when its bound is reached")
    func specification() throws {
        let files = SharedData.files(under: "rules-sigma-spec/tests/schema/correlation")
        #expect(files.count == 8)
        for file in files {
            // The rules that they refer to are not there: each name gets one.
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let names = [
                "5638f7c0-ac70-491d-8465-2a65075e0d86", "recon_cmd_a", "recon_cmd_b", "recon_cmd_c", "rule_a_id",
                "process_creation", "website_access",
            ]
            let rules = names.map { name in
                let key = name.count == 36 ? "id" : "name"
                return "title: x\n\(key): \(name)\nlogsource: {product: test}\ndetection: {s: {x: 1}, condition: s}\n"
            }
            let all = (rules + [text]).joined(separator: "\n---\n")
            let set = SigmaRuleSet([SigmaReader().read(Array(all.utf8), source: file.lastPathComponent)])
            let correlation = try #require(set.correlations.first, "\(file.lastPathComponent): \(set.problems)")
            try holdsAtItsBound(correlation)
        }
    }

    /// Runs a correlation, its rules numbered in their order, over as many events as its bound asks for, and over one
    /// event less.
    private func holdsAtItsBound(_ correlation: SigmaCorrelation) throws {
        var alone = correlation
        alone.aliases = [:]
        let plan = CorrelationPlan(
            [alone], parts: [alone.rules.indices.map { .rule($0) }], rules: alone.rules.count, isReported: [true])
        #expect(plan.refusals.isEmpty, "\(correlation.title)")
        let needed: Int
        switch correlation.kind {
        case .eventCount, .valueCount:
            let condition = try #require(correlation.conditions.first)
            needed = Int(condition.bound) + (condition.comparison == .greater ? 1 : 0)
        case .temporal, .temporalOrdered: needed = correlation.rules.count
        case .valueSum, .valueAverage, .valuePercentile, .valueMedian: needed = 1
        }
        #expect(try hits(plan, correlation, needed) == 1, "\(correlation.title)")
        #expect(try hits(plan, correlation, needed - 1) == 0, "\(correlation.title)")
    }

    private func hits(_ plan: CorrelationPlan, _ correlation: SigmaCorrelation, _ count: Int) throws -> Int {
        let correlator = Correlator(plan, ruleKeys: correlation.rules)
        var events = CorrelationEvents()
        let bound = correlation.conditions.first.map { $0.bound + ($0.comparison == .greater ? 1 : 0) } ?? 0
        for number in 0..<count {
            events.append(event(plan, number, number % correlation.rules.count, correlation, bound, group: "one"))
        }
        // A record of another group, behind the window's end, closes it.
        events.append(event(plan, correlation.timespan * 2, 0, correlation, bound + 1e9, group: "two"))
        try correlator.add(events)
        return try correlator.finish { _ in "log" }.hits.count {
            $0.time ?? Timestamp(seconds: .max / 1_000_000) < Timestamp(seconds: Int64(correlation.timespan * 2))
        }
    }

    private func event(
        _ plan: CorrelationPlan, _ second: Int, _ rule: Int, _ correlation: SigmaCorrelation, _ bound: Double,
        group: String
    ) -> CorrelationEvent {
        let values = plan.fieldsOfRules[rule].map { field -> [[UInt8]] in
            let isGroup = correlation.groupBy.contains(field)
            let value = isGroup ? group : correlation.kind == .valueCount ? "v\(second)" : "\(bound)"
            return [Array(value.utf8)]
        }
        return CorrelationEvent(
            place: CorrelationEvent.Place(
                time: Timestamp(seconds: Int64(second)), isArrival: false, source: 0, byteOffset: second, line: second,
                fingerprint: UInt64(second), observer: nil),
            rule: rule, values: values)
    }
}
