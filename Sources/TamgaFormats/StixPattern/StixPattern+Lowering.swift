public import TamgaModel

extension StixPattern {
    /// Lowers the pattern to observables as far as it is a disjunction of equalities on known paths: `OR` within and
    /// between observations, `IN`, `ISSUBSET` on addresses, and the pair `x_ref.type = … AND x_ref.value = …`.
    ///
    /// A value that one branch of an OR gives is a value whose sight satisfies the pattern, whatever the other
    /// branches say; so observables can be there although ``StixLowering/isComplete`` is false.
    ///
    /// - Parameter refang: whether defanged values are made whole.
    public func lowered(refang: Bool = true) -> StixLowering {
        var result = StixLowering()
        Self.lower(root, refang, &result)
        return result
    }

    private static func lower(_ observation: StixObservation, _ refang: Bool, _ result: inout StixLowering) {
        switch observation {
        case .single(let comparison): lower(comparison, refang, &result)
        case .or(let operands): for operand in operands { lower(operand, refang, &result) }
        case .and, .followedBy, .qualified: result.leave()
        }
    }

    private static func lower(_ comparison: StixComparison, _ refang: Bool, _ result: inout StixLowering) {
        switch comparison {
        case .test(let test): lower(test, endpoint: nil, refang, &result)
        case .or(let operands): for operand in operands { lower(operand, refang, &result) }
        case .and(let operands): lowerPair(operands, refang, &result)
        }
    }

    /// `x_ref.type = 'domain-name' AND x_ref.value = 'example.org'`, in either order.
    private static func lowerPair(_ operands: [StixComparison], _ refang: Bool, _ result: inout StixLowering) {
        guard operands.count == 2 else { return result.leave() }
        for (first, second) in [(operands[0], operands[1]), (operands[1], operands[0])] {
            guard case .test(let type) = first, case .test(let value) = second, !type.isNegated,
                case .equal(.string(let name)) = type.condition, type.path.objectType == value.path.objectType,
                type.path.steps.count == 2, value.path.steps.count == 2, type.path.steps[1] == .key("type"),
                value.path.steps[1] == .key("value"), type.path.steps[0] == value.path.steps[0],
                let target = Target(objectType: name.lowercased())
            else { continue }
            return lower(value, endpoint: target, refang, &result)
        }
        result.leave()
    }

    private static func lower(
        _ test: StixPropertyTest, endpoint: Target?, _ refang: Bool, _ result: inout StixLowering
    ) {
        guard !test.isNegated, var target = Target(test.path) else { return result.leave() }
        if let endpoint { target = endpoint }
        let literals: [StixLiteral]
        switch test.condition {
        case .equal(let literal): literals = [literal]
        case .isIn(let set) where !set.isEmpty: literals = set
        case .isSubset(let network) where target == .address || target == .endpoint: literals = [.string(network)]
        default: return result.leave()
        }
        for literal in literals {
            let text: String
            switch literal {
            case .string(let string): text = string
            case .integer(let number): text = String(number)
            case .hex(let bytes): text = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            default:
                result.leave()
                continue
            }
            do throws(ObservableError) {
                if let observable = try target.observable(text, refang: refang) {
                    result.add(observable)
                } else {
                    result.leave()
                }
            } catch {
                result.refuse("“\(text.prefix(80))” is \(error)")
            }
        }
    }
}
