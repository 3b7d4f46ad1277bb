import TamgaJSON
import TamgaModel

/// A sighting of an attribute.
struct MISPSighting {
    /// What it says of the attribute.
    enum Kind: String {
        /// Seen.
        case seen = "0"
        /// A false positive.
        case falsePositive = "1"
        /// No longer of use.
        case expired = "2"
    }

    let kind: Kind
    /// When; `nil` where it does not say.
    let date: Timestamp?
    let uuid: String?
    /// Who says so.
    let organisation: MISPOrganisation?

    /// `nil` for a type that MISP does not have.
    init?(_ value: JSONValue, in bytes: Span<UInt8>) {
        var kind: Kind? = .seen
        var date: Timestamp?
        var uuid: String?
        var organisation: MISPOrganisation?
        var members = value.members
        while let member = members.next(in: bytes) {
            switch member.key.string(in: bytes) {
            case "type": kind = Kind(rawValue: member.value.mispText(in: bytes) ?? "0")
            case "date_sighting": date = member.value.mispTime(in: bytes)
            case "uuid": uuid = member.value.mispUUID(in: bytes)
            case "Organisation": organisation = MISPOrganisation(member.value, in: bytes)
            default: break
            }
        }
        guard value.kind == .object, let kind else { return nil }
        self.kind = kind
        self.date = date
        self.uuid = uuid
        self.organisation = organisation
    }
}
