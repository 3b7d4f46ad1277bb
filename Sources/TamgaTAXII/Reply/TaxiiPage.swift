import TamgaJSON
public import TamgaModel

/// A page of a collection, which is written as an envelope, a manifest or a list of versions.
///
/// Source: TAXII 2.1 §3.7, §5.3.1 and §5.8.1. `next` goes with every `more`, in all three: clients that find none go on from the
/// beginning, for ever. What is empty is `{}`.
public struct TaxiiPage: Hashable, Sendable {
    /// One version of an object.
    public struct Entry: Hashable, Sendable {
        /// `type--uuid`.
        public var id: String
        /// When it came into the collection.
        public var added: Timestamp
        /// The version.
        public var version: Timestamp
        /// `2.0` or `2.1`.
        public var specVersion: String
        /// The object's JSON, byte for byte.
        public var original: [UInt8]

        /// An entry.
        public init(id: String, added: Timestamp, version: Timestamp, specVersion: String, original: [UInt8]) {
            self.id = id
            self.added = added
            self.version = version
            self.specVersion = specVersion
            self.original = original
        }
    }

    /// The entries in the order in which they came.
    public var entries: [Entry]
    /// Where the next page begins; `nil` where this one is the last.
    public var next: String?

    /// A page.
    public init(entries: [Entry], next: String?) {
        self.entries = entries
        self.next = next
    }

    /// `X-TAXII-Date-Added-First`; `nil` where the page is empty.
    public var firstAdded: String? { entries.first?.added.taxii }
    /// `X-TAXII-Date-Added-Last`; `nil` where the page is empty.
    public var lastAdded: String? { entries.last?.added.taxii }

    /// The envelope: objects byte for byte as they came.
    public var envelope: [UInt8] {
        written { writer in
            writer.array("objects") { for entry in entries { $0.value(json: entry.original) } }
        }
    }

    /// The manifest.
    public var manifest: [UInt8] {
        written { writer in
            writer.array("objects") {
                for entry in entries {
                    $0.object {
                        $0.member("id", entry.id)
                        $0.member("date_added", entry.added.taxii)
                        $0.member("version", entry.version.stixVersion)
                        $0.member("media_type", "application/stix+json;version=\(entry.specVersion)")
                    }
                }
            }
        }
    }

    /// The versions.
    public var versions: [UInt8] {
        written { writer in
            writer.array("versions") { for entry in entries { $0.value(entry.version.stixVersion) } }
        }
    }

    private func written(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            guard !entries.isEmpty else { return }
            $0.member("more", next != nil)
            $0.member("next", next)
            body(&$0)
        }
        return writer.bytes
    }
}
