public import TamgaModel

/// Where a producer wants to be told of sightings.
public struct Webhook: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// For whom: a member's code or a partner's name.
    public var recipient: String
    /// Where posts go.
    public var url: String
    /// What posts are signed with.
    public var secret: [UInt8]
    /// When it was added.
    public var created: Timestamp

    /// A webhook.
    public init(name: String, recipient: String, url: String, secret: [UInt8], created: Timestamp) {
        self.name = name
        self.recipient = recipient
        self.url = url
        self.secret = secret
        self.created = created
    }
}

/// How far a webhook's posts are.
public struct DeliveryTally: Hashable, Sendable {
    /// Posts that were taken.
    public var delivered = 0
    /// Posts that wait.
    public var waiting = 0
    /// Of those, posts that were tried in vain.
    public var failing = 0

    /// None.
    public init() {}
}

/// A post that is due.
public struct DueDelivery: Hashable, Sendable {
    /// The sighting's id.
    public var sighting: String
    /// Its version.
    public var modified: Timestamp
    /// How often it was tried.
    public var attempts: Int
}
