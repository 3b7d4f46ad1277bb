/// A length cut into so many parts that differ by one at most: the *n*th begins at the length's *n*th share, rounded
/// down. Adding up takes the place of a division for each.
struct EvenParts: Sequence, IteratorProtocol {
    private let whole: Int64
    private let rest: Int64
    private let count: Int64
    private var start: Int64 = 0
    /// What rounding down has left, in shares of a part.
    private var left: Int64 = 0
    private var given: Int64 = 0

    /// Cuts a length into parts.
    init(_ length: Int64, count: Int) {
        self.count = Int64(count)
        (whole, rest) = count > 0 ? length.quotientAndRemainder(dividingBy: self.count) : (0, 0)
    }

    /// The next part.
    mutating func next() -> (start: Int64, length: Int64)? {
        guard given < count else { return nil }
        given += 1
        left += rest
        let isLonger = left >= count
        if isLonger { left -= count }
        let part = (start: start, length: isLonger ? whole + 1 : whole)
        start += part.length
        return part
    }
}
