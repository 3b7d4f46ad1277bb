import Foundation

/// Threads beside the pool that all tests share.
///
/// There, whoever waits for an answer has its turn only once tests that compute for seconds have ended; servers and their
/// clients would meet limits that nothing but that pool is to blame for. On these threads the machine shares its time out.
final class OwnThreads: TaskExecutor, @unchecked Sendable {
    static let shared = OwnThreads(count: 32)

    private let condition = NSCondition()
    private var jobs: [UnownedJob] = []

    private init(count: Int) {
        for _ in 0..<count {
            Thread.detachNewThread { [self] in
                while true { next().runSynchronously(on: asUnownedTaskExecutor()) }
            }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    private func next() -> UnownedJob {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty { condition.wait() }
        return jobs.removeFirst()
    }
}
