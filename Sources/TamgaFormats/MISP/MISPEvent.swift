import TamgaJSON
import TamgaModel

/// An event as its JSON states it; attributes and objects are read one by one where they stand.
struct MISPEvent {
    /// Its UUID; where it has none, one made from its maker, date and title.
    let uuid: String
    /// Its title; empty where it has none.
    let info: String
    /// The day it is about.
    let date: Timestamp?
    let timestamp: Timestamp?
    let published: Timestamp?
    /// Who made it (`Orgc`), else who has it (`Org`).
    let organisation: MISPOrganisation?
    let threatLevel: String?
    let analysis: String?
    let tags: MISPTags
    /// Every `distribution` of it.
    let distributions: [String]
    let sharingGroups: [MISPSharingGroup]
    let attributes: JSONValue?
    let objects: JSONValue?
    /// Proposals that belong to the event itself.
    let proposals: Int

    /// `nil` for an object that has nothing of an event in it.
    init?(_ object: JSONValue, in bytes: Span<UInt8>) {
        var found: [String: JSONValue] = [:]
        var terms = MISPTerms()
        var tags = MISPTags()
        var members = object.members
        while let member = members.next(in: bytes) {
            guard let key = member.key.string(in: bytes) else { continue }
            switch key {
            case "distribution", "SharingGroup", "sharing_group_id": terms.add(key, member.value, in: bytes)
            case "Tag", "EventTag", "AttributeTag": tags.add(tags: member.value, in: bytes)
            default: if Self.members.contains(key) { found[key] = member.value }
            }
        }
        guard found["Attribute"] != nil || found["Object"] != nil || found["info"] != nil else { return nil }
        info = found["info"]?.mispText(in: bytes) ?? ""
        let day = found["date"]?.mispText(in: bytes)
        date = day.flatMap { Timestamp(rfc3339: $0) }
        timestamp = found["timestamp"]?.mispTime(in: bytes)
        published = found["publish_timestamp"]?.mispTime(in: bytes)
        organisation = (found["Orgc"] ?? found["Org"]).flatMap { MISPOrganisation($0, in: bytes) }
        threatLevel = found["threat_level_id"]?.mispText(in: bytes)
        analysis = found["analysis"]?.mispText(in: bytes)
        if let value = found["Galaxy"] { tags.add(galaxies: value, in: bytes) }
        self.tags = tags
        distributions = terms.distributions
        sharingGroups = terms.sharingGroups(of: organisation?.identity ?? "", in: bytes)
        attributes = found["Attribute"]
        objects = found["Object"]
        proposals = found["ShadowAttribute"]?.mispCount(in: bytes) ?? 0
        uuid =
            found["uuid"]?.mispUUID(in: bytes)
            ?? MISPIdentifier.derived("event", organisation?.identity ?? "", day ?? "", info)
    }

    private static let members: Set<String> = [
        "uuid", "info", "date", "timestamp", "publish_timestamp", "Orgc", "Org", "threat_level_id", "analysis",
        "Galaxy", "Attribute", "Object", "ShadowAttribute",
    ]

    /// Where it may go.
    var marking: MISPMarking {
        var marking = tags.marking
        marking.add(distributions, sharingGroups, isEvent: true)
        return marking
    }
}
