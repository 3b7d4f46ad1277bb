import PCRE2
import TamgaLogs
import TamgaModel

/// Tries rules on a record whose fields are in a table. One a worker.
struct RuleEvaluator: ~Copyable {
    let table: RuleTable
    var fields: FieldTable
    var scratch: MatchScratch
    /// For each pattern, how often a limit ended a match.
    private(set) var limitHits: [Int: Int] = [:]
    /// For each group of literals, what looks for them, made when it is first asked for.
    private var sieves: [LiteralSieve?]

    init(_ table: RuleTable) {
        self.table = table
        fields = FieldTable(slots: table.names.names.count)
        scratch = MatchScratch()
        sieves = [LiteralSieve?](repeating: nil, count: table.literalGroups.count)
    }

    /// Whether an instance's rule matches the record.
    mutating func verdict(_ instance: Int32) -> RuleVerdict {
        let limits = table.limits[table.instances[Int(instance)].rule]
        if limits != scratch.limits { scratch.limits = limits }
        return verdict(node: table.instances[Int(instance)].root)
    }

    /// Whether a rule that is nothing but a pattern does not match a text; false also where that is not known.
    mutating func fails(_ instance: Int32, _ sole: SharedPattern, _ text: RuleText, isASCII: Bool) -> Bool {
        let limits = table.limits[table.instances[Int(instance)].rule]
        if limits != scratch.limits { scratch.limits = limits }
        do throws(PatternError) {
            // Safe: the text outlives the call.
            let span = unsafe UnsafeBufferPointer(start: text.base, count: text.count).span
            return try !sole.pattern.isMatch(in: span, isASCII: isASCII, using: &scratch)
        } catch {
            return false
        }
    }

    /// The verdict of a part of a rule's condition. Rules are nested at most ``RuleTable/deepestCondition`` deep.
    mutating func verdict(node index: Int32) -> RuleVerdict {
        let node = table.nodes[Int(index)]
        switch node.kind {
        case .test: return verdict(test: Int(node.first))
        case .not: return verdict(node: table.children[Int(node.first)]).inverted
        case .all:
            var least = RuleVerdict.holds
            for place in Int(node.first)..<Int(node.first + node.count) {
                least = min(least, verdict(node: table.children[place]))
                if least == .fails { break }
            }
            return least
        case .any:
            var most = RuleVerdict.fails
            if node.group >= 0 {
                var holds = false
                findLiterals(of: Int(node.group)) { _ in holds = true }
                if holds { return .holds }
                for other in table.literalGroups[Int(node.group)].others {
                    most = max(most, verdict(node: table.children[Int(node.first &+ other)]))
                    if most == .holds { break }
                }
                return most
            }
            for place in Int(node.first)..<Int(node.first + node.count) {
                most = max(most, verdict(node: table.children[place]))
                if most == .holds { break }
            }
            return most
        }
    }

    /// Calls with the place, among its members, of each literal of a group that the record holds where it should; the same
    /// one perhaps several times.
    mutating func findLiterals(of number: Int, _ found: (Int) -> Void) {
        let group = table.literalGroups[number]
        let sieve: LiteralSieve
        if let known = sieves[number] {
            sieve = known
        } else {
            sieve = LiteralSieve(group.literals)
            sieves[number] = sieve
        }
        func look(_ index: Int32) {
            guard fields.values[Int(index)].kind != .null else { return }
            let text = fields.text(index)
            // Safe: values have padding behind them.
            unsafe sieve.scan(text.base, text.count) { found($0.literal) }
        }
        guard let slots = group.slots else {
            for index in fields.keywords { look(index) }
            return
        }
        var next = firstValue(slots)
        while next >= 0 {
            if !fields.isArray(next) { look(next) }
            next = fields.values[Int(next)].next
        }
    }

    /// The verdict of one test.
    mutating func verdict(test index: Int) -> RuleVerdict {
        let test = table.tests[index]
        guard let slots = test.slots else { return verdict(keyword: test.predicate) }
        let first = firstValue(slots)
        switch test.predicate {
        case .exists(let wanted): return RuleVerdict((first >= 0) == wanted)
        case .null:
            var next = first
            while next >= 0 {
                if fields.values[Int(next)].kind == .null { return .holds }
                next = fields.values[Int(next)].next
            }
            return RuleVerdict(first < 0)
        case .field(let others, let how, let isCased):
            return RuleVerdict(compares(first, firstValue(others), how, isCased: isCased))
        default:
            var most = RuleVerdict.fails
            var next = first
            while next >= 0, most < .holds {
                if !fields.isArray(next) {
                    let text = fields.text(next)
                    most = max(most, test.predicate.verdict(text, fields.values[Int(next)].kind, &scratch))
                }
                next = fields.values[Int(next)].next
            }
            note(most, test.predicate)
            return most
        }
    }

    /// The first value of the first slot that the record has; -1 where it has none. A slot with nothing but an object or
    /// array goes behind the others.
    func firstValue(_ slots: [Int32]) -> Int32 {
        var nested: Int32 = -1
        for slot in slots {
            let first = fields.firstValue(of: slot)
            guard first >= 0 else { continue }
            var next = first
            while next >= 0 {
                if fields.values[Int(next)].kind != .nested { return first }
                next = fields.values[Int(next)].next
            }
            if nested < 0 { nested = first }
        }
        return nested
    }

    private mutating func compares(
        _ left: Int32, _ right: Int32, _ how: SigmaFieldComparison, isCased: Bool
    ) -> Bool {
        var one = left
        while one >= 0 {
            let value = fields.text(one).bytes
            var other = right
            while other >= 0 {
                if fields.isComparable(one), fields.isComparable(other) {
                    let against = fields.text(other).bytes
                    if CompiledPredicate.compares(value, against, how, isCased: isCased) { return true }
                }
                other = fields.values[Int(other)].next
            }
            one = fields.values[Int(one)].next
        }
        return false
    }

    private mutating func verdict(keyword predicate: CompiledPredicate) -> RuleVerdict {
        var most = RuleVerdict.fails
        for index in fields.keywords where most < .holds {
            let text = fields.text(index)
            most = max(most, predicate.verdict(text, fields.values[Int(index)].kind, &scratch))
        }
        note(most, predicate)
        return most
    }

    private mutating func note(_ verdict: RuleVerdict, _ predicate: CompiledPredicate) {
        guard verdict == .undecided, case .regex(let shared) = predicate else { return }
        limitHits[shared.index, default: 0] += 1
    }
}
