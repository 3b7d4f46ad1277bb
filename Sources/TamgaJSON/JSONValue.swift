/// One value inside JSON bytes: its kind and where it stands. There is no tree and no copy.
///
/// A value is only ever made by validation, so walking and reading it needs no `try`:
///
///     let root = try JSONValue(bytes.span)
///     var members = root.members
///     while let member = members.next(in: bytes.span) {
///         if member.hasKey("id", in: bytes.span) { id = member.value.string(in: bytes.span) }
///     }
///
/// Every function takes the bytes that were validated. Other bytes give other answers, or trap where they are
/// shorter: that is a caller's mistake.
public struct JSONValue: Hashable, Sendable {
    /// The kinds of RFC 8259 §3.
    public enum Kind: UInt8, Sendable {
        case object
        case array
        case string
        case number
        case `true`
        case `false`
        case null
    }

    /// The kind.
    public let kind: Kind
    /// The value's bytes, quotes and brackets included, white space around it not.
    public let range: Range<Int>

    /// How many objects and arrays may stand inside each other.
    public static let maximumDepth = 64

    /// Validates one JSON text (RFC 8259) with nothing but white space around it.
    ///
    /// Strict: what the grammar does not have is refused, and so are bytes that are not UTF-8. An escaped lone
    /// surrogate is accepted; ``string(in:)`` gives U+FFFD for it. Repeated keys are accepted.
    ///
    /// - Parameter range: the part of `bytes` that holds the text; all of them by default. Offsets in errors
    ///   count from the start of `bytes`.
    /// - Complexity: O(n), one pass, no recursion, no allocation.
    public init(_ bytes: Span<UInt8>, in range: Range<Int>? = nil) throws(JSONError) {
        let range = range ?? 0..<bytes.count
        var validator = JSONValidator(range)
        self = try validator.document(bytes)
    }

    init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }

    /// The members of an object in their order; none where the value is of another kind.
    public var members: JSONMembers { JSONMembers(of: self) }

    /// The elements of an array in their order; none where the value is of another kind.
    public var elements: JSONElements { JSONElements(of: self) }

    /// The value of the member with a name; the last one where the name is repeated, `nil` where there is none.
    ///
    /// - Complexity: O(n) in the object's bytes: walk ``members`` once to read many.
    public func member(_ name: String, in bytes: Span<UInt8>) -> JSONValue? {
        var members = members
        var found: JSONValue?
        while let member = members.next(in: bytes) {
            if member.hasKey(name, in: bytes) { found = member.value }
        }
        return found
    }
}
