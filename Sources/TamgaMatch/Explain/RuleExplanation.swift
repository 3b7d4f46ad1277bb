public import TamgaLogs
public import TamgaModel

/// What is known of a part of a rule on one record.
public enum ExplainedVerdict: String, Hashable, Sendable {
    /// It holds.
    case holds
    /// It does not.
    case fails
    /// A pattern ran into its limit, and nothing else decides.
    case undecided

    init(_ verdict: RuleVerdict) {
        self =
            switch verdict {
            case .holds: .holds
            case .fails: .fails
            case .undecided: .undecided
            }
    }
}

/// Why a rule matches a record or does not, test by test.
public struct RuleExplanation: Sendable {
    /// One way in which the record's log source names the rule's fields.
    public struct Way: Sendable {
        /// The entries of the log source map by which the rule is tried on the record; empty where the map does not know
        /// the rule's log source.
        public let entries: [LogSourceMap.Entry]
        /// The rule's condition.
        public let condition: ExplainedPart
    }

    /// The rule's number in its table.
    public let rule: Int
    /// Whether the rule matches the record.
    public let verdict: ExplainedVerdict
    /// The ways in which the rule is tried; empty where the record is not of the rule's log source.
    public let ways: [Way]
    /// Some entry of the map serves the rule's log source.
    public let isMapped: Bool
}

/// A part of a rule's condition with its verdict.
public struct ExplainedPart: Sendable {
    /// What the part is.
    public enum Kind: Sendable {
        /// A test of a field or of the whole record.
        case test(ExplainedTest)
        /// All of ``ExplainedPart/parts`` must hold.
        case all
        /// One of them must.
        case any
        /// The one of them must not.
        case not
        /// What a search identifier stands for.
        case search(String)
    }

    /// What the part is.
    public let kind: Kind
    /// Whether it holds.
    public let verdict: ExplainedVerdict
    /// What it is made of; empty for a test.
    public let parts: [ExplainedPart]
}

/// A test with the values that it was tried on.
public struct ExplainedTest: Sendable {
    /// The test as the rule has it.
    public let test: SigmaTest
    /// The names under which the field was looked for, in order; empty for a test of the whole record.
    public let names: [String]
    /// The values that it was tried on; empty where the record has no such field.
    public let values: [ExplainedValue]
    /// The values of the field that it is compared with, where it is compared with one.
    public let others: [ExplainedValue]
}

/// A value that a test was tried on.
public struct ExplainedValue: Sendable {
    /// The record's own name for it; `nil` for the text of the record itself.
    public let name: String?
    /// The value's text; bytes that are not UTF-8 are shown as `\xNN`, of a longer one the first 4 KiB.
    public let text: String
    /// What the value is.
    public let kind: RecordFields.Kind
    /// Whether this value satisfies the test.
    public let verdict: ExplainedVerdict
    /// The bytes of the value that matched.
    public let span: Range<Int>?
    /// The same bytes counted from the record's first; `nil` for a value that had to be decoded.
    public let place: Range<Int>?
    /// The text of these bytes.
    public let matched: String?
}
