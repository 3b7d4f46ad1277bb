public import TamgaModel
import TamgaUUID

/// Where a page ended and what it was a page of, as the text of `next`. The server remembers nothing: the text carries
/// the place and the whole query, and an HMAC over both and over who asked for what, so that nobody can make one, or
/// use it elsewhere.
public struct TaxiiCursor: Hashable, Sendable {
    /// What a cursor holds for: another collection, endpoint or reader has no use for it.
    public struct Scope: Hashable, Sendable {
        /// The collection's name.
        public var collection: String
        /// ``TaxiiEndpoint/pagingName``.
        public var endpoint: String
        /// For whom pages are made.
        public var reader: String

        /// A scope.
        public init(collection: String, endpoint: String, reader: String) {
            self.collection = collection
            self.endpoint = endpoint
            self.reader = reader
        }
    }

    /// The last entry's time of coming into the collection.
    public var place: Timestamp
    /// What was asked; ``TaxiiFilters/next`` is empty.
    public var filters: TaxiiFilters

    /// A place in what was asked.
    public init(place: Timestamp, filters: TaxiiFilters) {
        self.place = place
        self.filters = filters
    }

    /// Filters longer than this are not carried but their digest is: then they have to be sent with `next` again.
    static let longestFilters = 2_048

    private static let version: UInt8 = 1
    private static let authenticatorSize = 16

    /// The text of `next`: letters, digits, `-` and `_`.
    public func text(secret: [UInt8], scope: Scope) -> String {
        let filterText = Array(filters.text.utf8)
        let isWhole = filterText.count <= Self.longestFilters
        var bytes: [UInt8] = [Self.version, isWhole ? 1 : 0]
        bytes += Self.bigEndian(UInt64(bitPattern: place.microseconds), count: 8)
        bytes += Self.bigEndian(UInt64(min(filters.limit ?? 0, 0x7FFF_FFFF)), count: 4)
        bytes += isWhole ? filterText : Self.digest(filterText)
        return Base64.urlText(bytes + Self.authenticator(bytes, secret, scope))
    }

    /// Reads the `next` of a request.
    ///
    /// Filters that stand beside it must be those that it carries; those that do not stand beside it are taken from it,
    /// but for `limit`, which may differ from page to page.
    ///
    /// - Parameter given: The request's filters; ``TaxiiFilters/next`` is read.
    /// - Throws: 400 for a text that this server did not make for this reader and collection, and for other filters.
    public init(resuming given: TaxiiFilters, secret: [UInt8], scope: Scope) throws(TaxiiError) {
        guard let bytes = Base64.bytes(given.next ?? ""), bytes.count >= 14 + Self.authenticatorSize,
            bytes[0] == Self.version
        else { throw Self.foreign }
        let signed = Array(bytes.dropLast(Self.authenticatorSize))
        let authenticator = Array(bytes.suffix(Self.authenticatorSize))
        guard MessageAuthentication.isSame(authenticator, Self.authenticator(signed, secret, scope)) else {
            throw Self.foreign
        }
        place = Timestamp(microseconds: Int64(bitPattern: Self.number(signed[2..<10])))
        let limit = Int(Self.number(signed[10..<14]))
        let tail = Array(signed[14...])
        if signed[1] == 1 {
            guard let carried = TaxiiFilters(text: String(decoding: tail, as: UTF8.self)) else { throw Self.foreign }
            guard given.agrees(with: carried) else { throw Self.different }
            filters = carried
        } else {
            guard Self.digest(Array(given.text.utf8)) == tail else {
                throw .malformed(
                    "Filters are missing beside “next”",
                    "The query was too long for “next” to carry; send the same filters with it.")
            }
            filters = given
        }
        filters.next = nil
        filters.limit = given.limit ?? (limit > 0 ? limit : nil)
    }

    private static let foreign = TaxiiError.malformed(
        "Unknown “next”", "This is no “next” that this server gave to this account for this path.")

    private static let different = TaxiiError.malformed(
        "Other filters beside “next”",
        "Send “next” alone, or with the filters of the query that it came from.")

    private static func authenticator(_ bytes: [UInt8], _ secret: [UInt8], _ scope: Scope) -> [UInt8] {
        var digest = ContentDigest()
        for part in ["tamga cursor", scope.collection, scope.endpoint, scope.reader] { digest.update(part.utf8) }
        digest.update(bytes)
        return Array(MessageAuthentication.code(digest.bytes(), key: secret).prefix(authenticatorSize))
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = ContentDigest()
        digest.update(bytes)
        return digest.bytes()
    }

    private static func bigEndian(_ number: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

extension TaxiiFilters {
    /// True where each filter that is given is the same in others.
    fileprivate func agrees(with others: TaxiiFilters) -> Bool {
        (addedAfter == nil || addedAfter == others.addedAfter) && (ids.isEmpty || ids == others.ids)
            && (types.isEmpty || types == others.types) && (versions.isEmpty || versions == others.versions)
            && (specVersions.isEmpty || specVersions == others.specVersions)
    }
}
