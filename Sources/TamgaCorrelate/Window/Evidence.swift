import TamgaModel

/// A record in a window, and which of the correlation's rules it is there for.
struct Evidence {
    /// The rule's place in the correlation's list.
    var part: Int
    var place: CorrelationEvent.Place

    /// Bytes of memory.
    static let cost = 64
    /// How many records of a window are remembered one by one.
    static let kept = 10
}
