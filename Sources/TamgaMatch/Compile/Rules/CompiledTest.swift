import PCRE2
import TamgaModel

/// One test of a rule, ready to run on a record whose fields are in slots.
struct CompiledTest: Sendable {
    /// Where the field is looked for, the first that is there; `nil` for a keyword, which tests the whole record.
    let slots: [Int32]?
    let predicate: CompiledPredicate
    /// The test as the rule has it.
    let test: SigmaTest
}

/// What a value must be, ready to run.
enum CompiledPredicate: Sendable {
    case string(TextPattern)
    /// The number in its one spelling, where it is a decimal, and the text as the rule has it in lower case.
    case number(canonical: [UInt8]?, text: [UInt8])
    case bool(Bool)
    case null
    case exists(Bool)
    case regex(SharedPattern)
    /// The network's bytes and length.
    case cidr([UInt8], Int)
    case compare(SigmaComparison, Double)
    case field([Int32], SigmaFieldComparison, isCased: Bool)
    case datePart(SigmaDatePart, SigmaComparison, Int)
}

extension CompiledPredicate {
    /// The literal that a value must hold, ASCII letter case aside, where nothing else is asked.
    var literal: [UInt8]? {
        guard case .string(let pattern) = self, pattern.form == .contains, !pattern.isCased, !pattern.foldsValue,
            !pattern.text.isEmpty
        else { return nil }
        return pattern.text
    }
}

/// A pattern that several workers run, with its rule's own limits.
final class SharedPattern: Sendable {
    let pattern: Pattern
    /// The pattern's number in its table.
    let index: Int
    let regex: SigmaRegex
    /// What every match holds (``RegexCover``).
    let clauses: [[[UInt8]]]

    init(_ regex: SigmaRegex, index: Int) throws(PatternError) {
        pattern = try Pattern(regex.pattern, options: regex.options)
        self.index = index
        self.regex = regex
        clauses = RegexCover.clauses(of: regex)
    }
}

/// A rule's condition as a flat tree.
struct RuleNode: Sendable {
    enum Kind: UInt8, Sendable {
        case test
        case all
        case any
        case not
    }

    let kind: Kind
    /// The test's number; else the place of the first child in ``RuleTable/children``.
    let first: Int32
    /// How many children.
    let count: Int32
    /// The number of the children's literals in ``RuleTable/literalGroups``; -1 where there are none.
    var group: Int32 = -1
}

/// Children of a disjunction that ask for literals in the same field, or in the record: one pass finds which of them hold,
/// however many there are.
struct LiteralGroup: Sendable {
    /// The field's slots; `nil` for keywords.
    let slots: [Int32]?
    /// What each of ``members`` asks for.
    let literals: [[UInt8]]
    /// Which children they are, counted from the node's first.
    let members: [Int32]
    /// The other children.
    let others: [Int32]

    /// With fewer literals, looking for one after the other costs less.
    static let fewest = 8
}
