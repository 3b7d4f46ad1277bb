public import TamgaFormats
public import TamgaModel

/// What a user has said about a feed, as the store keeps it. There is no key in it, only where the key lies.
public struct FeedSettings: Hashable, Sendable, Codable {
    /// A collection's id, alias or title.
    public var collection: String?
    /// The member state that shares it, two letters.
    public var from: String?
    /// The user's name for HTTP Basic; without one a key is a bearer token.
    public var user: String?
    /// The file in which the key lies.
    public var keyFile: String?
    /// The file of the authorities that are trusted.
    public var authorityFile: String?
    /// The proxy; never with a key in it.
    public var proxy: String?
    /// The format of what is fetched; recognised where none is said.
    public var format: String?

    /// Nothing said.
    public init() {}

    /// The member state that shares it.
    public var producer: MemberState? { from.flatMap { MemberState($0) } }

    /// The format of what is fetched.
    public var feedFormat: FeedFormat? { format.flatMap { FeedFormat(rawValue: $0) } }
}
