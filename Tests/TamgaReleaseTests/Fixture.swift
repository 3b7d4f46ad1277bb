import TamgaJSON
import TamgaModel
import TamgaRelease

/// A union of four members, one partner and one sharing group.
enum Fixture {
    static let kz = MemberState("KZ")!
    static let uz = MemberState("UZ")!
    static let ru = MemberState("RU")!
    static let tj = MemberState("TJ")!
    static let identity = [
        kz: "identity--00000000-0000-4000-8000-0000000000aa", uz: "identity--00000000-0000-4000-8000-0000000000bb",
        ru: "identity--00000000-0000-4000-8000-0000000000cc", tj: "identity--00000000-0000-4000-8000-0000000000dd",
    ]
    static let groupMarking = "marking-definition--00000000-0000-4000-8000-00000000e001"
    static let statement = "marking-definition--00000000-0000-4000-8000-00000000e002"
    static let namesKZ = "marking-definition--00000000-0000-4000-8000-00000000e003"
    static let opaque = "marking-definition--00000000-0000-4000-8000-00000000e004"
    static let strictStatement = "marking-definition--00000000-0000-4000-8000-00000000e005"
    static let missing = "marking-definition--00000000-0000-4000-8000-00000000e00f"
    static let recipients = "extension-definition--3d5b7e0a-94c1-4f6e-8a27-c0d1f5b8e963"

    static func community(unmarked: Marking = .amber) -> Community {
        Community(
            name: "Test union",
            members: [kz, uz, ru, tj].map { .init(state: $0, identities: [identity[$0]!]) },
            sharing: SharingRules(
                unmarked: unmarked, partners: ["regional-csirt"],
                groups: [.init(name: "energy", members: [kz, uz], markings: [groupMarking])]))
    }

    /// The definitions that the tests' objects refer to.
    static let definitions = [
        #"{"type":"marking-definition","id":"\#(statement)","definition_type":"statement","definition":{"statement":"© CSIRT"}}"#,
        #"{"type":"marking-definition","id":"\#(namesKZ)","definition_type":"statement","definition":{"statement":"KZ only"},"extensions":{"\#(recipients)":{"extension_type":"property-extension","recipients":["KZ"]}}}"#,
        #"{"type":"marking-definition","id":"\#(opaque)","definition_type":"iep","definition":{"x":1}}"#,
        #"{"type":"marking-definition","id":"\#(strictStatement)","definition_type":"statement","definition":{"statement":"custom"},"x_opencti_definition":"TLP:AMBER+STRICT"}"#,
    ].map { definition($0)! }

    static func policy(unmarked: Marking = .amber) -> ReleasePolicy {
        ReleasePolicy(community: community(unmarked: unmarked), definitions: definitions)
    }

    static func definition(_ json: String) -> MarkingDefinition? {
        let bytes = Array(json.utf8)
        guard let value = try? JSONValue(bytes.span) else { return nil }
        return MarkingDefinition(value, in: bytes.span)
    }

    static func object(_ json: String, sharedBy: MemberState? = nil) -> MarkedObject {
        let bytes = Array(json.utf8)
        guard let value = try? JSONValue(bytes.span) else { preconditionFailure("no JSON: \(json)") }
        return MarkedObject(value, in: bytes.span, sharedBy: sharedBy)
    }

    /// An indicator with more properties.
    static func indicator(_ more: String, sharedBy: MemberState? = nil) -> MarkedObject {
        object(
            #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","name":"n","labels":["a","b"],"pattern":"[x:y = 1]","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z""#
                + (more.isEmpty ? "" : "," + more) + "}", sharedBy: sharedBy)
    }
}
