public import TamgaModel

/// For whom something would be released.
public enum Recipient: Hashable, Sendable, CustomStringConvertible {
    /// A member state of the union.
    case member(MemberState)
    /// A partner of the union, by its name in the community file.
    case partner(String)
    /// Anybody: what is published.
    case anyone

    /// Reads two letters as a member, `anyone`, and any other name as a partner; `nil` for no name at all.
    public init?(_ text: some StringProtocol) {
        if let state = MemberState(text) {
            self = .member(state)
        } else if text.lowercased() == "anyone" {
            self = .anyone
        } else if text.isEmpty {
            return nil
        } else {
            self = .partner(text.lowercased())
        }
    }

    /// The member's code, the partner's name, or `anyone`: what ``init(_:)`` reads.
    public var description: String {
        switch self {
        case .member(let state): state.code
        case .partner(let name): name
        case .anyone: "anyone"
        }
    }
}
