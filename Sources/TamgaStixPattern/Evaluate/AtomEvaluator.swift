public import PCRE2
import TamgaModel

/// Says which atoms of a pattern an observation satisfies. One for each worker.
public struct AtomEvaluator: ~Copyable {
    var scratch: MatchScratch

    /// How many values one object path may reach in one object before the answer is *undecided*.
    public static let maximumValues = 100_000

    /// An evaluator; the limits are those of each regular expression.
    public init(limits: MatchLimits = .standard) { scratch = MatchScratch(limits: limits) }

    /// The atoms that an observation satisfies.
    ///
    /// - Throws: only with the reference implementation's semantics, where that gives no verdict.
    /// - Complexity: O(atoms × objects of their types) tests.
    public mutating func verdicts(
        of pattern: CompiledStixPattern, on observation: Observation
    ) throws(ObservationFault) -> ObservationVerdicts {
        var verdicts = ObservationVerdicts()
        for (number, atom) in pattern.atoms.enumerated() {
            switch try verdict(of: atom, on: observation, pattern.semantics) {
            case .holds: verdicts.holding.append(number)
            case .undecided: verdicts.undecided.append(number)
            case .fails: break
            }
        }
        return verdicts
    }

    private mutating func verdict(
        of atom: CompiledComparison, on observation: Observation, _ semantics: StixSemantics
    ) throws(ObservationFault) -> AtomVerdict {
        var verdict = AtomVerdict.fails
        for object in observation.objects {
            guard let type = object.type else { continue }
            // The reference implementation evaluates every test before it joins them, so faults of each count.
            guard semantics == .reference || atom.objectTypes.contains(type) else { continue }
            verdict = verdict.or(try self.verdict(of: atom.root, on: object, type, observation, semantics))
            if verdict == .holds, semantics == .text { break }
        }
        return verdict
    }

    private mutating func verdict(
        of node: CompiledComparison.Node, on object: ObservedObject, _ type: [UInt8], _ observation: Observation,
        _ semantics: StixSemantics
    ) throws(ObservationFault) -> AtomVerdict {
        switch node {
        case .test(let test):
            guard test.path.objectType == type else { return .fails }
            return try verdict(of: test, on: object, observation, semantics)
        case .and(let operands):
            var verdict = AtomVerdict.holds
            for operand in operands {
                verdict = verdict.and(try self.verdict(of: operand, on: object, type, observation, semantics))
                if verdict == .fails, semantics == .text { break }
            }
            return verdict
        case .or(let operands):
            var verdict = AtomVerdict.fails
            for operand in operands {
                verdict = verdict.or(try self.verdict(of: operand, on: object, type, observation, semantics))
                if verdict == .holds, semantics == .text { break }
            }
            return verdict
        }
    }

    /// A test of the values that its path reaches: one of them must pass; where there are none it fails.
    private mutating func verdict(
        of test: CompiledTest, on object: ObservedObject, _ observation: Observation, _ semantics: StixSemantics
    ) throws(ObservationFault) -> AtomVerdict {
        guard let values = try PathWalk(observation, semantics).values(of: test.path, in: object) else {
            return .undecided
        }
        if case .exists = test.condition { return AtomVerdict(values.isEmpty == test.isNegated) }
        var verdict = AtomVerdict.fails
        for value in values {
            verdict = verdict.or(
                semantics == .text ? outcome(of: test, on: value) : try referenceOutcome(of: test, on: value))
            if verdict == .holds { break }
        }
        return verdict
    }
}
