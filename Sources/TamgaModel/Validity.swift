/// When an indicator holds: `[from, until)`; a missing end is open.
public struct Validity: Hashable, Sendable {
    /// The first instant at which the indicator holds.
    public var from: Timestamp?
    /// The first instant at which it no longer holds.
    public var until: Timestamp?

    /// A window; both ends may be open.
    public init(from: Timestamp? = nil, until: Timestamp? = nil) {
        self.from = from
        self.until = until
    }

    /// Where an instant lies with respect to the window.
    public enum Verdict: String, Sendable {
        case valid
        case before
        case after
    }

    /// Judges an instant. STIX 2.1 §4.7: the window is closed at `valid_from`, open at `valid_until`.
    public func judge(_ instant: Timestamp) -> Verdict {
        if let from, instant < from { return .before }
        if let until, instant >= until { return .after }
        return .valid
    }
}
