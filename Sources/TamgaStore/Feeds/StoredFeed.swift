public import TamgaModel

/// Something that is fetched again and again, with where it stopped.
public struct StoredFeed: Hashable, Sendable {
    /// Its name; the URL itself where nobody gave one.
    public var name: String
    /// Where it is fetched from.
    public var url: String
    /// How: `taxii`, `stix`, `misp`, `csv`, `list`, `auto`, or `push` for what goes the other way.
    public var kind: String
    /// What else its user said, as JSON. There is no key in it.
    public var settings: String
    /// Where it stopped, as JSON; `nil` before the first time.
    public var place: String?
    /// When it was fetched last.
    public var fetched: Timestamp?
    /// What came of that, in one line.
    public var outcome: String?

    /// A feed that was never fetched.
    public init(name: String, url: String, kind: String, settings: String = "{}") {
        self.name = name
        self.url = url
        self.kind = kind
        self.settings = settings
    }
}
