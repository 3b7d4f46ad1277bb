public import TamgaModel

/// A STIX pattern made ready: immutable, shared by any number of workers.
///
/// Evaluation has two halves that know nothing of each other. An ``AtomEvaluator`` says which atoms, the `[…]` of the
/// pattern, one observation satisfies; a ``Timeline`` takes these answers with the observations' times and says whether
/// the pattern as a whole is satisfied.
public struct CompiledStixPattern: Sendable {
    /// The comparison expressions in the order written.
    public let atoms: [CompiledComparison]
    /// Which reading holds.
    public let semantics: StixSemantics
    let root: TimedExpression

    /// Compiles a pattern.
    ///
    /// - Throws: where a test cannot be compiled, or the number of WITHIN or REPEATS is not above zero.
    public init(_ pattern: StixPattern, semantics: StixSemantics = .text) throws(StixPatternProblem) {
        self.semantics = semantics
        var atoms: [CompiledComparison] = []
        root = try Self.expression(pattern.root, semantics, &atoms)
        self.atoms = atoms
    }

    private static func expression(
        _ observation: StixObservation, _ semantics: StixSemantics, _ atoms: inout [CompiledComparison]
    ) throws(StixPatternProblem) -> TimedExpression {
        switch observation {
        case .single(let comparison):
            atoms.append(try CompiledComparison(comparison, semantics))
            return .slot([TimedExpression.Filler(atom: atoms.count - 1)])
        case .and(let operands): return .all(try expressions(operands, semantics, &atoms))
        case .or(let operands): return .any(try expressions(operands, semantics, &atoms))
        case .followedBy(let operands): return .ordered(try expressions(operands, semantics, &atoms))
        case .qualified(let operand, let qualifier):
            let inner = try expression(operand, semantics, &atoms)
            switch qualifier {
            case .repeats(let count):
                guard count > 0 else { throw .notPositive("REPEATS") }
                return .repeated(inner, count)
            case .between(let start, let stop): return inner.within(TimedExpression.Window(start, stop, semantics))
            case .within(let duration):
                guard duration > .zero else { throw .notPositive("WITHIN") }
                // In the text the last observation lies before the end; the reference implementation takes the end too.
                return .near(inner, duration.attoseconds - (semantics == .text ? 1 : 0))
            }
        }
    }

    private static func expressions(
        _ operands: [StixObservation], _ semantics: StixSemantics, _ atoms: inout [CompiledComparison]
    ) throws(StixPatternProblem) -> [TimedExpression] {
        var result: [TimedExpression] = []
        for operand in operands { result.append(try expression(operand, semantics, &atoms)) }
        return result
    }
}
