public import TamgaModel

/// What a recipient is told of a sighting in a member's logs.
public struct SightingTerms: Hashable, Sendable {
    /// How much; `nil` is all of it, since the logs are the recipient's own.
    public let disclosure: Disclosure?
    /// True where it is not told whose logs they are.
    public let isAnonymous: Bool

    /// A level at which what is told of several members can be told of all of them.
    public func joined(_ other: SightingTerms) -> SightingTerms {
        let level = [disclosure, other.disclosure].compactMap { $0 }.min()
        return SightingTerms(disclosure: level, isAnonymous: isAnonymous || other.isAnonymous)
    }
}

extension ReleasePolicy {
    /// What a recipient is told of what was seen in a member's logs; `nil` where it is told nothing.
    ///
    /// The observer's word in the community file (`disclosure`, `tell`, `anonymous`), else the union's. Members are
    /// told, and nobody else. What was seen in the logs of nobody, or of no member, is told to nobody: nobody has
    /// allowed it. Whether the recipient may know the indicator is ``decide(_:for:through:)``'s business.
    ///
    /// An anonymous member's sources are not named, as their names could say whose they are: of evidence the time is
    /// told.
    ///
    /// - Parameter observer: in whose logs; `nil` is "unattributed".
    public func terms(of observer: MemberState?, for recipient: Recipient) -> SightingTerms? {
        guard let observer, let member = observers[observer] else { return nil }
        if recipient == .member(observer) { return SightingTerms(disclosure: nil, isAnonymous: false) }
        guard case .member(let state) = recipient, observers[state] != nil, member.tells?.contains(state) ?? true else {
            return nil
        }
        let level = member.disclosure ?? disclosure
        return SightingTerms(
            disclosure: member.isAnonymous ? min(level, .time) : level, isAnonymous: member.isAnonymous)
    }
}
