extension WindowSieve {
    /// Finds every window in a text: which one, and where it begins, in no particular order.
    ///
    /// - Precondition: ``TextView/padding`` bytes behind the text can be read.
    @inline(__always)
    func scan(_ base: UnsafePointer<UInt8>, _ count: Int, _ found: (_ window: Int, _ start: Int) -> Void) {
        // Safe: the caller has seen to the text and its padding; stretches lie in it.
        CandidateBits.forEachStretch(count) { start, some in
            unsafe buckets.forEachCandidate(base + start, some) { unsafe confirm(base, start &+ $0, count, found) }
        }
    }

    /// Holds the windows whose buckets a place passes against the text.
    @inline(__always)
    private func confirm(
        _ base: UnsafePointer<UInt8>, _ position: Int, _ count: Int, _ found: (_ window: Int, _ start: Int) -> Void
    ) {
        for group in 0..<buckets.groups {
            // Safe: four bytes from a candidate on lie in the text or its padding; the tables have a row of sixteen bytes
            // for each place and half.
            var fitting = UInt8.max
            let tables = unsafe UnsafeRawPointer(buckets.masks + group).assumingMemoryBound(to: UInt8.self)
            for place in 0..<4 {
                let byte = unsafe base[position &+ place]
                unsafe fitting &= tables[16 &* place &+ Int(byte & 15)] & tables[64 &+ 16 &* place &+ Int(byte >> 4)]
            }
            while fitting != 0 {
                let bucket = group &* 8 &+ fitting.trailingZeroBitCount
                fitting &= fitting &- 1
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
