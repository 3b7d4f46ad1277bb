import Dispatch

/// Where the store is asked: its calls wait for disks and locks, which nothing that serves requests may do.
///
/// A few readers at once, as many as the store has connections, and one writer.
struct StoreThreads: Sendable {
    private let queue = DispatchQueue(label: "tamga.store", attributes: .concurrent)
    private let readers = Turnstile(width: 4)
    private let writers = Turnstile(width: 1)

    /// Runs what reads.
    func read<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run(readers, body)
    }

    /// Runs what writes, one at a time.
    func write<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await run(writers, body)
    }

    private func run<Value: Sendable>(
        _ turnstile: Turnstile, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        await turnstile.enter()
        defer { turnstile.leave() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
