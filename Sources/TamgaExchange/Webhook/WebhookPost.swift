public import TamgaModel

/// What a webhook is told: one version of one sighting, released to its recipient.
public struct WebhookPost: Hashable, Sendable {
    /// The sighting's id.
    public var id: String
    /// Its version.
    public var modified: Timestamp
    /// What is posted, JSON.
    public var body: [UInt8]

    /// A post.
    public init(id: String, modified: Timestamp, body: [UInt8]) {
        self.id = id
        self.modified = modified
        self.body = body
    }
}
