import PCRE2
import TamgaModel

/// Facts of which at least one holds in every record that a rule matches: what a sieve looks for.
struct RuleCover: Sendable {
    /// One fact.
    enum Fact: Hashable, Sendable {
        /// A slot's value is this text, letter case aside; numbers in their one spelling.
        case equal(slot: Int32, [UInt8])
        /// A slot's value holds this text, ASCII letter case aside.
        case holds(slot: Int32, [UInt8])
        /// The slot has a value.
        case present(slot: Int32)
        /// The record's text holds this text, ASCII letter case aside.
        case recordHolds([UInt8])
        /// The record's text holds a run of bytes of which each is in its place's set.
        case recordFits([ByteSet])
    }

    /// Distinct; never empty.
    let facts: [Fact]
    /// The share of records that are expected to have one of the facts.
    let share: Double

    init(facts: [Fact]) {
        self.facts = facts
        share = min(1, facts.reduce(0) { $0 + Self.share($1) })
    }

    /// The cover of a disjunction: all facts of its parts, each once.
    init(anyOf parts: [RuleCover]) {
        guard parts.count > 1 else {
            self = parts.first ?? RuleCover(facts: [])
            return
        }
        var known: Set<Fact> = []
        facts = parts.flatMap(\.facts).filter { known.insert($0).inserted }
        share = min(1, parts.reduce(0) { $0 + $1.share })
    }

    private static func share(_ fact: Fact) -> Double {
        switch fact {
        // A whole value is rarer than the same text anywhere, and a number says little: event ids, ports, status codes.
        case .equal(_, let text):
            text.count < 6 && text.allSatisfy(TextByte.isDigit)
                ? 0.05 : min(0.1, Rarity.share(text, placesPerRecord: 4))
        case .holds(_, let text): Rarity.share(text, placesPerRecord: 60)
        case .present: 0.4
        case .recordHolds(let text): Rarity.share(text, placesPerRecord: 300)
        case .recordFits(let window): min(1, 300 * Rarity.share(window))
        }
    }

    /// Whether looking for the facts turns away enough records of text to be worth it: a literal of a byte or two stands
    /// in nearly every line, and costs more to find than the rule to try.
    var isWorthLookingFor: Bool {
        share < 0.25
            || facts.allSatisfy { fact in
                switch fact {
                case .recordHolds(let text): text.count >= 3
                case .recordFits(let window): window.count { Rarity.bits($0) > 2 } >= 3
                default: true
                }
            }
    }

    /// The cover with the smaller share; of equal ones the one with fewer facts, then the first.
    static func rarer(_ left: RuleCover?, _ right: RuleCover?) -> RuleCover? {
        guard let left else { return right }
        guard let right else { return left }
        return (right.share, right.facts.count) < (left.share, left.facts.count) ? right : left
    }
}

/// Works out covers: of a conjunction the rarest of its parts', of a disjunction all of them, of a negation none.
struct CoverFinder {
    /// In what the facts are looked for.
    enum View {
        /// The values of fields, decoded, and for keywords the record's text.
        case fields
        /// The record's text as it stands: only what every format writes as it is can be looked for.
        case text
    }

    let view: View
    /// Names of fields whose values need not stand in the record.
    let derivedSlots: Set<Int32>

    init(view: View, derivedSlots: Set<Int32>) {
        self.view = view
        self.derivedSlots = derivedSlots
    }

    func cover(_ node: RuleNode, _ nodes: [RuleNode], _ children: [Int32], _ tests: [CompiledTest]) -> RuleCover? {
        switch node.kind {
        case .test: return cover(tests[Int(node.first)])
        case .not: return nil
        case .all:
            return parts(node, children).reduce(nil) { best, child in
                RuleCover.rarer(best, cover(nodes[child], nodes, children, tests))
            }
        case .any:
            guard node.count > 0 else { return nil }
            var covers: [RuleCover] = []
            covers.reserveCapacity(Int(node.count))
            for child in parts(node, children) {
                guard let part = cover(nodes[child], nodes, children, tests) else { return nil }
                covers.append(part)
            }
            return RuleCover(anyOf: covers)
        }
    }

    private func parts(_ node: RuleNode, _ children: [Int32]) -> [Int] {
        children[Int(node.first)..<Int(node.first + node.count)].map(Int.init)
    }

    private func cover(_ test: CompiledTest) -> RuleCover? {
        guard let slots = test.slots else { return keywordCover(test.predicate) }
        switch view {
        case .fields: return fieldCover(test.predicate, slots)
        case .text:
            guard slots.allSatisfy({ !derivedSlots.contains($0) }) else { return nil }
            return textCover(test.predicate)
        }
    }

    private func fieldCover(_ predicate: CompiledPredicate, _ slots: [Int32]) -> RuleCover? {
        func each(_ fact: (Int32) -> RuleCover.Fact) -> RuleCover { RuleCover(facts: slots.map(fact)) }
        let present = each { .present(slot: $0) }
        switch predicate {
        case .string(let pattern):
            if pattern.form == .equal, !pattern.text.isEmpty, pattern.text.allSatisfy({ $0 < 0x80 }) {
                return each { .equal(slot: $0, pattern.text.map(TextByte.lowercased)) }
            }
            guard let literal = rarest(pattern.literals) else { return present }
            return each { .holds(slot: $0, literal) }
        case .number(let canonical, let text):
            return RuleCover(
                facts: slots.flatMap { slot in
                    Set([canonical ?? text, text]).sorted { $0.lexicographicallyPrecedes($1) }.map {
                        .equal(slot: slot, $0)
                    }
                })
        case .bool(let value): return each { .equal(slot: $0, Array((value ? "true" : "false").utf8)) }
        case .regex(let shared):
            let clauses = shared.clauses
            let best = clauses.map { clause -> RuleCover in
                let strangers = RegexCover.mayFold(shared.regex) ? RequiredLiterals.strangers : []
                return RuleCover(facts: slots.flatMap { slot in (clause + strangers).map { .holds(slot: slot, $0) } })
            }.reduce(nil, RuleCover.rarer)
            return best ?? present
        case .null, .exists(false): return nil
        case .exists(true), .cidr, .compare, .datePart: return present
        // Two fields that are both absent do not compare, so one of them is there.
        case .field: return present
        }
    }

    private func textCover(_ predicate: CompiledPredicate) -> RuleCover? {
        switch predicate {
        case .string(let pattern): return textCover(pattern)
        case .number(let canonical, let text): return numberTextCover(canonical, text)
        case .regex(let shared): return regexTextCover(shared)
        default: return nil
        }
    }

    /// A keyword is looked for in the record's text as it stands, so of text nothing of a literal need be left out; in a
    /// JSON record also in the values, escapes undone.
    private func keywordCover(_ predicate: CompiledPredicate) -> RuleCover? {
        if view == .text {
            switch predicate {
            case .string(let pattern):
                return rarest(pattern.literals).map { RuleCover(facts: [.recordHolds($0)]) }
            case .regex(let shared):
                let literals = shared.clauses.map { RuleCover(facts: $0.map { .recordHolds($0) }) }
                    .reduce(nil, RuleCover.rarer)
                return orWindows(literals, shared, isWrittenAsIs: true)
            default: break
            }
        }
        switch predicate {
        case .string(let pattern): return textCover(pattern)
        case .number(_, let text):
            return plainPieces(text).max { $0.count < $1.count }.map { RuleCover(facts: [.recordHolds($0)]) }
        case .regex(let shared): return regexTextCover(shared)
        default: return nil
        }
    }

    /// However a number is spelled, signs, zeros and all, its longest run of digits stands in it.
    private func numberTextCover(_ canonical: [UInt8]?, _ text: [UInt8]) -> RuleCover? {
        let digits = (canonical ?? text).split { $0 == 0x2D || $0 == 0x2E }.map { Array($0) }
        guard let longest = digits.max(by: { ($0 == [0x30] ? 0 : $0.count) < ($1 == [0x30] ? 0 : $1.count) }),
            let plain = plainPieces(longest).max(by: { $0.count < $1.count })
        else { return nil }
        return RuleCover(facts: [.recordHolds(plain)])
    }

    private func textCover(_ pattern: TextPattern) -> RuleCover? {
        rarest(pattern.literals.flatMap(plainPieces)).map { RuleCover(facts: [.recordHolds($0)]) }
    }

    private func regexTextCover(_ shared: SharedPattern) -> RuleCover? {
        let literals = shared.clauses.compactMap { clause -> RuleCover? in
            var facts: [RuleCover.Fact] = []
            for literal in clause {
                guard let piece = rarest(plainPieces(literal)) else { return nil }
                facts.append(.recordHolds(piece))
            }
            return facts.isEmpty ? nil : RuleCover(facts: facts)
        }.reduce(nil, RuleCover.rarer)
        return view == .text ? orWindows(literals, shared, isWrittenAsIs: false) : literals
    }

    /// What a pattern's literals say, or its windows where the literals are not rare and they are.
    private func orWindows(_ literals: RuleCover?, _ shared: SharedPattern, isWrittenAsIs: Bool) -> RuleCover? {
        if let literals, literals.share < Self.rare { return literals }
        let found = windows.of(shared, isWrittenAsIs: isWrittenAsIs)
        return RuleCover.rarer(literals, found.isEmpty ? nil : RuleCover(facts: found.map { .recordFits($0) }))
    }

    /// A share of records that is not worth lowering.
    private static let rare = 0.01

    private let windows = PatternWindows()

    /// The windows of patterns, each worked out once for all rules and log sources that ask.
    private final class PatternWindows {
        private var known: [Bool: [Int: [[ByteSet]]]] = [:]

        func of(_ shared: SharedPattern, isWrittenAsIs: Bool) -> [[ByteSet]] {
            if let found = known[isWrittenAsIs]?[shared.index] { return found }
            let found = RegexCover.windows(of: shared.regex, plain: isWrittenAsIs ? .all : RegexCover.plainBytes)
            known[isWrittenAsIs, default: [:]][shared.index] = found
            return found
        }
    }

    private func rarest(_ literals: [[UInt8]]) -> [UInt8]? {
        literals.count == 1 && !literals[0].isEmpty
            ? literals[0]
            : literals.filter { !$0.isEmpty }.max { Rarity.bits($0) < Rarity.bits($1) }
    }

    /// The runs of a literal that every log format writes as they are: no quotes, backslashes, separators that are
    /// escaped somewhere, controls, or bytes beyond ASCII. (JSON may write any of them as `\u00NN` or `\/`: a record
    /// that does is read whatever it holds, ``RuleTable/textEscapes``.)
    private func plainPieces(_ literal: [UInt8]) -> [[UInt8]] {
        literal.split { !RegexCover.plainBytes.contains($0) }.map { Array($0) }
    }
}

extension TextPattern {
    /// The ASCII runs that any value which fits must hold, in lower case.
    var literals: [[UInt8]] {
        parts.flatMap { part -> [[UInt8]] in
            guard case .text(let bytes) = part else { return [] }
            return bytes.split { $0 >= 0x80 }.map { $0.map(TextByte.lowercased) }
        }
    }
}
