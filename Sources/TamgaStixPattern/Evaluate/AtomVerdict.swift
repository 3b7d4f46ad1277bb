/// Whether something holds, as far as it is known (Kleene's logic).
enum AtomVerdict: Sendable {
    case holds
    case fails
    /// A limit ended the evaluation.
    case undecided

    init(_ value: Bool) { self = value ? .holds : .fails }

    static prefix func ! (verdict: AtomVerdict) -> AtomVerdict {
        switch verdict {
        case .holds: .fails
        case .fails: .holds
        case .undecided: .undecided
        }
    }

    /// Both.
    func and(_ other: AtomVerdict) -> AtomVerdict {
        if self == .fails || other == .fails { return .fails }
        return self == .holds ? other : self
    }

    /// One of them or both.
    func or(_ other: AtomVerdict) -> AtomVerdict {
        if self == .holds || other == .holds { return .holds }
        return self == .fails ? other : self
    }
}
