import TamgaJSON
import TamgaLogs
import TamgaModel

/// The hits of indicators as records that rules can be tried on: Sigma rules with `product: tamga` in their log source.
///
/// Each hit is one JSON record with the fields `tamga.value`, `tamga.type`, `tamga.matched`, `tamga.how`,
/// `tamga.indicator`, `tamga.producer` (one value a member), `tamga.member`, `tamga.marking`, `tamga.confidence` and
/// `tamga.source`; a field that nobody knows is not there. One a worker.
struct HitRecords: ~Copyable {
    /// The rules, and what they have found in the last block.
    private(set) var rules: RuleEngine
    private var text = Block(capacity: 1 << 16)
    private var writer = JSONWriter()
    /// Where each record begins.
    private var starts: [Int] = []
    private let isIdle: Bool

    init(_ plan: MatchPlan) {
        rules = RuleEngine(plan.hitRules, LogFormatSet([]), plan)
        isIdle = plan.hitRules.rules.isEmpty
    }

    /// True where no rule asks for hits.
    var isUnwanted: Bool { isIdle }

    /// How many hits there are.
    var count: Int { starts.count }

    /// Forgets the last block's hits.
    mutating func removeAll() {
        starts.removeAll(keepingCapacity: true)
        text.count = 0
    }

    /// Adds a hit.
    mutating func add(
        _ facts: EntryFacts, matched: String, how: Hit.Manner, observer: MemberState?, source: String
    ) {
        writer.removeAll()
        writer.object { record in
            record.object("tamga") { hit in
                hit.member("value", facts.text)
                hit.member("type", facts.observable.type.stixName)
                hit.member("matched", matched)
                hit.member("how", how.rawValue)
                hit.member("indicator", facts.indicatorID)
                hit.array("producer") { list in for state in facts.producers { list.value(state.code) } }
                if let observer { hit.member("member", observer.code) }
                if let marking = facts.marking { hit.member("marking", marking.label) }
                if let confidence = facts.confidence { hit.member("confidence", Int(confidence)) }
                hit.member("source", source)
            }
        }
        writer.newline()
        starts.append(text.count)
        text.append(writer.bytes)
    }

    /// Tries the rules on all hits.
    mutating func search() {
        if starts.isEmpty { return }
        rules.search(text.seal(), layout: .jsonLines, headers: [])
    }

    /// The hit that a rule has matched.
    func index(of found: RuleHit) -> Int { starts.partitioningIndex { $0 > found.record.lowerBound } - 1 }
}
