import CTamgaSift
import TamgaModel

/// Free text: found by one of its words. A word is a run of host characters, or a run of bytes from 0x80.
extension TokenSieve {
    mutating func siftWords(_ text: TextView, _ first: Int, _ count: Int, _ carry: MaskCarry) {
        let shortest = table.header.shortestAnchor
        var before = carry.last
        for index in 0..<count {
            // Safe: `masks` has room for one word more than `count`, and the caller has filled them.
            let mask = unsafe masks[index]
            let next = unsafe masks[index + 1]
            var starts = mask.host & ~(mask.host &<< 1 | before.host &>> 63)
            if shortest > 1 { starts &= mask.host.down(1, next.host) }
            if shortest > 2 { starts &= mask.host.down(2, next.host) }
            if shortest > 3 { starts &= mask.host.down(3, next.host) }
            siftWords(text, starts, mask.host, next.host, (first &+ index) &* 64)
            if hasHighAnchors, mask.high != 0 { siftHighWords(text, mask.high, (first &+ index) &* 64) }
            if mask.escape != 0, !text.isDecoded { siftWordsBehindEscapes(text, mask.escape, (first &+ index) &* 64) }
            before = mask
        }
    }

    @inline(__always)
    private mutating func siftWords(_ text: TextView, _ starts: UInt64, _ run: UInt64, _ next: UInt64, _ base: Int) {
        var starts = starts
        while starts != 0 {
            let bit = starts.trailingZeroBitCount
            starts &= starts &- 1
            let rest = bit == 0 ? run : run.down(UInt64(truncatingIfNeeded: bit), next)
            let length = min(8, (~rest).trailingZeroBitCount)
            let position = base &+ bit
            let hash = unsafe LiteralAnchor.hash(text.base + position, length)
            if table.wordFilter.holds(UInt64(hash) &<< 32) {
                confirmWord(text, position, hash)
            }
        }
    }

    /// Words beyond ASCII may begin at any character: they are looked up by their first two to four bytes.
    private mutating func siftHighWords(_ text: TextView, _ high: UInt64, _ base: Int) {
        var high = high
        while high != 0 {
            let position = base &+ high.trailingZeroBitCount
            high &= high &- 1
            guard text[position] >= 0xC0 else { continue }
            for length in 1...LiteralAnchor.longestHigh where text[position &+ length &- 1] >= 0x80 {
                let hash = unsafe LiteralAnchor.hash(text.base + position, length)
                if table.wordFilter.holds(UInt64(hash) &<< 32) {
                    confirmWord(text, position, hash)
                }
            }
        }
    }

    /// The word in `\nword` begins behind the `n`.
    private mutating func siftWordsBehindEscapes(_ text: TextView, _ escapes: UInt64, _ base: Int) {
        var escapes = escapes
        while escapes != 0 {
            let position = base &+ escapes.trailingZeroBitCount &+ 2
            escapes &= escapes &- 1
            guard position < text.count, TextByte.isHost(text[position]),
                EscapeBounds.isLetterOfEscape(text, position - 1)
            else { continue }
            var length = 1
            while length < 8, TextByte.isHost(text[position + length]) { length += 1 }
            let hash = unsafe LiteralAnchor.hash(text.base + position, length)
            if table.wordFilter.holds(UInt64(hash) &<< 32) {
                confirmWord(text, position, hash)
            }
        }
    }

    /// Compares every literal whose anchor word has this hash.
    mutating func confirmWord(_ text: TextView, _ position: Int, _ hash: UInt32) {
        var low = 0
        var high = unsafe table.literals.count
        while low < high {
            let middle = (low + high) / 2
            if unsafe table.literals[middle].wordHash < hash { low = middle + 1 } else { high = middle }
        }
        while unsafe low < table.literals.count && table.literals[low].wordHash == hash {
            let literal = unsafe table.literals[low]
            if let range = LiteralToken.bounds(text, anchor: position, literal, table) {
                hits.append(RawHit(entry: literal.entry, start: range.lowerBound, end: range.upperBound, how: .exact))
            }
            low += 1
        }
    }
}
