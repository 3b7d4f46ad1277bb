import Glibc
import TamgaModel

extension Timestamp {
    /// The present instant, to the microsecond.
    static var now: Timestamp {
        var time = timespec()
        // Safe: the call writes one `timespec`.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
