import TamgaJSON
import TamgaModel

/// An attribute with all that its object and its event say for it.
struct MISPStatement {
    let attribute: MISPAttribute
    let object: MISPObject?
    let setting: MISPSetting
    let uuid: String
    let marking: MISPMarking
    /// The sharing group that the attribute or its object names by itself.
    let groups: [MISPSharingGroup]
    let sightings: [MISPSighting]
    /// Sightings of a kind that MISP does not have.
    let strangeSightings: Int
    let isDeleted: Bool
    /// The first moment that anything about it states.
    let created: Timestamp
    /// The last one: whatever changed, in the attribute, its object, its event or its sightings, makes a version. Of
    /// sightings those count that are no later than the event's own times.
    let modified: Timestamp

    init(_ attribute: MISPAttribute, object: MISPObject?, setting: MISPSetting, in bytes: Span<UInt8>) {
        self.attribute = attribute
        self.object = object
        self.setting = setting
        let event = setting.event
        uuid =
            attribute.uuid
            ?? MISPIdentifier.derived("attribute", event.uuid, object?.uuid ?? "", attribute.type, attribute.value)
        var marking = setting.marking
        marking.add(attribute.tags.marking)
        if let object { marking.add(object.tags.marking) }
        var groups: [MISPSharingGroup] = []
        let maker = event.organisation?.identity ?? ""
        for terms in [attribute.terms, object?.terms].compactMap({ $0 }) {
            let named = terms.sharingGroups(of: maker, in: bytes)
            marking.add(terms.distributions, named, isEvent: false)
            groups += named.filter { marking.groups.contains($0.id) }
        }
        self.marking = marking
        self.groups = groups
        var sightings: [MISPSighting] = []
        var strange = 0
        if var elements = attribute.sightings?.elements {
            while let element = elements.next(in: bytes) {
                if let sighting = MISPSighting(element, in: bytes) { sightings.append(sighting) } else { strange += 1 }
            }
        }
        self.sightings = sightings
        strangeSightings = strange
        isDeleted = attribute.isDeleted || object?.isDeleted == true
        let stated = [attribute.timestamp, object?.timestamp, event.timestamp].compactMap { $0 }
        created = (stated + [event.date].compactMap { $0 }).min() ?? MISPSetting.origin
        // Anyone may date a sighting: one from the future would keep every later version out.
        let limit = [event.timestamp, event.published].compactMap { $0 }.max()
        let dates = sightings.filter { $0.kind != .falsePositive }.compactMap(\.date)
            .filter { date in limit.map { date <= $0 } ?? false }
        modified = max(created, (stated + dates).max() ?? created)
    }

    /// When it holds: from `first_seen`, else from the first moment stated; until the last expiry that no later
    /// sighting contradicts, or Tamga's own tag.
    var validity: Validity {
        var until = attribute.tags.names.lazy.filter { $0.hasPrefix(MISPTags.validUntil) }
            .compactMap { Timestamp(rfc3339: $0.dropFirst(MISPTags.validUntil.count).filter { $0 != "\"" }) }.min()
        if let expiry = sightings.filter({ $0.kind == .expired }).compactMap(\.date).max(),
            sightings.filter({ $0.kind == .seen }).compactMap(\.date).max() ?? expiry <= expiry
        {
            until = min(until ?? expiry, expiry)
        }
        return Self.window(from: attribute.firstSeen ?? created, until: until)
    }

    /// A window that is not empty, as STIX 2.1 §4.7 asks.
    static func window(from: Timestamp, until: Timestamp?) -> Validity {
        guard let until, until <= from else { return Validity(from: from, until: until) }
        return Validity(from: Timestamp(microseconds: until.microseconds - 1_000), until: until)
    }

    /// 0 … 100: the attribute's own word before the event's.
    var confidence: UInt8? { MISPConfidence.least(in: attribute.tags.names) ?? setting.confidence }

    /// The attribute's labels, the event's, and what it was in MISP, in the words of misp-stix.
    func labels(isForDetection: Bool) -> [String] {
        var labels = attribute.tags.labels
        let known = Set(labels)
        labels += setting.repeatedLabels.filter { !known.contains($0) }
        labels.append("misp:type=\"\(attribute.type.prefix(80))\"")
        if let category = attribute.category { labels.append("misp:category=\"\(category.prefix(80))\"") }
        labels.append("misp:to_ids=\"\(isForDetection ? "True" : "False")\"")
        if let lastSeen = attribute.lastSeen { labels.append("misp:last_seen=\"\(lastSeen)\"") }
        return labels
    }

    /// What a refusal calls it.
    var title: String { "attribute \(uuid) (\(attribute.type.prefix(60)))" }
}
