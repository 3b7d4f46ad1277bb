/// What a path names.
///
/// Source: TAXII 2.1 §4 and §5. Every path ends in `/` there; without it the same is meant.
public enum TaxiiEndpoint: Hashable, Sendable {
    /// `/taxii2/`
    case discovery
    /// `/union/`
    case apiRoot
    /// `/union/status/ID/`
    case status(String)
    /// `/union/collections/`
    case collections
    /// `/union/collections/ID/`
    case collection(String)
    /// `/union/collections/ID/manifest/`
    case manifest(String)
    /// `/union/collections/ID/objects/`
    case objects(String)
    /// `/union/collections/ID/objects/OBJECT/`
    case object(String, id: String)
    /// `/union/collections/ID/objects/OBJECT/versions/`
    case versions(String, id: String)

    /// Where discovery is (TAXII 2.1 §4.1).
    public static let discoveryPath = "/taxii2/"
    /// The one API root.
    public static let rootPath = "/union/"

    /// The longest path that is read, in bytes.
    public static let longestPath = 1_024

    /// Reads a path, without its query; `nil` for what names nothing.
    ///
    /// Segments are decoded once, and what is not made of letters, digits, `-`, `.` and `_` names nothing; nor does an empty
    /// one, `.` or `..`: there is no way around.
    public init?(path: some StringProtocol) {
        guard path.utf8.count <= Self.longestPath, path.hasPrefix("/") else { return nil }
        var parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        var segments: [String] = []
        for part in parts {
            guard let segment = PercentEncoding.decoded(part), Self.isSegment(segment) else { return nil }
            segments.append(segment)
        }
        switch (segments.count, segments.first) {
        case (1, "taxii2"): self = .discovery
        case (1, "union"): self = .apiRoot
        case (3, "union") where segments[1] == "status": self = .status(segments[2])
        case (2..., "union") where segments[1] == "collections":
            guard let below = Self.collection(segments) else { return nil }
            self = below
        default: return nil
        }
    }

    private static func collection(_ segments: [String]) -> TaxiiEndpoint? {
        if segments.count == 2 { return .collections }
        let name = segments[2]
        switch (segments.count, segments.dropFirst(3).first) {
        case (3, _): return .collection(name)
        case (4, "manifest"): return .manifest(name)
        case (4, "objects"): return .objects(name)
        case (5, "objects"): return .object(name, id: segments[4])
        case (6, "objects") where segments[5] == "versions": return .versions(name, id: segments[4])
        default: return nil
        }
    }

    private static func isSegment(_ text: String) -> Bool {
        if text.isEmpty || text == "." || text == ".." { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// The methods that the path has.
    public var methods: [String] {
        switch self {
        case .objects: ["GET", "POST"]
        case .object: ["GET", "DELETE"]
        default: ["GET"]
        }
    }

    /// What a cursor of this endpoint is bound to; `nil` where there are no pages.
    public var pagingName: String? {
        switch self {
        case .manifest: "manifest"
        case .objects: "objects"
        case .object(_, let id): "object \(id)"
        case .versions(_, let id): "versions \(id)"
        default: nil
        }
    }
}
