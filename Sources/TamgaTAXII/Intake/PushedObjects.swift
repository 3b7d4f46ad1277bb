import TamgaJSON

/// The objects of a request body: where each stands in it. Nothing is copied, nothing is built.
public struct PushedObjects: Hashable, Sendable {
    /// One element of `objects`.
    public struct Element: Hashable, Sendable {
        /// Its bytes in the body.
        public var range: Range<Int>
        /// Its `id`; `nil` where it has none that is a text.
        public var id: String?
        /// Its `type`.
        public var type: String?
        /// Its version as it states it: `modified`, else `created`, else the epoch.
        public var version: String
        /// Its `created_by_ref`.
        public var createdBy: String?
        /// True where `created_by_ref` is there and is no identity's id as STIX 2.1 §2.9 writes it.
        public var hasOddCreator: Bool
        /// Its `object_marking_refs`.
        public var markings: [String]
        /// A property that says whose it is and stands twice: readers differ in which of the two counts.
        public var repeated: String?
        /// What other readers of JSON stumble over.
        public var fault: String?
        /// True for a JSON object.
        public var isObject: Bool
    }

    /// The elements in their order.
    public var elements: [Element]

    /// How many objects a request may have.
    public static let maximumCount = 10_000

    /// Reads an envelope, or a bundle.
    ///
    /// - Parameters:
    ///   - allowsBundle: Whether a `type` of `bundle` is passed over; otherwise it is not an envelope.
    /// - Throws: 400 for what is not JSON or nested deeper than ``TamgaJSON/JSONValue/maximumDepth``; 422 for JSON that is no
    ///   envelope; 413 for more than ``maximumCount`` objects.
    public init(_ body: [UInt8], allowsBundle: Bool) throws(TaxiiError) {
        let bytes = body.span
        let root: JSONValue
        do throws(JSONError) { root = try JSONValue(bytes) } catch {
            throw .malformed("Malformed JSON", "\(error)")
        }
        guard root.kind == .object else {
            throw TaxiiError(422, "Not an envelope", "The body is a JSON \(root.kind), not an object with “objects”.")
        }
        var list: JSONValue?
        var members = root.members
        while let member = members.next(in: bytes) {
            if member.hasKey("objects", in: bytes) {
                guard list == nil else { throw TaxiiError(422, "Not an envelope", "“objects” stands twice.") }
                list = member.value
            } else if member.hasKey("type", in: bytes), !allowsBundle {
                throw TaxiiError(
                    422, "Not an envelope", "An envelope has no “type”; a bundle is not taken as \(MediaType.taxii).")
            }
        }
        guard let list, list.kind == .array else {
            throw TaxiiError(422, "Not an envelope", "An envelope has “objects”, a list.")
        }
        elements = []
        var values = list.elements
        while let value = values.next(in: bytes) {
            guard elements.count < Self.maximumCount else {
                throw TaxiiError(
                    413, "Too many objects", "A request may have \(Self.maximumCount) objects; send more of them.")
            }
            elements.append(Element(value, in: bytes))
        }
        if elements.isEmpty { throw TaxiiError(422, "Nothing in the envelope", "“objects” is empty.") }
    }
}

extension PushedObjects.Element {
    init(_ value: JSONValue, in bytes: Span<UInt8>) {
        range = value.range
        isObject = value.kind == .object
        markings = []
        hasOddCreator = false
        var modified: String?
        var created: String?
        var seen: Set<String> = []
        var twice: String?
        func note(_ name: String) {
            if !seen.insert(name).inserted { twice = name }
        }
        var members = value.members
        while let member = members.next(in: bytes) {
            if member.hasKey("id", in: bytes) {
                note("id")
                id = member.value.string(in: bytes)
            } else if member.hasKey("type", in: bytes) {
                note("type")
                type = member.value.string(in: bytes)
            } else if member.hasKey("modified", in: bytes) {
                note("modified")
                modified = member.value.string(in: bytes)
            } else if member.hasKey("created", in: bytes) {
                note("created")
                created = member.value.string(in: bytes)
            } else if member.hasKey("created_by_ref", in: bytes) {
                note("created_by_ref")
                createdBy = member.value.string(in: bytes)
                hasOddCreator = !Self.isIdentity(createdBy ?? "")
            } else if member.hasKey("object_marking_refs", in: bytes) {
                note("object_marking_refs")
                var refs = member.value.elements
                while let ref = refs.next(in: bytes) {
                    if let ref = ref.string(in: bytes), markings.count < 64 { markings.append(ref) }
                }
            }
        }
        repeated = twice
        fault = InterchangeFault.first(in: bytes, range)
        version = modified ?? created ?? "1970-01-01T00:00:00.000Z"
    }

    private static func isIdentity(_ id: String) -> Bool {
        id.hasPrefix("identity--") && id.utf8.count == 46
            && id.utf8.dropFirst(10).allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 || $0 == 0x2D }
    }
}
