import TamgaJSON
import TamgaModel

/// Writes the STIX 2.1 objects that MISP's come to. The same event gives the same bytes.
enum MISPWriter {
    /// The indicator of an attribute.
    static func indicator(_ statement: MISPStatement, _ content: MISPContent, _ validity: Validity) -> [UInt8] {
        let attribute = statement.attribute
        let pattern: String
        var language = "stix"
        switch content {
        case .values(let observables): pattern = observables.map(\.stixPattern).joined(separator: " OR ")
        case .pattern(let name): (pattern, language) = (attribute.value, name)
        case .words: pattern = attribute.value
        }
        return object("indicator", statement.uuid, statement) {
            $0.member("name", statement.setting.title)
            $0.member("description", attribute.comment)
            $0.member("pattern", pattern)
            $0.member("pattern_type", language)
            $0.member("valid_from", (validity.from ?? statement.created).description)
            $0.member("valid_until", validity.until?.description)
            $0.member("confidence", statement.confidence)
            $0.member("labels", statement.labels(isForDetection: attribute.isForDetection))
            references(statement, &$0)
        }
    }

    /// The note of an attribute that is not looked for in logs.
    static func note(_ statement: MISPStatement) -> [UInt8] {
        let attribute = statement.attribute
        let parts = [attribute.category, attribute.type, attribute.relation].compactMap { $0 }
        let file = attribute.hasAttachment ? "; its file is not kept" : ""
        return object("note", statement.uuid, statement) {
            $0.member("abstract", parts.map { String($0.prefix(80)) }.joined(separator: ", ") + file)
            $0.member("content", attribute.value + (attribute.comment.map { "\n\n\($0)" } ?? ""))
            $0.member("object_refs", [statement.setting.report])
            $0.member("labels", statement.labels(isForDetection: attribute.isForDetection))
            references(statement, &$0)
        }
    }

    /// The sighting, or where it says that it was a false positive the opinion.
    static func sighting(_ sighting: MISPSighting, of id: String, _ statement: MISPStatement) -> [UInt8] {
        let organisation = sighting.organisation?.identity
        let date = sighting.date ?? statement.modified
        let uuid =
            sighting.uuid
            ?? MISPIdentifier.derived(
                "sighting", statement.uuid, sighting.kind.rawValue, "\(date)", organisation ?? "")
        let isOpinion = sighting.kind == .falsePositive
        return object(
            isOpinion ? "opinion" : "sighting", uuid, by: organisation, created: date, modified: date,
            marking: statement.marking
        ) {
            if isOpinion {
                $0.member("opinion", "strongly-disagree")
                $0.member("object_refs", [id])
            } else {
                $0.member("first_seen", date.description)
                $0.member("last_seen", date.description)
                $0.member("count", 1)
                $0.member("sighting_of_ref", id)
                if let organisation { $0.member("where_sighted_refs", [organisation]) }
            }
        }
    }

    /// The report of an event.
    static func report(_ setting: MISPSetting, _ objects: [String]) -> [UInt8] {
        let event = setting.event
        let created = [event.date, event.timestamp].compactMap { $0 }.min() ?? MISPSetting.origin
        let modified = [created, event.timestamp, event.published].compactMap { $0 }.max() ?? created
        var labels = setting.labels
        if let level = event.threatLevel { labels.append("misp:threat_level_id=\"\(level.prefix(20))\"") }
        if let analysis = event.analysis { labels.append("misp:analysis=\"\(analysis.prefix(20))\"") }
        return object(
            "report", event.uuid, by: event.organisation?.identity, created: created, modified: modified,
            marking: setting.marking
        ) {
            $0.member("name", event.info.isEmpty ? setting.title : event.info)
            $0.member("published", (event.published ?? event.timestamp ?? created).description)
            $0.member("confidence", setting.confidence)
            if !labels.isEmpty { $0.member("labels", labels) }
            $0.member("object_refs", objects)
            $0.array("external_references") { reference("misp", event.uuid, nil, &$0) }
        }
    }

    /// The identity of an organisation. It states no time, so every event tells of it in the same bytes.
    static func identity(_ organisation: MISPOrganisation) -> [UInt8] {
        object(
            "identity", String(organisation.identity.dropFirst("identity--".count)), by: nil,
            created: MISPSetting.origin, modified: MISPSetting.origin, marking: MISPMarking()
        ) {
            $0.member("name", organisation.name.isEmpty ? organisation.identity : organisation.name)
            $0.member("identity_class", "organization")
        }
    }

    /// The marking definition of a sharing group.
    static func definition(_ group: MISPSharingGroup) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "marking-definition")
            $0.member("spec_version", "2.1")
            $0.member("id", group.id)
            $0.member("created", MISPSetting.origin.stix)
            // Without its name: definitions go to whoever asks, and a group's name may tell what its members are up to.
            $0.member("name", "MISP sharing group")
            $0.member("definition_type", "misp-sharing-group")
            $0.object("definition") { $0.member("misp-sharing-group", group.uuid) }
        }
        return writer.bytes
    }

    // MARK: - Parts

    private static func references(_ statement: MISPStatement, _ writer: inout JSONWriter) {
        let attribute = statement.attribute
        writer.array("external_references") {
            reference("misp", statement.setting.event.uuid, nil, &$0)
            if let object = statement.object, let uuid = object.uuid {
                let parts = [object.name, attribute.relation ?? ""].filter { !$0.isEmpty }.map { String($0.prefix(80)) }
                reference("misp-object", uuid, parts.joined(separator: ": "), &$0)
            }
            if MISPContent.isComposite(attribute.type) {
                reference("misp-attribute", statement.uuid, attribute.value, &$0)
            }
        }
    }

    private static func reference(_ name: String, _ id: String, _ description: String?, _ writer: inout JSONWriter) {
        writer.object {
            $0.member("source_name", name)
            $0.member("description", description?.isEmpty == true ? nil : description)
            $0.member("external_id", id)
        }
    }

    private static func object(
        _ type: String, _ uuid: String, _ statement: MISPStatement, _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        object(
            type, uuid, by: statement.setting.event.organisation?.identity, created: statement.created,
            modified: statement.modified, marking: statement.marking, isRevoked: statement.isDeleted, body)
    }

    private static func object(
        _ type: String, _ uuid: String, by creator: String?, created: Timestamp, modified: Timestamp,
        marking: MISPMarking, isRevoked: Bool = false, _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("type", type)
            $0.member("spec_version", "2.1")
            $0.member("id", "\(type)--\(uuid)")
            $0.member("created_by_ref", creator)
            $0.member("created", created.stix)
            $0.member("modified", modified.stix)
            if isRevoked { $0.member("revoked", true) }
            body(&$0)
            if !marking.refs.isEmpty { $0.member("object_marking_refs", marking.refs) }
        }
        return writer.bytes
    }
}
