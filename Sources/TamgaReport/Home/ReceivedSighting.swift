public import TamgaJSON
public import TamgaModel

/// What another team says that it has seen: a STIX sighting that came here as an object.
public struct ReceivedSighting: Hashable, Sendable {
    /// `sighting--uuid`.
    public var id: String
    /// The id of what was seen.
    public var of: String
    /// The value that was seen, where it is known here.
    public var observable: Observable?
    /// Where: the members whose identities or countries it names, in alphabetical order; empty where it names none.
    public var observers: [MemberState]
    /// How often; `nil` is "not stated", which is not 0; 0 is "looked for and not seen" (STIX 2.1 §5.2).
    public var count: Int?
    /// From when.
    public var firstSeen: Timestamp?
    /// Until when.
    public var lastSeen: Timestamp?
    /// Its version; the epoch where it states none.
    public var modified: Timestamp
    /// The identities and locations of ``observers``, as the object names them.
    public let places: [String]

    /// Reads a sighting; `nil` where the object is none, or does not say of what.
    ///
    /// Where it was seen is what `where_sighted_refs` says, and nobody otherwise: that the creator saw it does not follow.
    ///
    /// - Parameter states: whom an identity or a location stands for.
    public init?(_ object: JSONValue, in bytes: Span<UInt8>, states: [String: MemberState]) {
        func text(_ key: String) -> String? { object.member(key, in: bytes)?.string(in: bytes) }
        guard object.member("type", in: bytes)?.isString("sighting", in: bytes) == true, let id = text("id"),
            let of = text("sighting_of_ref")
        else { return nil }
        self.id = id
        self.of = of
        var places: [String] = []
        if var elements = object.member("where_sighted_refs", in: bytes)?.elements {
            while let element = elements.next(in: bytes) {
                if let place = element.string(in: bytes) { places.append(place) }
            }
        }
        self.places = places
        observers = Set(places.compactMap { states[$0] }).sorted()
        let count = object.member("count", in: bytes)?.integer(in: bytes)
        self.count = count.flatMap { 0...999_999_999 ~= $0 ? $0 : nil }
        firstSeen = text("first_seen").flatMap { Timestamp(rfc3339: $0) }
        modified = text("modified").flatMap { Timestamp(rfc3339: $0) } ?? Timestamp(seconds: 0)
        lastSeen = text("last_seen").flatMap { Timestamp(rfc3339: $0) }
    }

    /// `KZ`, `KZ, UZ`, or `--` where it does not say.
    public var observerWords: String { observers.isEmpty ? "--" : observers.map(\.code).joined(separator: ", ") }

    /// `12`, `not stated`, or `0, looked for and not seen`.
    public var countWords: String {
        switch count {
        case nil: "not stated"
        case 0: "0, looked for and not seen"
        case let count?: "\(count)"
        }
    }
}
