import CTamgaSift

/// A ``BitFilter`` of a table, to be asked.
@safe
struct HashFilter {
    private let words: UnsafePointer<UInt64>
    private let shift: UInt64

    /// - Precondition: `words` are `1 << (bits - 6)` words that live as long as the filter.
    init(words: UnsafePointer<UInt64>, bits: Int) {
        unsafe self.words = words
        shift = BitFilter.shift(bits: bits)
    }

    /// Asks for the word that decides about a hash, so that it is there when it is looked at.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        // Safe: the shift leaves as many bits as number the words.
        unsafe tamga_prefetch(words + Int(truncatingIfNeeded: hash &>> shift))
    }

    /// False for what is not in the set; true for all that is, and for a few others.
    @inline(__always)
    func holds(_ hash: UInt64) -> Bool {
        let mask = BitFilter.mask(hash, shift)
        // Safe: the shift leaves as many bits as number the words.
        return unsafe words[Int(truncatingIfNeeded: hash &>> shift)] & mask == mask
    }
}
