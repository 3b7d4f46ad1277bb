import Dispatch
import Synchronization

extension Exercise {
    /// Makes every slice of every log, several at a time; the bytes do not depend on how many.
    ///
    /// - Parameters:
    ///   - workers: how many at a time, 1 at least.
    ///   - body: gets the log's place in ``logs`` and its next slice, one after the other: all of a log before any of
    ///     the next. Where it throws, it gets no more.
    /// - Throws: what the body threw.
    public func eachSlice(workers: Int, _ body: @Sendable (Int, ExerciseSlice) throws -> Void) throws {
        let slices = logs.indices.flatMap { log in (0..<logs[log].sliceCount).map { (log, $0) } }
        let workers = max(1, min(workers, slices.count))
        let next = Atomic(0)
        let failure = Mutex<(any Error)?>(nil)
        // Who has made a slice waits for its turn. So many are being made at most, each with a turn of its own, and the
        // first of them waits for nobody.
        let turns = (0..<workers).map { _ in DispatchSemaphore(value: 0) }
        turns[0].signal()
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while failure.withLock({ $0 == nil }) {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < slices.count else { return }
                let (log, place) = slices[number]
                let slice = logs[log].slice(place)
                turns[number % workers].wait()
                do {
                    if failure.withLock({ $0 == nil }) { try body(log, slice) }
                } catch {
                    failure.withLock { $0 = error }
                }
                turns[(number + 1) % workers].signal()
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
