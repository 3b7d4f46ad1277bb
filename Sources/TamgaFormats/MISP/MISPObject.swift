import TamgaJSON
import TamgaModel

/// An object of an event: attributes that belong together, under a template.
struct MISPObject {
    var uuid: String?
    var name = ""
    var timestamp: Timestamp?
    var isDeleted = false
    var terms = MISPTerms()
    /// Templates have no tags, but what writes some means them.
    var tags = MISPTags()
    var attributes: JSONValue?

    init(_ object: JSONValue, in bytes: Span<UInt8>) {
        var members = object.members
        while let member = members.next(in: bytes) {
            let value = member.value
            let name = member.key.string(in: bytes) ?? ""
            switch name {
            case "uuid": uuid = value.mispUUID(in: bytes)
            case "name": self.name = value.mispText(in: bytes) ?? ""
            case "timestamp": timestamp = value.mispTime(in: bytes)
            case "deleted": isDeleted = value.mispFlag(in: bytes) ?? false
            case "distribution", "SharingGroup", "sharing_group_id": terms.add(name, value, in: bytes)
            case "Tag", "EventTag", "AttributeTag": tags.add(tags: value, in: bytes)
            case "Attribute": attributes = value
            default: break
            }
        }
    }
}
