/// A literal that stands in a text.
struct LiteralPlace {
    /// Its index in ``LiteralSieve/literals``.
    var literal: Int
    /// Where it begins.
    var start: Int
}

extension LiteralSieve {
    /// Finds every literal in a text, in no particular order where two begin close to each other.
    ///
    /// - Precondition: ``TextView/padding`` bytes behind the text can be read.
    @inline(__always)
    func scan(_ base: UnsafePointer<UInt8>, _ count: Int, _ found: (LiteralPlace) -> Void) {
        guard count >= shortest, shortest > 0 else { return }
        if !usesBuckets {
            unsafe scanByFilter(base, 0..<count, count, found)
            return
        }
        // Safe: the caller has seen to the text and its padding.
        unsafe buckets.forEachCandidate(base, count) { unsafe confirm(base, $0, count, found) }
    }

    @inline(__always)
    private func scanByFilter(
        _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ count: Int, _ found: (LiteralPlace) -> Void
    ) {
        let onlyFour = widths == 8
        for position in range {
            if onlyFour {
                let key = unsafe TextHash.load32(base + position) | 0x2020_2020
                let bit = Self.hash(key, 4) >> filterShift
                // Safe: the filter has a bit for every value of the hash's upper bits.
                if unsafe filter[Int(bit >> 6)] >> UInt64(bit & 63) & 1 == 0 { continue }
            }
            unsafe confirm(base, position, count, found)
        }
    }

    /// Compares the literals whose window may stand at a position.
    @inline(__always)
    private func confirm(
        _ base: UnsafePointer<UInt8>, _ position: Int, _ count: Int, _ found: (LiteralPlace) -> Void
    ) {
        let four = unsafe TextHash.load32(base + position) | 0x2020_2020
        for width in 1...4 where widths & (1 << UInt8(width - 1)) != 0 {
            let key = four & Self.mask(width)
            let hash = Self.hash(key, width)
            let bit = hash >> filterShift
            if unsafe filter[Int(bit >> 6)] >> UInt64(bit & 63) & 1 == 0 { continue }
            var next = unsafe heads[Int(hash >> headShift)]
            while next != 0 {
                let entry = unsafe entries[Int(next) - 1]
                if entry.key == key, Int(entry.width) == width {
                    let start = position - Int(entry.window)
                    if start >= 0, start + Int(entry.count) <= count, unsafe stands(entry, base + start) {
                        found(LiteralPlace(literal: Int(next) - 1, start: start))
                    }
                }
                next = entry.next
            }
        }
    }

    @inline(__always)
    private func stands(_ entry: Entry, _ place: UnsafePointer<UInt8>) -> Bool {
        var index = 0
        while index < Int(entry.count) {
            // Safe: the caller has seen that the literal's length lies inside the text.
            if unsafe TextByte.lowercased(place[index]) != text[Int(entry.textAt) + index] { return false }
            index += 1
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
