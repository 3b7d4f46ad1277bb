import TamgaJSON
import TamgaModel

/// Who may have something of MISP: the strictest of its TLP tags and of its distribution, and the sharing groups
/// that it is for. Both gate.
struct MISPMarking: Hashable {
    /// The strictest level; `nil` where nothing states one.
    private(set) var level: Marking?
    /// The ids of the marking definitions that stand for sharing groups.
    private(set) var groups: Set<String> = []

    /// `object_marking_refs`.
    var refs: [String] { groups.sorted() + (level.map { [$0.definitionID] } ?? []) }

    /// Adds a tag where it is one of TLP's; see ``MISPTag``.
    ///
    /// - Returns: false where the tag says nothing of who may have it.
    @discardableResult
    mutating func add(tag: String) -> Bool {
        guard let level = MISPTag.level(tag) else { return false }
        add(level)
        return true
    }

    /// Adds tags that cannot be read: what they say is not known.
    mutating func addUnreadableTags() { add(.amberStrict) }

    /// Adds every distribution that is stated: 0 the organisation alone, 1 this community, 2 connected communities, 3 all, 4 a sharing
    /// group, 5 whatever it stands in. 3 is no limit by itself and no leave either: what has no TLP tag then is unmarked.
    ///
    /// - Parameters:
    ///   - distributions: none where none is stated; anything else than these numbers counts as TLP:AMBER+STRICT.
    ///   - sharingGroups: those that 4 means.
    ///   - isEvent: true for an event's, which has nothing to inherit from.
    mutating func add(_ distributions: [String], _ sharingGroups: [MISPSharingGroup], isEvent: Bool) {
        for distribution in distributions {
            switch distribution {
            case "3": break
            case "0": add(.amberStrict)
            case "1": add(.amber)
            case "2": add(.green)
            case "4": if sharingGroups.isEmpty { add(.amberStrict) } else { groups.formUnion(sharingGroups.map(\.id)) }
            case "5": if isEvent { add(.amberStrict) }
            default: add(.amberStrict)
            }
        }
    }

    /// Adds all that another says.
    mutating func add(_ other: MISPMarking) {
        if let level = other.level { add(level) }
        groups.formUnion(other.groups)
    }

    private mutating func add(_ level: Marking) { self.level = max(self.level ?? level, level) }
}
