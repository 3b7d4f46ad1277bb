/// What a rule asks of a record: tests joined by and, or, not.
public indirect enum SigmaExpression: Hashable, Sendable {
    /// One test of one field, or of the whole record.
    case test(SigmaTest)
    /// All must hold; none is true.
    case all([SigmaExpression])
    /// One must hold; none is false.
    case any([SigmaExpression])
    /// Must not hold.
    case not(SigmaExpression)
    /// A search identifier by its name, with what it stands for.
    case search(String, SigmaExpression)
}

/// One test: a field, and what its value must be.
public struct SigmaTest: Hashable, Sendable {
    /// The field as the rule names it; `nil` tests the whole record (a keyword).
    public var field: String?
    /// What the value must be.
    public var predicate: SigmaPredicate
    /// The item as it is written, such as `Image|endswith: \cmd.exe`, for explanations.
    public var text: String
    /// 1-based line of the value in the rule's file.
    public var line: Int

    /// A test.
    public init(field: String?, predicate: SigmaPredicate, text: String, line: Int) {
        self.field = field
        self.predicate = predicate
        self.text = text
        self.line = line
    }
}

/// What a value must be. A field with several values satisfies a test where one of them does.
public enum SigmaPredicate: Hashable, Sendable {
    /// Fits a string with wildcards; a keyword fits where it stands anywhere in the record.
    case string(SigmaString)
    /// Is this number, or a text that is: `4688` and `"4688"`.
    case number(Double, text: String)
    /// Is this truth value, or the text `true` or `false` in any case.
    case bool(Bool)
    /// Is absent, or null.
    case null
    /// Is there, whatever its value (`true`), or is not (`false`).
    case exists(Bool)
    /// Is found by a PCRE2 pattern, unanchored.
    case regex(SigmaRegex)
    /// Is an address inside a network, given as an ``ObservableType/ipv4Network`` or ``ObservableType/ipv6Network``
    /// (an address alone is a network of full length).
    case cidr(Observable)
    /// Is a number that compares so; a value that is no number does not.
    case compare(SigmaComparison, Double)
    /// Compares so with another field of the record: letter case aside, unless cased.
    case field(String, SigmaFieldComparison, isCased: Bool)
    /// Is a date whose part compares so.
    case datePart(SigmaDatePart, SigmaComparison, Int)
}

/// How numbers compare.
public enum SigmaComparison: String, Hashable, Sendable, CaseIterable {
    case less = "lt"
    case lessOrEqual = "lte"
    case greater = "gt"
    case greaterOrEqual = "gte"
    case equal = "eq"
    case notEqual = "neq"

    /// Whether two numbers compare so.
    public func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        case .notEqual: left != right
        }
    }
}

/// How two fields of a record are held against each other.
public enum SigmaFieldComparison: String, Hashable, Sendable {
    case equal
    case contains
    case startsWith = "startswith"
    case endsWith = "endswith"
}

/// A part of a date, in UTC; weeks are those of ISO 8601.
public enum SigmaDatePart: String, Hashable, Sendable, CaseIterable {
    case minute
    case hour
    case day
    case week
    case month
    case year
}

/// A PCRE2 pattern and how it is read.
public struct SigmaRegex: Hashable, Sendable {
    /// The pattern as it is written.
    public var pattern: String
    /// Letter case does not count.
    public var isCaseless: Bool
    /// `^` and `$` stand at every line's ends.
    public var isMultiline: Bool
    /// A dot also is a line end.
    public var dotIsAll: Bool

    /// A pattern.
    public init(pattern: String, isCaseless: Bool = false, isMultiline: Bool = false, dotIsAll: Bool = false) {
        self.pattern = pattern
        self.isCaseless = isCaseless
        self.isMultiline = isMultiline
        self.dotIsAll = dotIsAll
    }
}
