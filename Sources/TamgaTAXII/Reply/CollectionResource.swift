import TamgaJSON
import TamgaUUID

/// What a server says of a collection (TAXII 2.1 §5.2.1).
public struct CollectionResource: Hashable, Sendable {
    /// A UUID that is made from the name: the same on every server and for ever.
    public var id: String
    /// The name in lower case, which may stand in paths in place of the id.
    public var alias: String
    /// What it is called; no two collections of a server have the same.
    public var title: String
    /// What is in it.
    public var description: String
    /// Whether the caller may read it.
    public var canRead: Bool
    /// Whether the caller may hand something in.
    public var canWrite: Bool

    /// The collection with a name.
    public init(name: String, title: String, description: String, canRead: Bool, canWrite: Bool) {
        id = NameUUID.text(namespace: NameUUID.tamga, name: "taxii collection \(name)".utf8)
        alias = name.lowercased()
        self.title = title
        self.description = description
        self.canRead = canRead
        self.canWrite = canWrite
    }

    /// True where a segment of a path names the collection.
    public func isNamed(_ segment: String) -> Bool {
        let segment = segment.lowercased()
        return segment == id || segment == alias
    }

    /// Writes the resource as a value.
    func write(to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", id)
            $0.member("title", title)
            $0.member("description", description)
            $0.member("alias", alias)
            $0.member("can_read", canRead)
            $0.member("can_write", canWrite)
            $0.member("media_types", ["application/stix+json;version=2.1", "application/stix+json;version=2.0"])
        }
    }

    /// The resource.
    public var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// The resource of several; an empty object where there are none (TAXII 2.1 §5.1.1).
    public static func json(of collections: [CollectionResource]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            guard !collections.isEmpty else { return }
            $0.array("collections") { for collection in collections { collection.write(to: &$0) } }
        }
        return writer.bytes
    }
}
