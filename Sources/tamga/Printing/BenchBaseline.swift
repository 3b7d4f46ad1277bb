import TamgaJSON
import TamgaMatch

/// What became of one figure since an earlier bench.
struct BenchChange {
    /// How.
    enum Verdict: String {
        case faster
        case same
        case slower
        /// It was not measured before.
        case new
        /// It is measured no more.
        case gone
    }

    var name: String
    /// The rule's id, for a rule.
    var id: String?
    var verdict: Verdict
    var before: Spread?
    var now: Spread?
    /// The noise that is allowed for, in seconds.
    var band: Double?
}

/// The figures of an earlier bench, from its JSON.
struct BenchBaseline {
    /// By the rule's id: title, seconds a record that was tried or not.
    private var rules: [(id: String, title: String, seconds: Spread)] = []
    private var engines: [(name: String, seconds: Spread)] = []
    private var bytes = 0
    private var records = 0

    /// Reads a report.
    init(_ text: [UInt8], name: String) throws {
        let span = text.span
        guard let root = try? JSONValue(span), root.member("kind", in: span)?.string(in: span) == "rules" else {
            throw FailedInput(description: "\(name): not the JSON of “tamga bench --rules”")
        }
        let read = root.member("read", in: span)
        bytes = read?.member("bytes", in: span)?.integer(in: span) ?? 0
        records = read?.member("records", in: span)?.integer(in: span) ?? 0
        var elements = root.member("rules", in: span)?.elements
        while let rule = elements?.next(in: span) {
            guard let id = rule.member("id", in: span)?.string(in: span),
                let seconds = Self.spread(rule.member("seconds", in: span), span)
            else { throw FailedInput(description: "\(name): a rule in it has no id or no seconds") }
            rules.append((id, rule.member("title", in: span)?.string(in: span) ?? id, seconds))
        }
        elements = root.member("throughput", in: span)?.elements
        while let line = elements?.next(in: span) {
            guard let engine = line.member("engine", in: span)?.string(in: span),
                let workers = line.member("workers", in: span)?.integer(in: span),
                let seconds = Self.spread(line.member("seconds", in: span), span)
            else { throw FailedInput(description: "\(name): a line of its throughput has no engine or no seconds") }
            engines.append((Self.key(engine, workers), seconds))
        }
    }

    private static func key(_ engine: String, _ workers: Int) -> String {
        "\(engine), \(workers) worker\(workers == 1 ? "" : "s")"
    }

    private static func spread(_ value: JSONValue?, _ span: Span<UInt8>) -> Spread? {
        guard let median = value?.member("median", in: span)?.double(in: span),
            let deviation = value?.member("deviation", in: span)?.double(in: span)
        else { return nil }
        return Spread(
            median: median, deviation: deviation,
            least: value?.member("least", in: span)?.double(in: span) ?? median,
            count: value?.member("count", in: span)?.integer(in: span) ?? 1)
    }

    /// How a later bench's figures compare, engines first. What was measured once says nothing of its noise: it may
    /// differ by a fifth before it is said to.
    func changes(to outcome: RuleBenchOutcome) -> [BenchChange] {
        var changes: [BenchChange] = []
        var left = Dictionary(engines.map { ($0.name, $0.seconds) }, uniquingKeysWith: { first, _ in first })
        for line in outcome.throughputs {
            let name = Self.key(line.name, line.workers)
            changes.append(Self.change(name, nil, left.removeValue(forKey: name), line.seconds))
        }
        for (name, seconds) in left.sorted(by: { $0.key < $1.key }) {
            changes.append(BenchChange(name: name, verdict: .gone, before: seconds))
        }
        var known = Dictionary(rules.map { ($0.id, $0.seconds) }, uniquingKeysWith: { first, _ in first })
        for rule in outcome.rules {
            changes.append(Self.change(rule.title, rule.id, known.removeValue(forKey: rule.id), rule.seconds))
        }
        for rule in rules where known[rule.id] != nil {
            changes.append(BenchChange(name: rule.title, id: rule.id, verdict: .gone, before: rule.seconds))
        }
        return changes
    }

    /// Whether the logs were the same, as far as sizes tell.
    func isOfSameLogs(bytes: Int, records: Int) -> Bool { self.bytes == bytes && self.records == records }

    private static func change(_ name: String, _ id: String?, _ before: Spread?, _ now: Spread) -> BenchChange {
        guard let before else { return BenchChange(name: name, id: id, verdict: .new, now: now) }
        let share = min(before.count, now.count) > 1 ? 0.05 : 0.2
        let verdict: BenchChange.Verdict =
            switch before.change(to: now, atLeast: share) {
            case .faster: .faster
            case .same: .same
            case .slower: .slower
            }
        return BenchChange(
            name: name, id: id, verdict: verdict, before: before, now: now, band: before.band(to: now, atLeast: share))
    }
}
