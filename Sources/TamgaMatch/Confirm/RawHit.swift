import TamgaModel

/// A confirmed match of an entry in a block, before it is known whose and when.
struct RawHit {
    /// The entry of the ``IndicatorTable``.
    var entry: UInt32
    /// Where the matched text begins in the block.
    var start: Int
    /// Where it ends.
    var end: Int
    /// How text and value meet.
    var how: Hit.Manner
}
