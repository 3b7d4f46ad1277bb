import TamgaJSON
import TamgaModel
import TamgaRelease

/// Gathers objects, each once, and writes them in a fixed order.
struct StixBundle {
    /// The order of kinds in the bundle: what is referred to comes first.
    private enum Kind: Int, Comparable {
        case marking, identity, location, relationship, indicator, observable, observedData, sighting

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    let community: Community
    let time: Timestamp
    let originals: [String: [UInt8]]
    private var objects: [String: (kind: Kind, json: [UInt8])] = [:]

    /// `created` of what is made here.
    private static let origin = "2000-01-01T00:00:00.000Z"

    /// ``origin`` as a time.
    private static let created = Timestamp(seconds: 946_684_800)

    init(community: Community, time: Timestamp, originals: [String: [UInt8]]) {
        self.community = community
        self.time = time
        self.originals = originals
    }

    /// The bundle; its id is derived from the objects in it.
    var bytes: [UInt8] {
        let order = objects.sorted { ($0.value.kind, $0.key) < ($1.value.kind, $1.key) }
        var all: [UInt8] = []
        for (index, object) in order.enumerated() {
            if index > 0 { all.append(contentsOf: ",\n".utf8) }
            all.append(contentsOf: object.value.json)
        }
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "bundle")
            $0.member("id", DerivedID.report("bundle", all))
            if !order.isEmpty { $0.member("objects", json: Array("[\n".utf8) + all + Array("\n]".utf8)) }
        }
        writer.newline()
        return writer.bytes
    }

    // MARK: - Sightings

    /// Adds one sighting, its observer and its observed data; its indicator is there already.
    mutating func add(_ sighting: Sighting) {
        let id =
            DerivedID.isID(sighting.id, type: "sighting")
            ? sighting.id : DerivedID.report("sighting", sighting.id.utf8)
        let observer = sighting.observer.map { addIdentity(of: $0) }
        let data = addObservedData(of: sighting, id: id, by: observer)
        let json = object("sighting", id, by: observer, modified: time.stix, marking: sighting.marking) {
            $0.member("first_seen", sighting.firstSeen?.description)
            $0.member("last_seen", sighting.lastSeen?.description)
            $0.member("count", min(max(0, sighting.count), 999_999_999))
            $0.member("sighting_of_ref", Self.indicatorID(of: sighting))
            if let data { $0.member("observed_data_refs", [data]) }
            if let observer { $0.member("where_sighted_refs", [observer]) }
            $0.member("summary", true)
        }
        objects[id] = (.sighting, json)
    }

    /// Adds what is told of one indicator, with the indicator and the observer. No time stands in it but those that are
    /// told.
    ///
    /// - Parameter created: when objects that are known by their ids were made.
    mutating func add(
        _ told: ToldSighting, of indicator: SightedIndicator, for recipient: Recipient, _ created: [String: Timestamp]
    ) {
        if let original = original(indicator.id) {
            objects[indicator.id] = (.indicator, original)
        } else if objects[indicator.id] == nil {
            let creator = indicator.producer.map { addIdentity(of: $0) }
            let level = told.levels[indicator.id]
            let name = originalName(indicator.id) ?? indicator.observable.text
            let json = object("indicator", indicator.id, by: creator, modified: Self.origin, marking: level) {
                $0.member("name", name)
                $0.member("pattern", indicator.observable.stixPattern)
                $0.member("pattern_type", "stix")
                $0.member("valid_from", Self.origin)
                $0.member("confidence", indicator.confidence)
            }
            objects[indicator.id] = (.indicator, json)
        }
        let offered = OfferedSighting(told, of: indicator, for: recipient, community: community)
        if let observer = told.observer { _ = addIdentity(of: observer) }
        for object in offered.objects where object.type != "identity" {
            for level in object.levels { add(level) }
            let created = created[object.id] ?? Self.created
            objects[object.id] = (
                object.type == "sighting" ? .sighting : .observedData,
                object.json(created: created, modified: max(created, object.recorded))
            )
        }
    }

    private mutating func addObservedData(of sighting: Sighting, id: String, by observer: String?) -> String? {
        guard let first = sighting.firstSeen, let last = sighting.lastSeen, sighting.count > 0,
            let observable = ObservableObject(sighting.observable)
        else { return nil }
        for object in observable.objects { objects[object.id] = (.observable, object.json) }
        let dataID = DerivedID.report("observed-data", id.utf8)
        let json = object("observed-data", dataID, by: observer, modified: time.stix, marking: sighting.marking) {
            $0.member("first_observed", first.description)
            $0.member("last_observed", last.description)
            $0.member("number_observed", min(sighting.count, 999_999_999))
            $0.member("object_refs", observable.objects.map(\.id))
        }
        objects[dataID] = (.observedData, json)
        return dataID
    }

    // MARK: - Indicators

    /// Adds what the sightings are of: the originals of STIX 2.1, or one minimal indicator for each id with every
    /// value that was seen of it.
    mutating func addIndicators(of sightings: [Sighting]) {
        for (id, group) in Dictionary(grouping: sightings, by: Self.indicatorID) {
            if let original = original(id) {
                objects[id] = (.indicator, original)
            } else {
                addIndicator(id, group)
            }
        }
    }

    private mutating func addIndicator(_ id: String, _ group: [Sighting]) {
        let producers = Set(group.map(\.producers))
        let single = producers.count == 1 && producers.first?.count == 1 ? producers.first?.first : nil
        let creator = single.map { addIdentity(of: $0) }
        let values = Set(group.map(\.observable)).sorted {
            $0.type == $1.type
                ? $0.bytes.lexicographicallyPrecedes($1.bytes) : $0.type.rawValue < $1.type.rawValue
        }
        let marking = group.compactMap(\.marking).max()
        let validFrom = group.compactMap(\.firstSeen).min() ?? time
        let name = originalName(id) ?? values.first?.text
        let json = object("indicator", id, by: creator, modified: time.stix, marking: marking) {
            $0.member("name", name)
            $0.member("pattern", values.map(\.stixPattern).joined(separator: " OR "))
            $0.member("pattern_type", "stix")
            $0.member("valid_from", validFrom.description)
            $0.member("confidence", group.compactMap(\.confidence).max())
        }
        objects[id] = (.indicator, json)
    }

    /// The id that the sighting names, or one derived from its value.
    private static func indicatorID(of sighting: Sighting) -> String {
        if let id = sighting.indicatorID, DerivedID.isID(id, type: "indicator") { return id }
        return DerivedID.report("indicator", [sighting.observable.type.rawValue] + sighting.observable.bytes)
    }

    // MARK: - Members

    /// Adds a member's identity with its location; the identity's id.
    private mutating func addIdentity(of state: MemberState) -> String {
        let member = community.member(state)
        let known = member?.identities.sorted().first { DerivedID.isID($0, type: "identity") }
        let id = known ?? DerivedID.report("identity", state.code.utf8)
        guard objects[id] == nil else { return id }
        let name =
            member.flatMap { $0.names["en"] ?? $0.names.min { $0.key < $1.key }?.value } ?? originalName(id)
            ?? state.code
        let made = object("identity", id, by: nil, modified: Self.origin, marking: nil) {
            $0.member("name", name)
            $0.member("identity_class", "organization")
        }
        objects[id] = (.identity, original(id) ?? made)
        let place = DerivedID.report("location", state.code.utf8)
        let location = object("location", place, by: nil, modified: Self.origin, marking: nil) {
            $0.member("name", name)
            $0.member("region", StixRegion.region(of: state))
            $0.member("country", state.code)
        }
        objects[place] = (.location, location)
        let link = DerivedID.report("relationship", "\(id) located-at \(place)".utf8)
        let relationship = object("relationship", link, by: nil, modified: Self.origin, marking: nil) {
            $0.member("relationship_type", "located-at")
            $0.member("source_ref", id)
            $0.member("target_ref", place)
        }
        objects[link] = (.relationship, relationship)
        return id
    }

    // MARK: - Objects

    /// An object as it came, where it can stand in a STIX 2.1 bundle: one of STIX 2.0 says no `spec_version`, and an
    /// indicator of it no `pattern_type`.
    private func original(_ id: String) -> [UInt8]? {
        guard let original = originals[id], let value = try? JSONValue(original.span),
            value.member("spec_version", in: original.span)?.isString("2.1", in: original.span) == true
        else { return nil }
        return original
    }

    /// The name that an object came with.
    private func originalName(_ id: String) -> String? {
        guard let original = originals[id], let value = try? JSONValue(original.span) else { return nil }
        let name = value.member("name", in: original.span)
        return name?.kind == .string ? name?.string(in: original.span) : nil
    }

    /// One object: the common properties, then its own.
    private mutating func object(
        _ type: String, _ id: String, by creator: String?, modified: String, marking: Marking?,
        _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        if let marking { add(marking) }
        var writer = JSONWriter()
        writer.object {
            $0.member("type", type)
            $0.member("spec_version", "2.1")
            $0.member("id", id)
            $0.member("created_by_ref", creator)
            $0.member("created", Self.origin)
            $0.member("modified", modified)
            body(&$0)
            if let marking { $0.member("object_marking_refs", [marking.definitionID]) }
        }
        return writer.bytes
    }

    /// The TLP 2.0 object, as OASIS publishes it.
    private mutating func add(_ marking: Marking) {
        let id = marking.definitionID
        guard objects[id] == nil else { return }
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "marking-definition")
            $0.member("spec_version", "2.1")
            $0.member("id", id)
            $0.member("created", "2022-10-01T00:00:00.000Z")
            $0.member("name", marking.label)
            $0.object("extensions") {
                $0.object("extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d") {
                    $0.member("extension_type", "property-extension")
                    $0.member("tlp_2_0", String(marking.label.dropFirst(4)).lowercased())
                }
            }
        }
        objects[id] = (.marking, writer.bytes)
    }
}
