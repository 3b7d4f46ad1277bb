public import TamgaModel

/// What a query asks for: which objects, how many, from where on.
///
/// Source: TAXII 2.1 §3.4 and §3.5. A filter that is not known is passed over and named in ``unknown``; one that stands twice is
/// malformed.
public struct TaxiiFilters: Hashable, Sendable {
    /// One of `match[version]`'s words, or a time.
    public enum Version: Hashable, Comparable, Sendable {
        /// The newest.
        case last
        /// The oldest.
        case first
        /// Every one.
        case all
        /// This one.
        case exact(Timestamp)
    }

    /// `added_after`: only what came later.
    public var addedAfter: Timestamp?
    /// `limit`: at most so many; above 0.
    public var limit: Int?
    /// `next`: goes on where a page ended.
    public var next: String?
    /// `match[id]`
    public var ids: [String] = []
    /// `match[type]`
    public var types: [String] = []
    /// `match[version]`; none is the newest.
    public var versions: [Version] = []
    /// `match[spec_version]`
    public var specVersions: [String] = []
    /// The names of filters that mean nothing here, at most 8.
    public var unknown: [String] = []

    /// The filters of an endpoint.
    public enum Key: String, CaseIterable, Hashable, Sendable {
        /// Only what came later.
        case addedAfter = "added_after"
        /// At most so many.
        case limit
        /// Goes on where a page ended.
        case next
        /// Only these objects.
        case id = "match[id]"
        /// Only these types.
        case type = "match[type]"
        /// Which versions.
        case version = "match[version]"
        /// Only these versions of STIX.
        case specVersion = "match[spec_version]"
    }

    /// None.
    public init() {}

    /// Reads a query.
    ///
    /// - Parameters:
    ///   - query: What stands behind the `?`, encoded.
    ///   - endpoint: What is asked: `match[id]` means nothing where the path names the object (TAXII 2.1 §5.6).
    public init(query: some StringProtocol, for endpoint: TaxiiEndpoint) throws(TaxiiError) {
        let known = Self.keys(of: endpoint)
        var seen: Set<Key> = []
        for pair in query.split(separator: "&") {
            let cut = pair.firstIndex(of: "=") ?? pair.endIndex
            guard let name = PercentEncoding.decoded(pair[..<cut]),
                let value = PercentEncoding.decoded(pair[cut...].dropFirst())
            else { throw .malformed("Malformed query", "An escape in the query is not whole, or is not UTF-8.") }
            guard let key = Key(rawValue: name), known.contains(key) else {
                if unknown.count < 8 { unknown.append(String(name.prefix(60))) }
                continue
            }
            guard seen.insert(key).inserted else {
                throw .malformed(
                    "Filter given twice",
                    "“\(key.rawValue)” stands twice; put its values into one, with commas between.")
            }
            guard !value.isEmpty else { throw .malformed("Empty filter", "“\(key.rawValue)” has no value.") }
            try take(key, value)
        }
    }

    private mutating func take(_ key: Key, _ value: String) throws(TaxiiError) {
        switch key {
        case .addedAfter:
            addedAfter = try Self.time(value, key)
        case .limit:
            guard value.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
                throw .malformed("Malformed limit", "“limit” is a number above 0.")
            }
            // What is past 64 bits is more than any page holds.
            let number = Int(value) ?? .max
            guard number > 0 else { throw .malformed("Malformed limit", "“limit” is a number above 0.") }
            limit = number
        case .next: next = value
        case .id: ids = try Self.list(value, key)
        case .type: types = try Self.list(value, key)
        case .version:
            for word in try Self.list(value, key) {
                switch word {
                case "last": versions.append(.last)
                case "first": versions.append(.first)
                case "all": versions.append(.all)
                default: versions.append(.exact(try Self.time(word, key)))
                }
            }
            versions = Array(Set(versions)).sorted()
        case .specVersion:
            specVersions = try Self.list(value, key)
            for version in specVersions {
                let parts = version.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count == 2, parts.allSatisfy({ 1...4 ~= $0.utf8.count && Int($0) != nil }) else {
                    throw .malformed("Malformed filter", "“match[spec_version]” holds versions of STIX such as 2.1.")
                }
            }
        }
    }

    /// Which filters an endpoint knows.
    private static func keys(of endpoint: TaxiiEndpoint) -> Set<Key> {
        switch endpoint {
        case .objects, .manifest: Set(Key.allCases)
        case .object: [.addedAfter, .limit, .next, .version, .specVersion]
        case .versions: [.addedAfter, .limit, .next, .specVersion]
        default: []
        }
    }

    private static func list(_ value: String, _ key: Key) throws(TaxiiError) -> [String] {
        let values = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !values.contains("") else {
            throw .malformed("Malformed filter", "“\(key.rawValue)” has an empty value between its commas.")
        }
        guard value.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .malformed("Malformed filter", "“\(key.rawValue)” has a space or a control character in it.")
        }
        return Array(Set(values)).sorted()
    }

    private static func time(_ text: String, _ key: Key) throws(TaxiiError) -> Timestamp {
        guard let time = Timestamp(rfc3339: text) else {
            throw .malformed(
                "Malformed filter", "“\(key.rawValue)” holds a timestamp such as 2026-02-28T23:59:59.000000Z.")
        }
        return time
    }
}
