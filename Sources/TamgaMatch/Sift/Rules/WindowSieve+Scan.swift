import CTamgaSift

extension WindowSieve {
    /// Words of 64 bytes whose candidates are found at a time.
    private static let stretch = 64

    /// Finds every window in a text: which one, and where it begins, in no particular order.
    ///
    /// - Precondition: ``TextView/padding`` bytes behind the text can be read.
    @inline(__always)
    func scan(_ base: UnsafePointer<UInt8>, _ count: Int, _ found: (_ window: Int, _ start: Int) -> Void) {
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
                        let position = (word &+ index) &* 64 &+ bits.trailingZeroBitCount
                        bits &= bits &- 1
                        unsafe confirm(base, position, count, found)
                    }
                }
                word += some
            }
        }
    }

    /// Holds the windows whose buckets a place passes against the text.
    @inline(__always)
    private func confirm(
        _ base: UnsafePointer<UInt8>, _ position: Int, _ count: Int, _ found: (_ window: Int, _ start: Int) -> Void
    ) {
        for group in 0..<groups {
            // Safe: four bytes from a candidate on lie in the text or its padding; the tables have a row of sixteen bytes
            // for each place and half.
            var buckets = UInt8.max
            let tables = unsafe UnsafeRawPointer(masks + group).assumingMemoryBound(to: UInt8.self)
            for place in 0..<4 {
                let byte = unsafe base[position &+ place]
                unsafe buckets &= tables[16 &* place &+ Int(byte & 15)] & tables[64 &+ 16 &* place &+ Int(byte >> 4)]
            }
            while buckets != 0 {
                let bucket = group &* 8 &+ buckets.trailingZeroBitCount
                buckets &= buckets &- 1
                // Safe: the starts and entries are made together.
                var entry = unsafe Int(starts[bucket])
                let end = unsafe Int(starts[bucket &+ 1])
                while entry < end {
                    let window = unsafe entries[entry]
                    let start = position &- Int(window.lead)
                    if start >= 0, start &+ Int(window.count) <= count, unsafe fits(window, base + start) {
                        found(Int(window.window), start)
                    }
                    entry &+= 1
                }
            }
        }
    }

    @inline(__always)
    private func fits(_ window: Entry, _ place: UnsafePointer<UInt8>) -> Bool {
        var index = 0
        while index < Int(window.count) {
            // Safe: the caller has seen that the window's places lie inside the text; each has four words.
            let byte = unsafe place[index]
            let word = unsafe sets[4 &* (Int(window.sets) &+ index) &+ Int(byte >> 6)]
            if word >> UInt64(byte & 63) & 1 == 0 { return false }
            index &+= 1
        }
        return true
    }
}
