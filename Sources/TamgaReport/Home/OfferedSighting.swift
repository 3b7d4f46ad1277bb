import TamgaJSON
import TamgaModel
import TamgaRelease

/// One sighting of one indicator by one observer, as the objects that go to a recipient.
struct OfferedSighting {
    private let sighting: ToldSighting
    private let indicator: SightedIndicator
    private let community: Community
    private let id: String
    private let creator: String?
    private let recipients: Set<MemberState>
    private let markings: [String]

    init(_ sighting: ToldSighting, of indicator: SightedIndicator, for recipient: Recipient, community: Community) {
        self.sighting = sighting
        self.indicator = indicator
        self.community = community
        id = Self.id(sighting, of: indicator, for: recipient)
        creator = sighting.observer.map { Self.identity(of: $0, community) }
        let level = max(sighting.levels[indicator.id] ?? .red, .amber)
        var named = Set([sighting.observer].compactMap { $0 })
        if case .member(let state) = recipient { named.insert(state) }
        recipients = named
        // What an indicator's other markings ask is asked of its sightings, too.
        let others = Set(indicator.object.markings).filter { Marking(definitionID: $0) == nil }.sorted()
        markings = [level.definitionID] + others
    }

    /// The id: what goes home has the same one by every door. Of those who are not named all are one, so that no id tells
    /// whose it is.
    static func id(_ sighting: ToldSighting, of indicator: SightedIndicator, for recipient: Recipient) -> String {
        let isHome = indicator.producer.map { recipient == .member($0) } ?? false
        let way = isHome ? "home" : "told \(recipient)"
        let name = "\(way) \(indicator.id) \(sighting.observer?.code ?? "anonymous")"
        return DerivedID.report("sighting", Array(name.utf8) + indicator.secret)
    }

    /// The identity that speaks for a member; a derived one where it has none.
    static func identity(of state: MemberState, _ community: Community) -> String {
        let known = community.member(state)?.identities.sorted().first { DerivedID.isID($0, type: "identity") }
        return known ?? DerivedID.report("identity", state.code.utf8)
    }

    /// The sighting, its observed data, and the identity of its observer.
    var objects: [OfferedObject] {
        let data = observedData
        var properties = OfferedProperties()
        // Who shared a line knows it by its value, not by the id that is derived for it here.
        if !indicator.isObject {
            properties.add("description", "Of a line of a list: " + indicator.observable.stixPattern)
        }
        properties.add("first_seen", sighting.firstSeen?.description)
        properties.add("last_seen", sighting.lastSeen?.description)
        properties.add("count", Self.count(sighting.count))
        properties.add("sighting_of_ref", indicator.id)
        properties.add("observed_data_refs", data.map(\.id))
        properties.add("where_sighted_refs", [creator].compactMap { $0 })
        properties.add("summary") { $0.value(true) }
        properties.add("labels", sighting.sectors.map { "sector:\($0)" })
        return [object("sighting", id, properties)] + data + [identity].compactMap { $0 }
    }

    /// One for each source: STIX has no place in a sighting for where it was. The observable stands inside, since as an
    /// object of its own it would be one for everybody, whoever may know that it was seen.
    private var observedData: [OfferedObject] {
        guard let observable = ObservableObject(sighting.observable) else { return [] }
        return sighting.evidence.compactMap { found in
            guard let first = found.firstSeen, let last = found.lastSeen, found.count > 0 else { return nil }
            var properties = OfferedProperties()
            properties.add("first_observed", first.description)
            properties.add("last_observed", last.description)
            properties.add("number_observed", Self.count(found.count))
            properties.add("objects") { list in
                list.object {
                    for (index, object) in observable.objects.enumerated() { $0.member("\(index)", json: object.json) }
                }
            }
            properties.add("external_references") { list in
                list.array {
                    $0.object {
                        $0.member("source_name", "log")
                        $0.member("external_id", found.source)
                    }
                }
            }
            return object(
                "observed-data", DerivedID.report("observed-data", "home \(id) \(found.source)".utf8), properties)
        }
    }

    private var identity: OfferedObject? {
        guard let observer = sighting.observer, let creator else { return nil }
        return Self.identity(creator, of: observer, community)
    }

    /// A member's identity, as any version by its owner wins over. A member's name is no secret, but that there are
    /// sightings is the members' own: TLP:AMBER.
    static func identity(_ id: String, of member: MemberState, _ community: Community) -> OfferedObject {
        let names = community.member(member)?.names ?? [:]
        var properties = OfferedProperties()
        properties.add("name", names["en"] ?? names.min { $0.key < $1.key }?.value ?? member.code)
        properties.add("identity_class", "organization")
        return OfferedObject(
            id: id, type: "identity", creator: nil, recorded: Timestamp(seconds: 946_684_800), recipients: nil,
            markings: [Marking.amber.definitionID], properties: properties.all)
    }

    private func object(_ type: String, _ id: String, _ properties: OfferedProperties) -> OfferedObject {
        OfferedObject(
            id: id, type: type, creator: creator, recorded: sighting.recorded, recipients: recipients,
            markings: markings, properties: properties.all)
    }

    /// STIX 2.1 §5.2: at most 999,999,999.
    private static func count(_ count: Int) -> Int { min(max(0, count), 999_999_999) }
}
