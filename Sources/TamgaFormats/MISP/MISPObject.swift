import TamgaJSON
import TamgaModel

/// An object of an event: attributes that belong together, under a template.
struct MISPObject {
    var uuid: String?
    var name = ""
    var timestamp: Timestamp?
    var isDeleted = false
    var distribution: String?
    var sharingGroup: JSONValue?
    var sharingGroupNumber: String?
    var attributes: JSONValue?

    init(_ object: JSONValue, in bytes: Span<UInt8>) {
        var members = object.members
        while let member = members.next(in: bytes) {
            let value = member.value
            switch member.key.string(in: bytes) {
            case "uuid": uuid = value.mispUUID(in: bytes)
            case "name": name = value.mispText(in: bytes) ?? ""
            case "timestamp": timestamp = value.mispTime(in: bytes)
            case "deleted": isDeleted = value.mispFlag(in: bytes) ?? false
            case "distribution": distribution = value.mispText(in: bytes)
            case "SharingGroup": sharingGroup = value
            case "sharing_group_id": sharingGroupNumber = value.mispText(in: bytes)
            case "Attribute": attributes = value
            default: break
            }
        }
    }
}
