import PCRE2
import TamgaModel

/// A property test with its constants, regular expression or networks made ready.
struct CompiledTest: Sendable {
    let path: CompiledPath
    let isNegated: Bool
    let condition: Condition

    enum Condition: Sendable {
        case equal(CompiledConstant)
        case notEqual(CompiledConstant)
        case ordered(Order, CompiledConstant)
        case isIn([CompiledConstant])
        case like(LikePattern)
        case matches(StixRegex)
        /// `nil` where the constant is no address or network: nothing is within it.
        case isSubset(AddressRange?)
        case isSuperset(AddressRange?)
        case exists
    }

    enum Order: Sendable { case less, lessOrEqual, greater, greaterOrEqual }

    /// Compiles a test.
    ///
    /// - Throws: where a regular expression is none, a set has constants of several types, or, with the reference
    ///   implementation's semantics, a timestamp is a date that no calendar has.
    init(_ test: StixPropertyTest, _ semantics: StixSemantics) throws(StixPatternProblem) {
        if let problem = StixPatternProblem(test.condition, semantics) { throw problem }
        path = CompiledPath(test.path)
        isNegated = test.isNegated
        condition =
            switch test.condition {
            case .equal(let value): .equal(CompiledConstant(value, semantics))
            case .notEqual(let value): .notEqual(CompiledConstant(value, semantics))
            case .less(let value): .ordered(.less, CompiledConstant(value, semantics))
            case .lessOrEqual(let value): .ordered(.lessOrEqual, CompiledConstant(value, semantics))
            case .greater(let value): .ordered(.greater, CompiledConstant(value, semantics))
            case .greaterOrEqual(let value): .ordered(.greaterOrEqual, CompiledConstant(value, semantics))
            case .isIn(let values): .isIn(values.map { CompiledConstant($0, semantics) })
            case .like(let text): .like(LikePattern(text, semantics))
            case .matches(let text): .matches(try Self.regex(text, semantics))
            case .isSubset(let text): .isSubset(AddressRange(Array(text.utf8)))
            case .isSuperset(let text): .isSuperset(AddressRange(Array(text.utf8)))
            case .exists: .exists
            }
    }

    private static func regex(_ text: String, _ semantics: StixSemantics) throws(StixPatternProblem) -> StixRegex {
        do throws(PatternError) {
            return try StixRegex(text, semantics)
        } catch {
            throw .malformedRegex(text, error)
        }
    }
}
