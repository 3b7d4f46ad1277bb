import PCRE2
public import TamgaModel

/// Rules compiled for searching: immutable, and shared by any number of workers.
///
/// A rule is compiled once for each way in which a log source of the map names its fields: an *instance*. Each
/// instance has a cover (``RuleCover``): facts of which a record that matches has one. What the covers look for is
/// sorted by where it is looked for, so that one look at a value finds every instance that asks for it.
public final class RuleTable: Sendable {
    /// The rules, in the order in which they were given.
    public let rules: [SigmaRule]
    /// Rules that cannot be run, with the reason; they are not among ``rules``.
    public let refusals: [Refusal]
    /// What a rule is sieved by.
    public struct Sieve: Sendable, Hashable {
        /// In records whose fields are read first (JSON): what is looked for, in words; empty where the rule is tried on
        /// every record of its log source.
        public var fieldFacts: [String]
        /// In lines of text: literals, one of which every match holds; empty where it is tried on every line.
        public var textLiterals: [String]
        /// Some entry of the log source map serves the rule's log source.
        public var isMapped: Bool
    }

    /// For each rule, what becomes of its matches.
    let purposes: [RulePurpose]
    /// For each rule, the fields of its events that a group of its patterns may be.
    let eventGroups: [Set<String>]
    let instances: [RuleInstance]
    /// For each rule, whether it has keywords.
    let hasKeywords: [Bool]
    /// For each rule, whether it tests nothing but the record's text.
    let testsOnlyText: [Bool]
    /// For each instance, its one pattern where the rule is nothing but a pattern looked for in the record's text.
    let solePatterns: [SharedPattern?]
    /// For each rule, the limits of its patterns' matches.
    let limits: [MatchLimits]
    let nodes: [RuleNode]
    let children: [Int32]
    let literalGroups: [LiteralGroup]
    let tests: [CompiledTest]
    let names: FieldNames
    let map: LogSourceMap
    let router: LogSourceRouter
    let trie: FieldTrie
    /// For each instance, its covers in the two views.
    private let fieldCovers: [RuleCover?]
    private let textCovers: [RuleCover?]
    let valueSieves: ValueSieves
    /// Literals in the text of JSON records, for keywords.
    let keywordSieve: RecordSieve
    /// Literals in lines of text.
    let textSieve: RecordSieve

    /// What may stand for any byte in JSON: the fields of a record that holds one of these are read and looked at.
    static let jsonEscapes: [[UInt8]] = ["\\u", "\\/"].map { Array($0.utf8) } + RequiredLiterals.strangers
    /// The same in text, and what marks the formats that write values otherwise than they are: auditd (hexadecimal
    /// digits), CEF and LEEF (backslashes).
    static let textEscapes: [[UInt8]] =
        ["\\u", "\\/", "audit(", "cef:", "leef:"].map { Array($0.utf8) }
        + RequiredLiterals.strangers

    /// The most `not`s, `and`s and `or`s inside each other.
    public static let deepestCondition = 100

    /// - Parameters:
    ///   - purposes: what becomes of each rule's matches; hits, where nothing is said.
    ///   - derivedNames: fields whose values need not stand in a record of text: what a format states, adds or decodes.
    public init(
        rules given: [SigmaRule], purposes: [RulePurpose]? = nil, map: LogSourceMap, derivedNames: Set<String> = []
    ) {
        var builder = RuleTableBuilder(map)
        for (index, rule) in given.enumerated() {
            builder.add(rule, purposes?[index] ?? RulePurpose(number: index))
        }
        rules = builder.rules
        self.purposes = builder.purposes
        eventGroups = builder.eventGroups
        refusals = builder.refusals
        instances = builder.instances
        hasKeywords = rules.map { $0.condition.hasKeywords }
        let (allNodes, allTests) = (builder.nodes, builder.tests)
        solePatterns = instances.map { instance in
            let root = allNodes[Int(instance.root)]
            guard root.kind == .test, case .regex(let shared) = allTests[Int(root.first)].predicate,
                allTests[Int(root.first)].slots == nil
            else { return nil }
            return shared
        }
        limits = rules.map { rule in
            var limits = MatchLimits.standard
            if let steps = rule.custom.matchLimit { (limits.steps, limits.stepsPerByte) = (steps, 0) }
            if let depth = rule.custom.depthLimit { limits.depth = depth }
            return limits
        }
        testsOnlyText = rules.map { !$0.condition.hasFields }
        nodes = builder.nodes
        children = builder.children
        literalGroups = builder.literalGroups
        tests = builder.tests
        router = builder.router
        names = builder.names
        self.map = map
        trie = FieldTrie(paths: names.names, envelopes: map.envelopes)
        let allNames = builder.names.names
        let derived = Set(allNames.indices.filter { derivedNames.contains(allNames[$0]) }.map(Int32.init))
        let fieldFinder = CoverFinder(view: .fields, derivedSlots: derived)
        let textFinder = CoverFinder(view: .text, derivedSlots: derived)
        var fieldCovers: [RuleCover?] = []
        var textCovers: [RuleCover?] = []
        for instance in instances {
            let root = nodes[Int(instance.root)]
            fieldCovers.append(fieldFinder.cover(root, nodes, children, tests))
            let textCover = textFinder.cover(root, nodes, children, tests)
            textCovers.append(textCover?.isWorthLookingFor == true ? textCover : nil)
        }
        valueSieves = ValueSieves(fieldCovers, slots: names.names.count)
        keywordSieve = RecordSieve(fieldCovers, isWholeCover: false, escapes: Self.jsonEscapes)
        textSieve = RecordSieve(textCovers, isWholeCover: true, escapes: Self.textEscapes)
        self.fieldCovers = fieldCovers
        self.textCovers = textCovers
    }

    /// For each rule, its number in the events that it gives.
    public var numbers: [Int] { purposes.map(\.number) }

    /// The slots that a record's name for a field fills: its own, and those of what is left of it inside an envelope.
    func slots(of name: String) -> [Int32] {
        let inside = map.envelopes.compactMap { envelope in
            name.hasPrefix(envelope + ".") ? String(name.dropFirst(envelope.count + 1)) : nil
        }
        var slots: [Int32] = []
        for answer in [name] + inside {
            if let slot = names.slot(named: answer), !slots.contains(slot) { slots.append(slot) }
        }
        return slots
    }

    /// What a rule is sieved by.
    ///
    /// - Complexity: O(*n*) in the instances of all rules.
    public func sieve(ofRule rule: Int) -> Sieve {
        let own = instances.indices.filter { instances[$0].rule == rule }
        func words(_ covers: [RuleCover?]) -> [String] {
            guard own.allSatisfy({ covers[$0] != nil }) else { return [] }
            var known: Set<String> = []
            return own.flatMap { covers[$0]?.facts ?? [] }.map { $0.words(names.names) }
                .filter { known.insert($0).inserted }
        }
        return Sieve(
            fieldFacts: words(fieldCovers), textLiterals: words(textCovers),
            isMapped: own.contains { !instances[$0].entries.isEmpty })
    }
}

/// A rule with the names that one log source has for its fields.
struct RuleInstance: Sendable {
    let rule: Int
    let root: Int32
    /// The entries of the map that it serves; empty where the map does not know the rule's log source.
    var entries: Set<Int>
    /// For each field whose values events carry, the slots in which it is looked for.
    var eventSlots: [[Int32]]
}

extension RuleCover.Fact {
    /// The fact in words.
    func words(_ names: [String]) -> String {
        func text(_ bytes: [UInt8]) -> String { HitText.string(bytes) }
        return switch self {
        case .equal(let slot, let bytes): "\(names[Int(slot)]) is “\(text(bytes))”"
        case .holds(let slot, let bytes): "\(names[Int(slot)]) holds “\(text(bytes))”"
        case .present(let slot): "\(names[Int(slot)]) is there"
        case .recordHolds(let bytes): text(bytes)
        case .recordFits(let window): window.map(\.words).joined()
        }
    }
}

extension SigmaExpression {
    /// Whether some test is of a field.
    var hasFields: Bool {
        switch self {
        case .test(let test): test.field != nil
        case .all(let parts), .any(let parts): parts.contains { $0.hasFields }
        case .not(let part), .search(_, let part): part.hasFields
        }
    }

    /// Whether some test is of the whole record.
    var hasKeywords: Bool {
        switch self {
        case .test(let test): test.field == nil
        case .all(let parts), .any(let parts): parts.contains { $0.hasKeywords }
        case .not(let part), .search(_, let part): part.hasKeywords
        }
    }
}

extension RuleTable {
    /// No rules.
    public static let none = RuleTable(rules: [], map: LogSourceMap())
}
