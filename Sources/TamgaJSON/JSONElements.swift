/// Walks the elements of an array, one at a time, in their order.
public struct JSONElements: Sendable {
    private var walk: JSONWalk

    init(of value: JSONValue) {
        walk = JSONWalk(value.kind == .array ? value.range : nil)
    }

    /// The next element, or `nil` after the last.
    public mutating func next(in bytes: Span<UInt8>) -> JSONValue? {
        walk.isAtValue(in: bytes) ? walk.value(in: bytes) : nil
    }
}
