import Synchronization

/// Gives each log of a stream a number that no other has had.
final class LogNumbers: Sendable {
    private let last: Atomic<Int64>

    /// Numbers behind one.
    init(after last: Int64) { self.last = Atomic(last) }

    /// The next number.
    func next() -> Int64 { last.add(1, ordering: .relaxed).newValue }
}
