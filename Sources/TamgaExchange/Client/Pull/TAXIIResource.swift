import TamgaJSON

/// The resources by which a collection is found.
enum TAXIIResource {
    /// A discovery resource (TAXII 2.1 §4.1): its API roots, the default one first.
    case discovery(roots: [String])
    /// An API root (§4.2): whether it speaks TAXII 2.1, and how many bytes it takes.
    case root(speaks: Bool, maximumLength: Int?)
    /// A list of collections (§5.1).
    case collections([Collection])
    /// One collection (§5.2.1).
    case collection(Collection)

    /// A collection, as its server tells of it.
    struct Collection: Sendable {
        var id: String
        var title: String
        var alias: String?
        var canRead: Bool
        var canWrite: Bool

        init?(_ value: JSONValue, in bytes: Span<UInt8>) {
            guard let id = value.member("id", in: bytes)?.string(in: bytes), !id.isEmpty else { return nil }
            self.id = id
            title = value.member("title", in: bytes)?.string(in: bytes) ?? ""
            alias = value.member("alias", in: bytes)?.string(in: bytes)
            canRead = value.member("can_read", in: bytes)?.bool ?? true
            canWrite = value.member("can_write", in: bytes)?.bool ?? false
        }

        /// For lists of choices.
        var line: String {
            let rights = canRead ? (canWrite ? "read, write" : "read") : canWrite ? "write" : "none"
            return "\(id)  \(alias.map { "\($0)  " } ?? "")“\(title)”  (\(rights))"
        }
    }

    /// More roots or collections than these are not looked at.
    static let maximumEntries = 10_000

    /// Reads a resource by the members that it must have.
    init?(_ bytes: [UInt8]) {
        let span = bytes.span
        guard let root = try? JSONValue(span), root.kind == .object else { return nil }
        func strings(_ name: String) -> [String]? {
            guard let list = root.member(name, in: span), list.kind == .array else { return nil }
            var texts: [String] = []
            var elements = list.elements
            while let element = elements.next(in: span), texts.count < Self.maximumEntries {
                if let text = element.string(in: span) { texts.append(text) }
            }
            return texts
        }
        if let roots = strings("api_roots") {
            let first = root.member("default", in: span)?.string(in: span)
            self = .discovery(roots: (first.map { [$0] } ?? []) + roots.filter { $0 != first })
        } else if let versions = strings("versions") {
            self = .root(
                speaks: versions.contains { $0.contains("2.1") },
                maximumLength: root.member("max_content_length", in: span)?.integer(in: span).flatMap {
                    $0 > 0 ? $0 : nil
                })
        } else if let list = root.member("collections", in: span), list.kind == .array {
            var found: [Collection] = []
            var elements = list.elements
            while let element = elements.next(in: span), found.count < Self.maximumEntries {
                if let collection = Collection(element, in: span) { found.append(collection) }
            }
            self = .collections(found)
        } else if root.member("can_read", in: span) != nil, let collection = Collection(root, in: span) {
            self = .collection(collection)
        } else {
            var members = root.members
            // A root without collections answers {} (TAXII 2.1 §5.1).
            guard members.next(in: span) == nil else { return nil }
            self = .collections([])
        }
    }
}
