import TamgaUUID

/// What an `Authorization` header presents.
///
/// Source: RFC 7617 and RFC 6750. The scheme's letter case does not matter; `Token` is what some clients call a bearer.
struct PresentedKey: Hashable {
    /// The account's name, where the scheme has one.
    var name: String?
    /// The key.
    var key: String

    /// Reads a header; `nil` for another scheme, and for what is malformed.
    init?(_ header: String) {
        guard header.utf8.count <= 1_024, let space = header.firstIndex(of: " ") else { return nil }
        let rest = header[space...].drop { $0 == " " }
        switch header[..<space].lowercased() {
        case "bearer", "token": key = String(rest)
        case "basic":
            guard let bytes = Base64.bytes(rest), let text = String(validating: bytes, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else { return nil }
            name = String(text[..<colon])
            key = String(text[text.index(after: colon)...])
        default: return nil
        }
    }
}
