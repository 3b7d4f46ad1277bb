import CTamgaSift

extension BucketMasks {
    /// Calls with every place of a stretch from which the next four bytes fit some bucket, in order.
    ///
    /// - Precondition: the stretch is no longer than ``CandidateBits/stretch``; ``TextView/padding`` bytes behind it can be
    ///   read.
    @inline(__always)
    func forEachCandidate(_ base: UnsafePointer<UInt8>, _ count: Int, _ body: (_ position: Int) -> Void) {
        // Safe: the words lie in the stretch and its padding.
        unsafe CandidateBits.forEach(count) { words, bits in
            unsafe tamga_literal_candidates(base, words, masks, groups, bits)
        } _: {
            body($0)
        }
    }
}
