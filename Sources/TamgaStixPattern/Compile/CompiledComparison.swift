public import TamgaModel

/// What stands between `[` and `]`, made ready: an atom of a pattern.
///
/// An observation satisfies it through one object: all that AND joins must hold of the same (STIX 2.1 §9.6).
public struct CompiledComparison: Sendable {
    indirect enum Node: Sendable {
        case test(CompiledTest)
        case and([Node])
        case or([Node])
    }

    let root: Node
    /// The types of the objects that can satisfy it, as UTF-8.
    let objectTypes: Set<[UInt8]>

    /// Compiles a comparison expression.
    ///
    /// - Throws: where one of its tests cannot be compiled.
    init(_ comparison: StixComparison, _ semantics: StixSemantics) throws(StixPatternProblem) {
        root = try Self.node(comparison, semantics)
        objectTypes = Set(comparison.objectTypes.map { Array($0.utf8) })
    }

    private static func node(_ comparison: StixComparison, _ semantics: StixSemantics) throws(StixPatternProblem)
        -> Node
    {
        switch comparison {
        case .test(let test): return .test(try CompiledTest(test, semantics))
        case .and(let operands): return .and(try nodes(operands, semantics))
        case .or(let operands): return .or(try nodes(operands, semantics))
        }
    }

    private static func nodes(
        _ operands: [StixComparison], _ semantics: StixSemantics
    ) throws(StixPatternProblem) -> [Node] {
        var nodes: [Node] = []
        for operand in operands { nodes.append(try node(operand, semantics)) }
        return nodes
    }
}

extension StixComparison {
    /// The types of the objects that can satisfy it: none where AND joins tests of different types.
    public var objectTypes: Set<String> {
        switch self {
        case .test(let test): [test.path.objectType]
        case .or(let operands): operands.reduce(into: []) { $0.formUnion($1.objectTypes) }
        case .and(let operands):
            operands.dropFirst().reduce(operands.first?.objectTypes ?? []) { $0.intersection($1.objectTypes) }
        }
    }
}
