/// What a user can say about how indicators are matched.
public struct MatchSettings: Hashable, Sendable {
    /// A domain indicator matches only the domain itself, not its subdomains.
    public var exactDomains = false
    /// Log text is refanged (`hxxp`, `[.]`) before it is searched.
    public var refangsText = false

    /// The defaults.
    public init() {}
}
