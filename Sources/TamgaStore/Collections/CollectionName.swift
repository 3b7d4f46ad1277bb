public import TamgaModel

/// A collection that the store keeps for those who read it.
public enum CollectionName: Hashable, Sendable, CustomStringConvertible {
    /// Whatever a reader may see.
    case everything
    /// Of that, the sightings.
    case sightings
    /// What a member has handed in, for its own eyes.
    case inbox(MemberState)
    /// What carries the marking of a sharing group, by the group's name in the community file.
    case group(String)

    /// Reads what ``description`` writes.
    public init?(_ text: String) {
        if text == "everything" {
            self = .everything
        } else if text == "sightings" {
            self = .sightings
        } else if text.hasPrefix("inbox-"), let state = MemberState(text.dropFirst(6)) {
            self = .inbox(state)
        } else if text.hasPrefix("group-"), text.utf8.count > 6 {
            self = .group(String(text.dropFirst(6)))
        } else {
            return nil
        }
    }

    /// `everything`, `sightings`, `inbox-KZ`, `group-energy`.
    public var description: String {
        switch self {
        case .everything: "everything"
        case .sightings: "sightings"
        case .inbox(let state): "inbox-\(state.code)"
        case .group(let name): "group-\(name)"
        }
    }
}
