import TamgaCorrelate
import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaStixPattern

/// A STIX pattern over several observations: each `[…]` is a rule that is tried on every record, and time decides the rest.
struct TimedPattern {
    /// What is said of it; the rest follows from it.
    let stated: StatedPattern
    private let pattern: StixPattern
    /// The pattern, ready to be run.
    let compiled: CompiledStixPattern
    /// Each `[…]` as it is written, and the rule that says the same of a record; `nil` where no record can satisfy it.
    let atoms: [Atom]

    /// One `[…]`.
    struct Atom {
        let text: String
        let rule: SigmaRule?
    }

    /// Object paths that no log record has.
    private(set) var unseen: [String] = []

    /// A pattern; its `[…]` stand where the reading has them.
    ///
    /// - Throws: where a test cannot be compiled.
    init(
        _ stated: StatedPattern, _ pattern: StixPattern, atomTexts: [String], place: SigmaPlace
    ) throws(StixPatternProblem) {
        compiled = try CompiledStixPattern(pattern)
        var atoms: [Atom] = []
        for (comparison, text) in zip(pattern.root.comparisons, atomTexts) {
            let condition = StixRecordCondition(of: comparison)
            for path in condition.unseen where !unseen.contains(path) { unseen.append(path) }
            let rule = condition.expression.map { expression in
                var rule = SigmaRule(title: stated.title, condition: expression, place: place)
                rule.id = "\(stated.indicatorID) \(text)"
                return rule
            }
            atoms.append(Atom(text: text, rule: rule))
        }
        self.stated = stated
        self.pattern = pattern
        self.atoms = atoms
    }

    /// False where it needs an observation that no record can be.
    var isPossible: Bool {
        var index = 0
        return isPossible(pattern.root, &index)
    }

    private func isPossible(_ observation: StixObservation, _ index: inout Int) -> Bool {
        switch observation {
        case .single:
            index += 1
            return atoms[index - 1].rule != nil
        case .and(let operands), .followedBy(let operands):
            return operands.reduce(true) { isPossible($1, &index) && $0 }
        case .or(let operands): return operands.reduce(false) { isPossible($1, &index) || $0 }
        case .qualified(let operand, _): return isPossible(operand, &index)
        }
    }
}

extension TimedPattern: Hashable {
    static func == (left: TimedPattern, right: TimedPattern) -> Bool { left.stated == right.stated }

    func hash(into hasher: inout Hasher) { hasher.combine(stated) }
}

extension PatternPlan {
    /// The patterns whose rules are run.
    ///
    /// - Parameters:
    ///   - firstRule: the number of the first atom's events; see ``TimedPattern/rules(_:firstRule:)``.
    ///   - run: the numbers of the rules that could be compiled.
    init(_ timed: [TimedPattern], firstRule: Int, run: Set<Int>) {
        var next = firstRule
        var patterns: [Pattern] = []
        for pattern in timed {
            let rules = pattern.atoms.map { atom -> Int? in
                guard atom.rule != nil else { return nil }
                defer { next += 1 }
                return next
            }
            // What cannot be compiled has been refused with its rules.
            guard rules.allSatisfy({ $0.map(run.contains) ?? true }) else { continue }
            let atoms = pattern.atoms.map(\.text)
            patterns.append(
                Pattern(stated: pattern.stated, compiled: pattern.compiled, atoms: atoms, rules: rules))
        }
        self.init(patterns)
    }
}

extension TimedPattern {
    /// The rules of some patterns one behind the other, with the numbers that their events have.
    static func rules(_ timed: [TimedPattern], firstRule: Int) -> [(rule: SigmaRule, purpose: RulePurpose)] {
        timed.flatMap { $0.atoms.compactMap(\.rule) }.enumerated().map { index, rule in
            (rule, RulePurpose(number: firstRule + index, isReported: false, eventFields: []))
        }
    }
}
