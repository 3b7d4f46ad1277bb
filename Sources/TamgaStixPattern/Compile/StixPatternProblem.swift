public import PCRE2
public import TamgaModel

/// Why a pattern that parses cannot be matched.
public enum StixPatternProblem: Error, Hashable, Sendable {
    /// The text of a MATCHES test is no regular expression of PCRE2.
    case malformedRegex(String, PatternError)
    /// The constants of an IN test are of several types.
    case mixedSet
    /// A timestamp is a date that no calendar has: the reference implementation stops there.
    case malformedTimestamp(String)
    /// The number of a qualifier is not above zero.
    case notPositive(String)

    /// What is wrong with the constants of a condition, regular expressions aside.
    public init?(_ condition: StixPropertyTest.Condition, _ semantics: StixSemantics) {
        let constants: [StixLiteral]
        switch condition {
        case .equal(let value), .notEqual(let value), .less(let value), .lessOrEqual(let value), .greater(let value),
            .greaterOrEqual(let value):
            constants = [value]
        case .isIn(let values): constants = values
        case .like, .matches, .isSubset, .isSuperset, .exists: return nil
        }
        if let first = constants.first, !constants.allSatisfy({ Self.kind($0) == Self.kind(first) }) {
            self = .mixedSet
            return
        }
        guard semantics == .reference else { return nil }
        for case .timestamp(let text) in constants where StixInstant(bytes: Array(text.utf8), .reference) == nil {
            self = .malformedTimestamp(text)
            return
        }
        return nil
    }

    /// Numbers are of one kind, and so are both notations of bytes.
    private static func kind(_ literal: StixLiteral) -> Int {
        switch literal {
        case .integer, .float: 0
        case .boolean: 1
        case .string: 2
        case .hex, .binary: 3
        case .timestamp: 4
        }
    }
}

extension StixPatternProblem: CustomStringConvertible {
    /// Half a sentence.
    public var description: String {
        switch self {
        case .malformedRegex(let text, let error): "“\(text.prefix(80))” is no regular expression: \(error)"
        case .mixedSet: "a set of constants of different types"
        case .malformedTimestamp(let text): "t'\(text)' is a date that no calendar has"
        case .notPositive(let word): "\(word) needs a number above zero"
        }
    }
}
