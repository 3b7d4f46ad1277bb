import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaStore

/// Asks the release policy for every reader at once. Most objects are marked alike, so what has been decided for the same
/// markings is remembered.
final class ReaderJudge {
    private let policy: ReleasePolicy
    private let readers: [(name: String, recipient: Recipient)]
    private let identities: [String: MemberState]
    private let groups: [String: String]
    /// By everything of an object that a decision depends on.
    private var decided: [MarkedObject: Set<String>] = [:]

    /// How many sets of markings are remembered at most.
    private static let memoryLimit = 4_096

    init(community: Community, definitions: [MarkingDefinition]) {
        policy = ReleasePolicy(community: community, definitions: definitions)
        let recipients =
            community.members.map { Recipient.member($0.state) } + community.sharing.partners.map(Recipient.partner)
            + [.anyone]
        readers = recipients.map { ($0.description, $0) }
        identities = community.identities
        groups = Dictionary(
            community.sharing.groups.flatMap { group in group.markings.map { ($0, group.name) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Decides on a version; what cannot be read goes to nobody.
    func judge(_ version: StoredObject) -> Judgement {
        let bytes = version.original.span
        guard let value = try? JSONValue(bytes) else { return Judgement() }
        let object = MarkedObject(value, in: bytes, sharedBy: version.producer)
        return Judgement(
            readers: readers(of: object), references: object.references,
            groups: object.markings.compactMap { groups[$0] },
            specVersion: Self.specVersion(value, bytes, of: object.type))
    }

    private func readers(of object: MarkedObject) -> Set<String> {
        var key = object
        key.id = ""
        key.references = []
        key.type = object.type == "marking-definition" ? object.type : ""
        // Of creators only those matter that speak for a member.
        if let creator = object.createdBy, identities[creator] == nil { key.createdBy = "" }
        if let known = decided[key] { return known }
        var allowed: Set<String> = []
        for (name, recipient) in readers {
            let decision = policy.decide(object, for: recipient, through: .object)
            if decision.isReleased, decision.withheldParts.isEmpty { allowed.insert(name) }
        }
        if object.granular.isEmpty, object.faults.isEmpty {
            if decided.count >= Self.memoryLimit { decided.removeAll(keepingCapacity: true) }
            decided[key] = allowed
        }
        return allowed
    }

    /// Observables of STIX 2.1 need not say their version; other objects that do not are of STIX 2.0 (STIX 2.1 §3.2).
    private static func specVersion(_ object: JSONValue, _ bytes: Span<UInt8>, of type: String) -> String {
        if let stated = object.member("spec_version", in: bytes)?.string(in: bytes) {
            return stated == "2.0" ? "2.0" : "2.1"
        }
        let isVersioned = object.member("created", in: bytes) != nil
        return isVersioned ? "2.0" : "2.1"
    }
}
