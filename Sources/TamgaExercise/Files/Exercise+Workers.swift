import Dispatch
import Synchronization

extension Exercise {
    /// Runs a closure for each log, several at a time; the logs' bytes do not depend on how many.
    ///
    /// - Parameters:
    ///   - workers: how many at a time, 1 at least.
    ///   - body: gets the log's place in ``logs``. Where it throws, no further log is begun.
    /// - Throws: what the body threw first.
    public func eachLog(workers: Int, _ body: @Sendable (Int) throws -> Void) throws {
        let next = Mutex(0)
        let failure = Mutex<(any Error)?>(nil)
        let count = logs.count
        DispatchQueue.concurrentPerform(iterations: max(1, min(workers, count))) { _ in
            while failure.withLock({ $0 == nil }) {
                let number = next.withLock { next in
                    defer { next += 1 }
                    return next
                }
                guard number < count else { return }
                do {
                    try body(number)
                } catch {
                    failure.withLock { if $0 == nil { $0 = error } }
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
