import FoundationEssentials
import TamgaModel

extension Timestamp {
    /// The present instant, to the microsecond.
    static var now: Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}
