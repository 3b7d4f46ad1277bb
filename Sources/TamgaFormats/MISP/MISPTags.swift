import TamgaJSON

/// The tags of an event or an attribute, those of its galaxies among them, in their order and without repetition.
struct MISPTags: Hashable {
    private(set) var names: [String] = []
    private var seen: Set<String> = []

    /// True where some of them cannot be read.
    private(set) var isUnreadable = false

    /// Adds `Tag`, or `EventTag` or `AttributeTag`, whose elements hold a `Tag` each.
    mutating func add(tags value: JSONValue, in bytes: Span<UInt8>) {
        if value.kind != .array { isUnreadable = true }
        var elements = value.elements
        while let element = elements.next(in: bytes) {
            guard element.kind == .object else {
                addTag(element, in: bytes)
                continue
            }
            var hasName = false
            var members = element.members
            while let member = members.next(in: bytes) {
                if member.hasKey("name", in: bytes) {
                    hasName = true
                    addTag(member.value, in: bytes)
                } else if member.hasKey("Tag", in: bytes) {
                    let names = member.value.mispTexts("name", in: bytes)
                    hasName = hasName || !names.isEmpty
                    if member.value.kind != .object { isUnreadable = true }
                    var inner = member.value.members
                    while let part = inner.next(in: bytes) {
                        if part.hasKey("name", in: bytes) { addTag(part.value, in: bytes) }
                    }
                }
            }
            if !hasName { isUnreadable = true }
        }
    }

    /// Adds a name; an empty one says nothing.
    private mutating func addTag(_ name: JSONValue, in bytes: Span<UInt8>) {
        let text = name.mispText(in: bytes)
        if text == nil, !name.isString("", in: bytes) { isUnreadable = true }
        add(text)
    }

    /// Adds the tags of the clusters in `Galaxy`.
    mutating func add(galaxies value: JSONValue, in bytes: Span<UInt8>) {
        var galaxies = value.elements
        while let galaxy = galaxies.next(in: bytes) {
            guard var clusters = galaxy.member("GalaxyCluster", in: bytes)?.elements else { continue }
            while let cluster = clusters.next(in: bytes) {
                add(cluster.member("tag_name", in: bytes)?.mispText(in: bytes))
            }
        }
    }

    /// What they say of who may have it.
    var marking: MISPMarking {
        var marking = MISPMarking()
        for name in names { marking.add(tag: name) }
        if isUnreadable { marking.addUnreadableTags() }
        return marking
    }

    /// All but those that are markings, or said by another property.
    var labels: [String] {
        names.filter { name in
            var marking = MISPMarking()
            return !marking.add(tag: name) && !name.hasPrefix("tamga:confidence=")
                && !name.hasPrefix(Self.validUntil)
        }
    }

    /// The tag by which an event of Tamga says until when an indicator holds.
    static let validUntil = "tamga:valid-until="

    private mutating func add(_ name: String?) {
        if let name, seen.insert(name).inserted { names.append(name) }
    }
}
