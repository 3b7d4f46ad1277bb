public import TamgaModel

/// How a server is set up.
public struct ServerSettings: Sendable {
    /// The files that TLS needs, in PEM.
    public struct TLS: Hashable, Sendable {
        /// The certificate, and behind it those that it rests on.
        public var certificate: String
        /// The private key.
        public var key: String

        /// The authorities whose certificates members may sign in with; `nil` is none.
        public var clientAuthorities: String?

        /// Files.
        public init(certificate: String, key: String, clientAuthorities: String? = nil) {
            self.certificate = certificate
            self.key = key
            self.clientAuthorities = clientAuthorities
        }
    }

    /// The address that it listens on.
    public var host = "127.0.0.1"
    /// The port; 0 is a free one.
    public var port = 8443
    /// TLS; `nil` is plain HTTP.
    public var tls: TLS?
    /// What discovery calls it.
    public var title = "Tamga"
    /// Only what TAXII 2.1 has: a bundle that is posted as STIX is answered with 415.
    public var isStrict = false
    /// The largest request body, in bytes.
    public var maximumBody = 10 << 20
    /// How many requests an account may make in a minute.
    public var requestsPerMinute = 1_200
    /// How many connections are open at once; others wait.
    public var maximumConnections = 1_024
    /// How many of them one address may have: a half. With one more the oldest on which nothing was asked is closed,
    /// itself if there is no other.
    public var maximumOfAddress = 512
    /// How many of an address may be open on which no head of a request has come whole: a quarter. With one more the
    /// oldest of them is closed; connections on which something was asked are left alone.
    public var maximumUnasked = 256
    /// Seconds after which a connection that says nothing is closed.
    public var idleSeconds = 30
    /// Seconds in which a request's body must have come.
    public var bodySeconds = 60
    /// The most objects of a page.
    public var pageLimit = 1_000
    /// The time now.
    public var now: @Sendable () -> Timestamp

    /// The defaults, and a clock.
    public init(now: @escaping @Sendable () -> Timestamp) { self.now = now }
}
