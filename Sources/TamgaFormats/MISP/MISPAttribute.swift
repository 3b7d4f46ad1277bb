import TamgaJSON
import TamgaModel

/// An attribute of an event or of an object in it, as its JSON states it.
struct MISPAttribute {
    var uuid: String?
    var type = ""
    var category: String?
    var value = ""
    /// True where the value is no text.
    var isBroken = false
    var comment: String?
    var isForDetection = false
    var isDeleted = false
    var timestamp: Timestamp?
    var firstSeen: Timestamp?
    var lastSeen: Timestamp?
    var relation: String?
    var terms = MISPTerms()
    var tags = MISPTags()
    var sightings: JSONValue?
    /// Proposals for other values; they are nobody's statement yet.
    var proposals = 0
    /// True where a file comes with it.
    var hasAttachment = false

    init(_ object: JSONValue, in bytes: Span<UInt8>) {
        var members = object.members
        while let member = members.next(in: bytes) {
            let value = member.value
            let name = member.key.string(in: bytes) ?? ""
            switch name {
            case "uuid": uuid = value.mispUUID(in: bytes)
            case "type": type = value.mispText(in: bytes) ?? ""
            case "category": category = value.mispText(in: bytes)
            case "value":
                self.value = value.mispText(in: bytes) ?? ""
                isBroken = isBroken || value.hasLoneSurrogate(in: bytes)
            case "comment": comment = value.mispText(in: bytes)
            case "to_ids": isForDetection = value.mispFlag(in: bytes) ?? false
            case "deleted": isDeleted = value.mispFlag(in: bytes) ?? false
            case "timestamp": timestamp = value.mispTime(in: bytes)
            case "first_seen": firstSeen = value.mispTime(in: bytes)
            case "last_seen": lastSeen = value.mispTime(in: bytes)
            case "object_relation": relation = value.mispText(in: bytes)
            case "distribution", "SharingGroup", "sharing_group_id": terms.add(name, value, in: bytes)
            case "Tag", "EventTag", "AttributeTag": tags.add(tags: value, in: bytes)
            case "Galaxy": tags.add(galaxies: value, in: bytes)
            case "Sighting": sightings = value
            case "ShadowAttribute": proposals = value.mispCount(in: bytes)
            case "data": hasAttachment = value.mispText(in: bytes) != nil
            default: break
            }
        }
    }
}

extension JSONValue {
    /// How many elements an array has.
    func mispCount(in bytes: Span<UInt8>) -> Int {
        var elements = elements
        var count = 0
        while elements.next(in: bytes) != nil { count += 1 }
        return count
    }
}
