import TamgaJSON
public import TamgaModel

/// What became of objects that were handed in (TAXII 2.1 §4.3.1). The counts are those of the lists, always.
public struct StatusResource: Hashable, Sendable {
    /// One object.
    public struct Detail: Hashable, Sendable {
        /// `type--uuid`; the place in the request where the object has no usable id.
        public var id: String
        /// Its version.
        public var version: String
        /// What is to be said of it.
        public var message: String?

        /// A detail.
        public init(id: String, version: String, message: String? = nil) {
            self.id = id
            self.version = version
            self.message = message
        }
    }

    /// A UUID.
    public var id: String
    /// When the request came.
    public var requested: Timestamp
    /// What was taken.
    public var successes: [Detail] = []
    /// What was refused, with the reason.
    public var failures: [Detail] = []

    /// The status of a request of which nothing is decided yet.
    public init(id: String, requested: Timestamp) {
        self.id = id
        self.requested = requested
    }

    /// The resource. It is complete when the request is answered.
    public var json: [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("id", id)
            $0.member("status", "complete")
            $0.member("request_timestamp", requested.taxii)
            $0.member("total_count", successes.count + failures.count)
            $0.member("success_count", successes.count)
            Self.list("successes", successes, &$0)
            $0.member("failure_count", failures.count)
            Self.list("failures", failures, &$0)
            $0.member("pending_count", 0)
        }
        return writer.bytes
    }

    private static func list(_ name: String, _ details: [Detail], _ writer: inout JSONWriter) {
        guard !details.isEmpty else { return }
        writer.array(name) {
            for detail in details {
                $0.object {
                    $0.member("id", detail.id)
                    $0.member("version", detail.version)
                    $0.member("message", detail.message)
                }
            }
        }
    }
}
