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

    /// Adds a tag where it is one of the taxonomy `tlp`. A label of it that is not known counts as TLP:AMBER+STRICT.
    ///
    /// - Returns: false where the tag says nothing of who may have it.
    @discardableResult
    mutating func add(tag: String) -> Bool {
        let text = tag.lowercased()
        guard text.hasPrefix("tlp:") else { return false }
        add(Marking(label: text) ?? .amberStrict)
        return true
    }

    /// Adds a distribution: 0 the organisation alone, 1 this community, 2 connected communities, 3 all, 4 a sharing
    /// group, 5 whatever it stands in. 3 is no limit by itself and no leave either: what has no TLP tag then is unmarked.
    ///
    /// - Parameters:
    ///   - isEvent: true for an event's, which has nothing to inherit from.
    ///   - group: the sharing group's id.
    mutating func add(distribution: String?, group: String?, isEvent: Bool) {
        switch distribution {
        case nil, "3": break
        case "0": add(.amberStrict)
        case "1": add(.amber)
        case "2": add(.green)
        case "4":
            if let group { groups.insert(group) } else { add(.amberStrict) }
        case "5": if isEvent { add(.amberStrict) }
        default: add(.amberStrict)
        }
    }

    /// Adds all that another says.
    mutating func add(_ other: MISPMarking) {
        if let level = other.level { add(level) }
        groups.formUnion(other.groups)
    }

    private mutating func add(_ level: Marking) { self.level = max(self.level ?? level, level) }
}
