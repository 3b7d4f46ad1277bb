/// One request to a server.
struct WebRequest: Sendable {
    enum Method: Sendable {
        case get
        case post
    }

    var address: WebAddress
    var method = Method.get
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// True where the client's key goes with it; never to another host.
    var isAuthorized = true
    /// How many bytes of the reply are read; `nil` for the client's limit.
    var limit: Int?
    /// True where a reply past the limit is cut instead of refused.
    var isCut = false
    /// True where a redirect is followed: for a GET only.
    var followsRedirects = true
    /// True where what may pass is tried again.
    var retries = true
    /// True where that includes what got no answer, or half of one.
    var retriesUnanswered = true

    init(_ address: WebAddress) { self.address = address }
}
