import TamgaJSON

/// What an API root says of itself (TAXII 2.1 §4.2.1).
public struct APIRootResource: Hashable, Sendable {
    /// What it is called.
    public var title: String
    /// What it is for.
    public var description: String?
    /// The largest request body, in bytes.
    public var maximumContentLength: Int

    /// A root.
    public init(title: String, description: String? = nil, maximumContentLength: Int) {
        self.title = title
        self.description = description
        self.maximumContentLength = maximumContentLength
    }

    /// The resource.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("title", title)
            $0.member("description", description)
            $0.member("versions", [MediaType.taxii])
            $0.member("max_content_length", maximumContentLength)
        }
        return writer.bytes
    }
}
