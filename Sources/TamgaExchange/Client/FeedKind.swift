/// How a feed is fetched.
public enum FeedKind: String, Hashable, Sendable, CaseIterable {
    /// As its URL says; see ``resolved(for:)``.
    case auto
    /// A TAXII 2.1 collection.
    case taxii
    /// A file of STIX.
    case stix
    /// A MISP feed: a folder with `manifest.json` and an event a file.
    case misp
    /// A CSV file.
    case csv
    /// A file with a value a line.
    case list

    /// For `auto`: TAXII where the path has `taxii`, `taxii2` or `collections` in it, a MISP feed where it ends with
    /// `manifest.json`, else a file whose format is recognised.
    public func resolved(for address: WebAddress) -> FeedKind {
        guard self == .auto else { return self }
        let parts = address.pathParts.map { $0.lowercased() }
        if parts.contains(where: { ["taxii", "taxii2", "collections"].contains($0) }) { return .taxii }
        return parts.last == "manifest.json" ? .misp : .auto
    }
}
