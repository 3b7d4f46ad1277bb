/// Places of a text that passed, a bit each: how the sieves in C tell them.
enum CandidateBits {
    /// The bytes of text that are looked at at a time: they lie in the nearest cache when they are looked at again.
    static let stretch = 4_096

    /// Calls with where each stretch of a text begins and how long it is.
    @inline(__always)
    static func forEachStretch(_ count: Int, _ body: (_ start: Int, _ count: Int) -> Void) {
        var start = 0
        while start < count {
            body(start, min(stretch, count &- start))
            start &+= stretch
        }
    }

    /// Calls with every place whose bit is set, in order.
    ///
    /// - Parameters:
    ///   - count: bytes, no more than ``stretch``.
    ///   - fill: sets the bits of so many times 64 places, the last ones behind the text's end too.
    @inline(__always)
    static func forEach(
        _ count: Int, _ fill: (_ words: Int, _ bits: UnsafeMutablePointer<UInt64>) -> Void,
        _ body: (_ position: Int) -> Void
    ) {
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: stretch / 64) { bits in
            let words = (count &+ 63) / 64
            // Safe: a stretch has no more words than there is room for.
            unsafe fill(words, bits.baseAddress!)
            for word in 0..<words {
                var left = unsafe bits[word]
                while left != 0 {
                    body(word &* 64 &+ left.trailingZeroBitCount)
                    left &= left &- 1
                }
            }
        }
    }
}
