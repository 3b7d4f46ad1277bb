/// Walks the members of an object, one at a time, in their order.
public struct JSONMembers: Sendable {
    private var walk: JSONWalk

    init(of value: JSONValue) {
        walk = JSONWalk(value.kind == .object ? value.range : nil)
    }

    /// One member.
    public struct Member: Sendable {
        /// The name, a string.
        public let key: JSONValue
        /// The value.
        public let value: JSONValue

        /// True where the name, its escapes decoded, is this one.
        public func hasKey(_ name: String, in bytes: Span<UInt8>) -> Bool { key.isString(name, in: bytes) }
    }

    /// The next member, or `nil` after the last.
    public mutating func next(in bytes: Span<UInt8>) -> Member? {
        guard walk.isAtValue(in: bytes) else { return nil }
        let key = walk.value(in: bytes)
        walk.skipSeparator(in: bytes)
        return Member(key: key, value: walk.value(in: bytes))
    }
}
