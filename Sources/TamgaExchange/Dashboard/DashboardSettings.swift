public import TamgaModel
public import TamgaReport

/// How a dashboard is set up.
public struct DashboardSettings: Sendable {
    /// The address that it listens on; one that others reach needs ``tls`` and ``asksForKey``.
    public var host: String
    /// The port; 0 is a free one.
    public var port: Int
    /// TLS; `nil` is plain HTTP.
    public var tls: ServerSettings.TLS?
    /// Whether it asks for the key of an account with the role `admin`. Otherwise it shows all to whoever reaches it, and
    /// answers only where a loopback address is asked for.
    public var asksForKey = false
    /// The language of its pages.
    public var language: Language
    /// The program's version.
    public var version: String
    /// How far back the figures of the store go, in seconds; `nil` is all of it.
    public var span: Int64?
    /// The file of hits that is followed; `nil` where none is.
    public var hits: FollowedHits?
    /// What rules cost, as it was measured; `nil` where no measurement was named.
    public var costs: RuleCosts?
    /// Seconds after which a connection that asks for nothing is closed.
    public var idleSeconds = 60
    /// The time now.
    public var now: @Sendable () -> Timestamp

    /// Settings without a file of hits.
    public init(
        host: String, port: Int, language: Language, version: String, now: @escaping @Sendable () -> Timestamp
    ) {
        self.host = host
        self.port = port
        self.language = language
        self.version = version
        self.now = now
    }
}
