import CTamgaSift

/// A literal that stands in a text.
struct LiteralPlace {
    /// Its index in ``LiteralSieve/literals``.
    var literal: Int
    /// Where it begins.
    var start: Int
}

extension LiteralSieve {
    /// Finds every literal in a text, each place once, in no particular order where two begin close to each other.
    ///
    /// - Precondition: ``TextView/padding`` bytes behind the text can be read.
    @inline(__always)
    func scan(_ base: UnsafePointer<UInt8>, _ count: Int, _ found: (LiteralPlace) -> Void) {
        guard count >= shortest, shortest > 0 else { return }
        #if Vectorscan
            // Safe: the caller has seen to the text.
            if let vectorscan, unsafe vectorscan.scan(base, count, found) { return }
        #endif
        // Safe: the caller has seen to the text and its padding; stretches lie in it.
        CandidateBits.forEachStretch(count) { start, some in
            if let buckets {
                unsafe buckets.forEachCandidate(base + start, some) { position in
                    unsafe confirm(bucketed, base, start &+ position, count, found)
                }
            }
            if sampled.count > 0 {
                unsafe sampled.forEachCandidate(base + start, some, stride: stride) { position in
                    unsafe confirm(sampled, base, start &+ position, count, found)
                }
            }
        }
    }

    /// Compares the literals whose window may stand at a position.
    @inline(__always)
    private func confirm(
        _ windows: LiteralWindows, _ base: UnsafePointer<UInt8>, _ position: Int, _ count: Int,
        _ found: (LiteralPlace) -> Void
    ) {
        // Safe: four bytes from a candidate on lie in the text or its padding.
        let four = unsafe TextHash.load32(base + position) | 0x2020_2020
        var widths = windows.widths
        while widths != 0 {
            let width = widths.trailingZeroBitCount &+ 1
            widths &= widths &- 1
            let mask = LiteralWindows.mask(width)
            let hash = LiteralWindows.hash(four & mask, width)
            // Safe: the tables have a place for every value of the hash's upper bits.
            var steps = unsafe windows.steps[Int(hash >> windows.shift)]
            while steps != 0 {
                let step = steps.trailingZeroBitCount &- LiteralWindows.width
                steps &= steps &- 1
                guard position &+ step >= 0 else { continue }
                // Safe: so do the eight bytes from a candidate on, and those before it back to the text's begin.
                let others = unsafe (TextHash.load32(base + position + step) | 0x2020_2020) & mask
                let pair = LiteralWindows.pair(hash, others, step)
                let bit = pair >> windows.pairShift
                // Safe: there is a bit for every value of the hash's upper bits.
                guard unsafe windows.pairs[Int(bit >> 5)] >> (bit & 31) & 1 == 1 else { continue }
                let head = Int(pair >> windows.shift)
                // Safe: there is a head more than values of the upper bits, and entries for what heads name.
                var next = unsafe Int(windows.heads[head])
                let end = unsafe Int(windows.heads[head &+ 1])
                while next < end {
                    let entry = unsafe windows.entries[next]
                    next &+= 1
                    guard entry.pair == pair else { continue }
                    let start = position &- Int(entry.at)
                    if start >= 0, unsafe stands(Int(entry.literal), base + start, count &- start) {
                        found(LiteralPlace(literal: Int(entry.literal), start: start))
                    }
                }
            }
        }
    }

    /// Whether a literal stands at a place, of which so many bytes are the text's.
    @inline(__always)
    private func stands(_ literal: Int, _ place: UnsafePointer<UInt8>, _ room: Int) -> Bool {
        // Safe: each literal has a start, and so has what is behind the last.
        var at = unsafe Int(starts[literal])
        let end = unsafe Int(starts[literal &+ 1])
        guard end &- at <= room else { return false }
        var index = 0
        while at < end {
            // Safe: the literal's length lies inside the text.
            if unsafe TextByte.lowercased(place[index]) != text[at] { return false }
            index &+= 1
            at &+= 1
        }
        return true
    }
}

extension LiteralSieve {
    /// Where literals stand in a text, in order.
    func places(in text: TextView) -> [Int] {
        var places: [Int] = []
        // Safe: the text is padded.
        unsafe scan(text.base, text.count) { places.append($0.start) }
        return places.sorted()
    }
}

extension LiteralWindows {
    /// Calls with every place of a stretch, of each `stride`, from which the next four bytes may be a window of four.
    ///
    /// - Precondition: the stretch is no longer than ``CandidateBits/stretch``; ``TextView/padding`` bytes behind it can be
    ///   read.
    @inline(__always)
    func forEachCandidate(
        _ base: UnsafePointer<UInt8>, _ count: Int, stride: Int, _ body: (_ position: Int) -> Void
    ) {
        // Safe: the words lie in the stretch and its padding; the filter has a bit for every value of a hash's upper bits.
        unsafe CandidateBits.forEach(count) { words, bits in
            unsafe tamga_window_candidates(base, words, stride, filter, filterShift, bits)
        } _: {
            body($0)
        }
    }
}
