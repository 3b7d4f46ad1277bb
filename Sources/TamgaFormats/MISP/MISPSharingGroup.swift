/// A sharing group of MISP.
///
/// It becomes a marking definition that nobody understands, so that what carries it goes to nobody until the
/// community file names the definition's id under one of its groups. The id is the sharing group's own UUID, else one
/// that is made from its number and the event's maker.
struct MISPSharingGroup: Hashable {
    /// `marking-definition--` and its UUID.
    let id: String
    /// The UUID.
    let uuid: String

    init(uuid: String) {
        id = "marking-definition--\(uuid)"
        self.uuid = uuid
    }
}
