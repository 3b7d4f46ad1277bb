import TamgaJSON

/// An organisation as MISP names it: `Orgc` of an event, `Organisation` of a sighting.
struct MISPOrganisation: Hashable {
    /// `identity--` and its UUID.
    let identity: String
    /// Its name; empty where there is none.
    let name: String

    /// `nil` where neither a UUID nor a name is stated.
    init?(_ value: JSONValue, in bytes: Span<UInt8>) {
        let name = value.member("name", in: bytes)?.mispText(in: bytes)
        let uuid = value.member("uuid", in: bytes)?.mispUUID(in: bytes)
        guard let uuid = uuid ?? name.map({ MISPIdentifier.derived("organisation", $0) }) else { return nil }
        identity = "identity--\(uuid)"
        self.name = name ?? ""
    }
}
