public import TamgaModel

/// One value with every statement on it that may go: statements that may not leave no trace in it.
public struct ReleasedValue: Hashable, Sendable {
    /// The value.
    public let observable: Observable
    /// At least one statement, as the store orders them.
    public let statements: [ReleasedIndicator]

    /// A value; `nil` without a statement, or where they are on several values.
    public init?(_ statements: [ReleasedIndicator]) {
        guard let first = statements.first, statements.allSatisfy({ $0.observable == first.observable }) else {
            return nil
        }
        observable = first.observable
        self.statements = statements
    }

    /// Who shared it, in alphabetical order.
    public var producers: [MemberState] { Set(statements.compactMap(\.producer)).sorted() }

    /// The strictest level of the statements.
    public var marking: Marking { statements.map(\.marking).max() ?? .red }

    /// The highest confidence that is stated.
    public var confidence: UInt8? { statements.compactMap(\.confidence).max() }

    /// The first name that is stated.
    public var name: String? { statements.lazy.compactMap(\.name).first { !$0.isEmpty } }
}
