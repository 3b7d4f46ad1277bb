/// The cookie by which a browser that has signed in is known again.
///
/// Source: RFC 6265 §4.1 and §5.4; the prefix `__Host-` of draft-ietf-httpbis-rfc6265bis §4.1.3.2 binds it to this host and to
/// TLS, so that no other server of the domain can set it.
enum SessionCookie {
    private static let name = "__Host-tamga"

    /// `Set-Cookie` of a session; `nil` ends it.
    static func header(_ token: String?) -> String {
        let life = token == nil ? 0 : DashboardSessions.seconds
        return "\(name)=\(token ?? ""); Path=/; Max-Age=\(life); Secure; HttpOnly; SameSite=Strict"
    }

    /// The session that a `Cookie` header names; `nil` where it names none.
    static func token(in header: String?) -> String? {
        guard let header else { return nil }
        for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
            let text = String(pair)?.drop { $0 == " " } ?? ""
            if text.hasPrefix("\(name)=") { return String(text.dropFirst(name.count + 1)) }
        }
        return nil
    }
}
