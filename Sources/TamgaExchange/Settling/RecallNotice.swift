import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaStore
import TamgaUUID

/// Tells a member that objects which it has had are recalled: it may not see them any more, and TAXII has no word for that.
///
/// A STIX note, named to that member alone, so that the policy hands it out like anything else. The ids stand in an
/// extension and not among `object_refs`: what refers to an object goes only to those who may have the object.
///
///     "extensions": {
///       "extension-definition--b0c7f2d1-3f5a-4d0e-9b8e-6a4c1d2e7f35": {
///         "extension_type": "property-extension",
///         "recalled": ["indicator--…"]
///       }
///     }
enum RecallNotice {
    static let extensionID = "extension-definition--b0c7f2d1-3f5a-4d0e-9b8e-6a4c1d2e7f35"

    /// How many ids stand in one note.
    private static let limit = 500

    /// The notes for what was recalled; partners and the public cannot be named, so that they get none.
    static func notes(of recalls: [Settlement.Recall], in community: Community, at time: Timestamp) -> [StixObject] {
        var notes: [StixObject] = []
        let recalled = Dictionary(grouping: recalls, by: \.reader)
        for (reader, its) in recalled.sorted(by: { $0.key < $1.key }) {
            guard let member = community.members.first(where: { $0.state.code == reader }) else { continue }
            let ids = its.map(\.id).sorted()
            for start in stride(from: 0, to: ids.count, by: limit) {
                notes.append(note(Array(ids[start..<min(ids.count, start + limit)]), to: member, at: time))
            }
        }
        return notes
    }

    /// The ids that a note of this kind recalls, at most as many as stand in one; empty for any other object.
    static func recalled(by object: StixObject) -> [String] {
        let bytes = object.original.span
        guard object.type == "note", let note = try? JSONValue(bytes) else { return [] }
        var ids: [String] = []
        var members = note.members
        while let member = members.next(in: bytes) {
            guard member.hasKey("extensions", in: bytes) else { continue }
            var extensions = member.value.members
            while let its = extensions.next(in: bytes) {
                guard its.hasKey(extensionID, in: bytes) else { continue }
                var parts = its.value.members
                while let part = parts.next(in: bytes) {
                    guard part.hasKey("recalled", in: bytes), part.value.kind == .array else { continue }
                    var elements = part.value.elements
                    while let element = elements.next(in: bytes), ids.count < limit {
                        if let id = element.string(in: bytes), id.utf8.count <= 512 { ids.append(id) }
                    }
                }
            }
        }
        return ids
    }

    private static func note(_ ids: [String], to member: Community.Member, at time: Timestamp) -> StixObject {
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update("recall \(member.state.code) \(time.microseconds) \(ids.joined(separator: " "))".utf8)
        let id = "note--" + name.text()
        let identity =
            member.identities.first
            ?? "identity--" + NameUUID.text(namespace: NameUUID.tamga, name: "identity \(member.state.code)".utf8)
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "note")
            $0.member("spec_version", "2.1")
            $0.member("id", id)
            $0.member("created", time.stix)
            $0.member("modified", time.stix)
            $0.member("abstract", "Recalled")
            $0.member(
                "content",
                "Recalled: \(ids.joined(separator: ", ")). You have had this and may not see it any more. "
                    + "Stop using it, and do not hand it on.")
            $0.array("object_refs") { $0.value(identity) }
            $0.array("object_marking_refs") { $0.value(Marking.amber.definitionID) }
            $0.object("extensions") {
                $0.object(RecipientExtension.id) {
                    $0.member("extension_type", "property-extension")
                    $0.member("recipients", [member.state.code])
                }
                $0.object(extensionID) {
                    $0.member("extension_type", "property-extension")
                    $0.member("recalled", ids)
                }
            }
        }
        return StixObject(id: id, type: "note", created: time, modified: time, original: writer.bytes)
    }
}
