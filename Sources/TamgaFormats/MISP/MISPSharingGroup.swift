import TamgaJSON

/// A sharing group of MISP.
///
/// It becomes a marking definition that nobody understands, so that what carries it goes to nobody until the
/// community file names the definition's id under one of its groups. The id is the sharing group's own UUID.
struct MISPSharingGroup: Hashable {
    /// `marking-definition--` and its UUID.
    let id: String
    /// Its name; empty where there is none.
    let name: String

    /// A group.
    ///
    /// - Parameters:
    ///   - value: the member `SharingGroup`, if there is one.
    ///   - number: `sharing_group_id`, which means something only on the server that made it.
    ///   - organisation: the id of whoever made the event.
    /// - Returns: `nil` where no group is named.
    init?(_ value: JSONValue?, number: String?, organisation: String, in bytes: Span<UInt8>) {
        let uuid = value?.member("uuid", in: bytes)?.mispUUID(in: bytes)
        name = value?.member("name", in: bytes)?.mispText(in: bytes) ?? ""
        if let uuid {
            id = "marking-definition--\(uuid)"
        } else if let number, number != "0" {
            id = "marking-definition--\(MISPIdentifier.derived("sharing group", organisation, number))"
        } else {
            return nil
        }
    }
}
