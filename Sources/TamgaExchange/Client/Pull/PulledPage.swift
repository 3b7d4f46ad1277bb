/// What counts of a page for what is asked next.
public struct PulledPage: Hashable, Sendable {
    /// How many objects are in it.
    public var count: Int
    /// A digest of the objects' bytes.
    public var digest: [UInt8]
    /// `more` of the envelope.
    public var hasMore: Bool
    /// `next` of the envelope; an empty one counts as none.
    public var next: String?
    /// The header `X-TAXII-Date-Added-Last`, as it was written.
    public var addedLast: String?

    /// A page.
    public init(count: Int, digest: [UInt8], hasMore: Bool, next: String? = nil, addedLast: String? = nil) {
        self.count = count
        self.digest = digest
        self.hasMore = hasMore
        self.next = next
        self.addedLast = addedLast
    }
}
