#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What work costs, however busy the machine is.
public enum ProcessorTime {
    /// The processor time that the calling thread has had. Work that is measured by it stays on that thread, and waits for
    /// nothing asynchronous.
    public static var ofThread: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
