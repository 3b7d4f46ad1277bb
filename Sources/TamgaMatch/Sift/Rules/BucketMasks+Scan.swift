import CTamgaSift

extension BucketMasks {
    /// Words of 64 bytes whose candidates are found at a time.
    private static let stretch = 64

    /// Calls with every place of a text from which the next four bytes fit some bucket, in order.
    ///
    /// - Precondition: ``TextView/padding`` bytes behind the text can be read.
    @inline(__always)
    func forEachCandidate(_ base: UnsafePointer<UInt8>, _ count: Int, _ body: (_ position: Int) -> Void) {
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.stretch) { candidates in
            var word = 0
            let words = (count + 63) / 64
            while word < words {
                let some = min(Self.stretch, words - word)
                // Safe: the words lie in the text and its padding; there is room for `some` words of bits.
                unsafe tamga_literal_candidates(base + word * 64, some, masks, groups, candidates.baseAddress!)
                for index in 0..<some {
                    var bits = unsafe candidates[index]
                    while bits != 0 {
                        body((word &+ index) &* 64 &+ bits.trailingZeroBitCount)
                        bits &= bits &- 1
                    }
                }
                word += some
            }
        }
    }
}
