import TamgaJSON

/// What a server says of itself (TAXII 2.1 §4.1.1).
public struct DiscoveryResource: Hashable, Sendable {
    /// What it is called.
    public var title: String
    /// What it is for.
    public var description: String?
    /// Whom to ask.
    public var contact: String?
    /// The paths of its API roots; the first is the default.
    public var roots: [String]

    /// A server with one root.
    public init(title: String, description: String? = nil, contact: String? = nil, roots: [String]) {
        self.title = title
        self.description = description
        self.contact = contact
        self.roots = roots
    }

    /// The resource.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("title", title)
            $0.member("description", description)
            $0.member("contact", contact)
            $0.member("default", roots.first)
            $0.member("api_roots", roots)
        }
        return writer.bytes
    }
}
