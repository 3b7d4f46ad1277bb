import TamgaModel

extension Timestamp {
    static let hour: Int64 = 3_600_000_000
    static let day: Int64 = 86_400_000_000

    /// The last whole hour or day that is not later, by UTC.
    ///
    /// - Parameter length: ``hour`` or ``day``.
    func whole(_ length: Int64) -> Timestamp {
        let rest = (microseconds % length + length) % length
        return Timestamp(microseconds: microseconds - rest)
    }

    /// The first whole hour or day that is not earlier, by UTC.
    func wholeAfter(_ length: Int64) -> Timestamp {
        let start = whole(length)
        return start == self ? self : Timestamp(microseconds: start.microseconds + length)
    }
}
