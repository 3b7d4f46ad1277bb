import PCRE2
import TamgaModel

/// Puts rules into the flat arrays of a ``RuleTable``.
struct RuleTableBuilder {
    private(set) var rules: [SigmaRule] = []
    private(set) var purposes: [RulePurpose] = []
    private(set) var eventGroups: [Set<String>] = []
    private(set) var refusals: [Refusal] = []
    private(set) var instances: [RuleInstance] = []
    private(set) var nodes: [RuleNode] = []
    private(set) var children: [Int32] = []
    private(set) var literalGroups: [LiteralGroup] = []
    private(set) var tests: [CompiledTest] = []
    private(set) var names: FieldNames
    let router: LogSourceRouter
    private let map: LogSourceMap
    private var patterns: [SigmaRegex: SharedPattern] = [:]

    init(_ map: LogSourceMap) {
        self.map = map
        var names = FieldNames(map)
        router = LogSourceRouter(map, &names)
        self.names = names
    }

    /// Adds a rule, once for each way in which the entries that serve it name its fields.
    mutating func add(_ rule: SigmaRule, _ purpose: RulePurpose) {
        var ways: [(own: [String: [String]], entries: Set<Int>)] = []
        for (index, entry) in map.entries.enumerated() where entry.serves(rule.logSource) {
            if let known = ways.firstIndex(where: { $0.own == entry.fields }) {
                ways[known].entries.insert(index)
            } else {
                ways.append((entry.fields, [index]))
            }
        }
        if ways.isEmpty { ways = [([:], [])] }
        do throws(Unusable) {
            var roots: [Int32] = []
            for way in ways { roots.append(try node(rule.condition, way.own, depth: 0)) }
            for (way, root) in zip(ways, roots) {
                let eventSlots = (purpose.eventFields ?? []).map { names.slots(of: $0, own: way.own) }
                instances.append(
                    RuleInstance(rule: rules.count, root: root, entries: way.entries, eventSlots: eventSlots))
            }
            rules.append(rule)
            purposes.append(purpose)
            let groups = groupNames(rule.condition)
            eventGroups.append(groups.intersection(purpose.eventFields ?? []))
        } catch {
            refusals.append(
                Refusal(
                    source: rule.place.source, line: error.line ?? rule.place.line, objectID: rule.id,
                    reason: "the rule “\(rule.title)” is not run: \(error.reason)"))
        }
    }

    /// Why a rule cannot be compiled.
    private struct Unusable: Error {
        let line: Int?
        let reason: String
    }

    private mutating func node(
        _ expression: SigmaExpression, _ own: [String: [String]], depth: Int
    ) throws(Unusable) -> Int32 {
        guard depth < RuleTable.deepestCondition else {
            throw Unusable(
                line: nil, reason: "its condition is nested deeper than \(RuleTable.deepestCondition) levels")
        }
        let kind: RuleNode.Kind
        var parts: [Int32] = []
        switch expression {
        case .test(let test):
            tests.append(try compiled(test, own))
            nodes.append(RuleNode(kind: .test, first: Int32(tests.count - 1), count: 0))
            return Int32(nodes.count - 1)
        case .search(_, let inner): return try node(inner, own, depth: depth + 1)
        case .not(let inner):
            kind = .not
            parts = [try node(inner, own, depth: depth + 1)]
        case .all(let inner):
            kind = .all
            for part in inner { parts.append(try node(part, own, depth: depth + 1)) }
        case .any(let inner):
            kind = .any
            for part in inner { parts.append(try node(part, own, depth: depth + 1)) }
        }
        let first = Int32(children.count)
        children += parts
        var node = RuleNode(kind: kind, first: first, count: Int32(parts.count))
        if kind == .any, let group = literalGroup(parts) {
            node.group = Int32(literalGroups.count)
            literalGroups.append(group)
        }
        nodes.append(node)
        return Int32(nodes.count - 1)
    }

    /// The literals that parts of a disjunction ask for in the field of the first that asks for one.
    private func literalGroup(_ parts: [Int32]) -> LiteralGroup? {
        guard parts.count >= LiteralGroup.fewest else { return nil }
        var slots: [Int32]??
        var literals: [[UInt8]] = []
        var members: [Int32] = []
        var others: [Int32] = []
        for (place, part) in parts.enumerated() {
            let node = nodes[Int(part)]
            if node.kind == .test, let literal = tests[Int(node.first)].predicate.literal,
                slots == nil || slots == .some(tests[Int(node.first)].slots)
            {
                slots = .some(tests[Int(node.first)].slots)
                literals.append(literal)
                members.append(Int32(place))
            } else {
                others.append(Int32(place))
            }
        }
        guard let slots, members.count >= LiteralGroup.fewest else { return nil }
        return LiteralGroup(slots: slots, literals: literals, members: members, others: others)
    }

    /// The names of groups in the patterns of a condition.
    private func groupNames(_ expression: SigmaExpression) -> Set<String> {
        switch expression {
        case .search(_, let inner): groupNames(inner)
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion(groupNames($1)) }
        case .not: []
        case .test(let test):
            if case .regex(let regex) = test.predicate {
                Set(patterns[regex]?.pattern.names.map(\.name) ?? [])
            } else {
                []
            }
        }
    }

    private mutating func compiled(_ test: SigmaTest, _ own: [String: [String]]) throws(Unusable) -> CompiledTest {
        let predicate: CompiledPredicate
        switch test.predicate {
        case .string(let string): predicate = .string(TextPattern(string, isUnanchored: test.field == nil))
        case .number(_, let text):
            predicate = .number(
                canonical: DecimalText.canonical(Array(text.utf8)), text: Array(text.utf8).map(TextByte.lowercased))
        case .bool(let value): predicate = .bool(value)
        case .null: predicate = .null
        case .exists(let wanted): predicate = .exists(wanted)
        case .regex(let regex): predicate = .regex(try pattern(regex, test.line))
        case .cidr(let network):
            switch network.type {
            case .ipv4Network, .ipv6Network:
                predicate = .cidr(network.bytes.dropLast(), Int(network.bytes.last ?? 0))
            default: predicate = .cidr(network.bytes, network.bytes.count * 8)
            }
        case .compare(let comparison, let number): predicate = .compare(comparison, number)
        case .field(let other, let how, let isCased):
            predicate = .field(names.slots(of: other, own: own), how, isCased: isCased)
        case .datePart(let part, let comparison, let number): predicate = .datePart(part, comparison, number)
        }
        return CompiledTest(
            slots: test.field.map { names.slots(of: $0, own: own) }, predicate: predicate, test: test)
    }

    private mutating func pattern(_ regex: SigmaRegex, _ line: Int) throws(Unusable) -> SharedPattern {
        if let known = patterns[regex] { return known }
        do throws(PatternError) {
            let made = try SharedPattern(regex, index: patterns.count)
            patterns[regex] = made
            return made
        } catch {
            throw Unusable(line: line, reason: "\(error)")
        }
    }
}
