internal import CPCRE2
internal import Glibc

/// The processor time that one search has left; looked at by the calls that PCRE2 makes before items of a pattern.
struct SearchClock {
    /// Calls from one look at the clock to the next: between two calls the rest of the subject may be read.
    private var pace = 1
    private var untilLook = 1
    /// When the processor's clock is asked: until then not so much time can have been used.
    private var lookAgain = 0
    private var end = 0
    /// True while a search is timed; what calls otherwise is a callout that stands in a pattern.
    private var isTimed = false
    /// True once a search was ended.
    private(set) var isOver = false

    /// Begins a search of a subject of some length.
    mutating func begin(milliseconds: UInt32, on count: Int) {
        pace = max(1, min(1_024, (1 << 20) / max(1, count)))
        untilLook = pace
        end = Self.now(CLOCK_THREAD_CPUTIME_ID) + Int(milliseconds) * 1_000_000
        lookAgain = Self.now(CLOCK_MONOTONIC_COARSE) + Int(milliseconds) * 1_000_000
        isOver = false
        isTimed = true
    }

    /// Ends a search.
    mutating func stop() { isTimed = false }

    /// PCRE2's number for going on, or for an end at a limit.
    mutating func call() -> Int32 {
        if !isTimed { return 0 }
        untilLook -= 1
        if untilLook > 0 { return 0 }
        untilLook = pace
        // The wall's coarse clock costs a few nanoseconds, the thread's a call of the system.
        let now = Self.now(CLOCK_MONOTONIC_COARSE)
        guard now > lookAgain else { return 0 }
        let used = Self.now(CLOCK_THREAD_CPUTIME_ID)
        if used < end {
            lookAgain = now + end - used
            return 0
        }
        isOver = true
        return PCRE2_ERROR_MATCHLIMIT
    }

    /// A clock's nanoseconds.
    private static func now(_ clock: clockid_t) -> Int {
        var time = timespec()
        // Safe: the call writes one `timespec`, which lives until it returns.
        unsafe clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
