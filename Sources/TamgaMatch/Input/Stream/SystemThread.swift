import Glibc

/// A thread of its own, for work that waits.
public enum SystemThread {
    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs work on a new thread.
    ///
    /// - Throws: where the system gives no thread.
    public static func start(_ body: @escaping @Sendable () -> Void) throws(InputError) {
        var thread = pthread_t()
        // Safe: the thread takes over the one reference that is handed to it.
        let work = unsafe Unmanaged.passRetained(Work(body))
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                unsafe Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            unsafe work.release()
            throw .io("no thread", code)
        }
        pthread_detach(thread)
    }
}
