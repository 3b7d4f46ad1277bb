import TamgaModel

extension AtomEvaluator {
    /// Whether a value passes a test, as OASIS' cti-pattern-matcher has it.
    mutating func referenceOutcome(of test: CompiledTest, on value: ObservedValue) throws(ObservationFault)
        -> AtomVerdict
    {
        let holds: Bool
        switch test.condition {
        case .equal(let constant), .notEqual(let constant), .ordered(_, let constant):
            try Self.checkTimestamps([constant], value)
            return outcome(of: test, on: value)
        case .isIn(let constants):
            try Self.checkTimestamps(constants, value)
            holds = constants.contains { $0.isMember(value) }
        case .like(let pattern):
            guard case .bytes(let bytes) = value, pattern.isBinary else { return outcome(of: test, on: value) }
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformedBytes }
            return outcome(of: test, on: .text(text))
        case .isSubset(let range):
            guard case .string(let text) = value else { return AtomVerdict(test.isNegated) }
            guard let range, range.isNetwork, range.isReference, let inner = AddressRange(reference: text) else {
                throw .malformedAddress
            }
            holds = range.contains(inner)
        case .isSuperset(let range):
            guard case .string(let text) = value else { return AtomVerdict(test.isNegated) }
            guard let range, range.isReference, let outer = AddressRange(reference: text), outer.isNetwork else {
                throw .malformedAddress
            }
            holds = outer.contains(range)
        case .matches, .exists: return outcome(of: test, on: value)
        }
        return AtomVerdict(holds != test.isNegated)
    }

    private static func checkTimestamps(
        _ constants: [CompiledConstant], _ value: ObservedValue
    ) throws(ObservationFault) {
        for constant in constants {
            guard case .instant = constant, case .string(let text) = value else { continue }
            guard StixInstant(bytes: text, .reference) != nil else { throw .malformedTimestamp }
        }
    }
}
