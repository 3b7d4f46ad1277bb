/// How servers are asked.
public struct WebSettings: Sendable {
    /// The key, where there is one.
    public var credentials: Credentials?
    /// A PEM file: then its certificate authorities are trusted, and no others.
    public var authorityFile: String?
    /// The proxy; `nil` for none.
    public var proxy: WebProxy?
    /// What is tried again, and when.
    public var retry = RetryPlan()
    /// How many bytes of one reply are read.
    public var replyLimit = 100 << 20
    /// Seconds until a connection must stand.
    public var connectSeconds = 10
    /// Seconds that a server may say nothing.
    public var idleSeconds = 60
    /// Seconds that one reply may take in all.
    public var replySeconds = 900
    /// Takes what is worth saying while it goes on, such as that a server asks to wait.
    public var report: @Sendable (String) -> Void = { _ in }

    /// No key, the system's authorities, no proxy.
    public init() {}
}

/// A proxy by which servers are reached.
public struct WebProxy: Sendable {
    let host: String
    let port: Int
    let credentials: (user: String, key: String)?

    /// Reads `http://[USER:KEY@]HOST[:PORT]`; the port is 8080 where none is said.
    public init(_ text: String) throws(ExchangeError) {
        var rest = Substring(text)
        if let scheme = rest.firstRange(of: "://") {
            guard rest[..<scheme.lowerBound].lowercased() == "http" else {
                throw .badAddress("the proxy", reason: "a proxy is reached by http://")
            }
            rest = rest[scheme.upperBound...]
        }
        rest = rest.prefix { $0 != "/" }
        var credentials: (String, String)?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            credentials = (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
            rest = rest[rest.index(after: at)...]
        }
        var port = 8_080
        if let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") {
            guard let number = Int(rest[rest.index(after: colon)...]), 1...65_535 ~= number else {
                throw .badAddress("the proxy", reason: "its port is no number from 1 to 65535")
            }
            port = number
            rest = rest[..<colon]
        }
        guard !rest.isEmpty else { throw .badAddress("the proxy", reason: "it names no host") }
        host = rest.hasPrefix("[") ? String(rest.dropFirst().dropLast()) : String(rest)
        self.port = port
        self.credentials = credentials
    }
}
