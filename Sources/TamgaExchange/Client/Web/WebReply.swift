import NIOHTTP1

/// A server's answer.
struct WebReply: Sendable {
    /// The status code of HTTP.
    let status: Int
    private let headers: HTTPHeaders
    /// Its bytes; none where they went into a sink.
    let body: [UInt8]
    /// Where it came from, after redirects.
    let address: WebAddress

    init(status: Int, headers: HTTPHeaders, body: [UInt8], address: WebAddress) {
        self.status = status
        self.headers = headers
        self.body = body
        self.address = address
    }

    /// The first header of a name, letter case aside.
    func header(_ name: String) -> String? { headers.first(name: name) }

    /// `type/subtype` in lower case, and the value of its parameter `version`.
    var mediaType: (type: String, version: String?)? {
        guard let text = header("Content-Type") else { return nil }
        let parts = text.lowercased().split(separator: ";").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        let version = parts.dropFirst().first { $0.hasPrefix("version=") }?.dropFirst(8)
        return (parts.first ?? "", version.map { $0.filter { $0 != "\"" } })
    }
}
