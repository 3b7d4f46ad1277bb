import AsyncHTTPClient
import NIOCore

/// Where a synchronous command meets asynchronous work.
public enum AsyncWork {
    /// Runs work to its end, and blocks the calling thread until then. Not to be called from asynchronous code.
    public static func wait<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        try HTTPClient.defaultEventLoopGroup.any().makeFutureWithTask(work).wait()
    }
}
