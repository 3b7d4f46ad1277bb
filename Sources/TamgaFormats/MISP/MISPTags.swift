import TamgaJSON

/// The tags of an event or an attribute, those of its galaxies among them, in their order and without repetition.
struct MISPTags: Hashable {
    private(set) var names: [String] = []
    private var seen: Set<String> = []

    /// Adds `Tag`.
    mutating func add(tags value: JSONValue, in bytes: Span<UInt8>) {
        var elements = value.elements
        while let element = elements.next(in: bytes) {
            add(element.member("name", in: bytes)?.mispText(in: bytes) ?? element.mispText(in: bytes))
        }
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
