import TamgaLogs

/// The engine that a run searches with for rules, and what it has found in the last block. One a worker.
struct RuleEngine: ~Copyable {
    /// The engine that is used; neither is made for a table without rules, so that a worker without rules has none.
    private var search: RuleSearch?
    private var reference: ReferenceRules?

    init(_ table: RuleTable, _ formats: LogFormatSet, _ plan: MatchPlan) {
        guard !table.rules.isEmpty else { return }
        switch plan.options.engine {
        case .fast: search = RuleSearch(table, formats, wantsFields: plan.printsHits)
        case .reference: reference = ReferenceRules(table, formats)
        }
    }

    /// Hits in the order of their records, of one record in the order of rules.
    private(set) var hits: [RuleHit] = []
    private var malformed: [Range<Int>] = []
    private var undecidedHits: [RuleHit] = []

    /// Searches a block's text.
    mutating func search(_ text: TextView, layout: LogLayout, headers: [BlockHeader]) {
        search?.search(text, layout: layout, headers: headers)
        reference?.search(text, layout: layout, headers: headers)
        hits = search?.hits ?? reference?.hits ?? []
        malformed = search?.malformed ?? reference?.malformed ?? []
        undecidedHits = search?.undecided ?? reference?.undecided ?? []
    }

    /// Nothing was found that a run would say anything of.
    var isQuiet: Bool { hits.isEmpty && malformed.isEmpty && undecidedHits.isEmpty }

    /// Where the record of a hit begins; past the last hit, nowhere.
    func start(of index: Int) -> Int { index < hits.count ? hits[index].record.lowerBound : .max }

    /// A hit.
    func hit(_ index: Int) -> RuleHit { hits[index] }

    /// Records that do not have their log's form.
    var malformedCount: Int { malformed.count }

    /// Whether a record is one of them.
    func isMalformed(_ record: Range<Int>) -> Bool {
        var low = 0
        var high = malformed.count
        while low < high {
            let middle = (low + high) / 2
            if malformed[middle].lowerBound < record.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < malformed.count && malformed[low].lowerBound == record.lowerBound
    }

    /// For each rule that could not be decided, on how many records.
    var undecided: [Int: Int] {
        undecidedHits.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }
    }

    /// The first record of the block on which a rule could not be decided.
    func firstUndecided(_ rule: Int) -> Range<Int> { undecidedHits.first { $0.rule == rule }?.record ?? 0..<0 }
}
