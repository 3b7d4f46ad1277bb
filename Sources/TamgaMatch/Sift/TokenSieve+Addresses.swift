import CTamgaSift
import TamgaModel

/// IPv4: four decimal parts of 0 … 255 without leading zeros, three dots between, no digit on either side.
extension TokenSieve {
    /// Three dots, each between digits and two to four bytes apart, are where an address may stand.
    mutating func siftAddresses(_ text: TextView, _ first: Int, _ count: Int, _ carry: MaskCarry) {
        var found = 0
        var before = carry.last.digit
        for index in 0..<count {
            let mask = unsafe masks[index]
            let next = unsafe masks[index + 1]
            let dots = mask.dot & (mask.digit &<< 1 | before &>> 63) & mask.digit.down(1, next.digit)
            before = mask.digit
            if dots == 0 { continue }
            let nextDots = next.dot & (next.digit &<< 1 | mask.digit &>> 63) & next.digit &>> 1
            // The third dot of an address is at most eight bytes behind the first.
            if dots.nonzeroBitCount &+ (nextDots & 0xFF).nonzeroBitCount < 3 { continue }
            let pairs = dots & (dots.down(2, nextDots) | dots.down(3, nextDots) | dots.down(4, nextDots))
            let nextPairs = nextDots & (nextDots &>> 2 | nextDots &>> 3 | nextDots &>> 4)
            var starts = dots & (pairs.down(2, nextPairs) | pairs.down(3, nextPairs) | pairs.down(4, nextPairs))
            let base = (first &+ index) &* 64
            while starts != 0 {
                let dot = base &+ starts.trailingZeroBitCount
                starts &= starts &- 1
                if let address = Self.address(text, firstDot: dot) {
                    // Safe: there are fewer addresses than bytes in a window.
                    unsafe candidates[found] = AddressCandidate(address: address, dot: dot)
                    table.addressFilter.prefetch(TextHash.hash(address: address))
                    found &+= 1
                }
            }
        }
        for index in 0..<found { unsafe probeAddress(text, candidates[index].address, firstDot: candidates[index].dot) }
    }

    /// The address whose first dot is at a position; `nil` where there is none.
    @inline(__always)
    static func address(_ text: TextView, firstDot dot: Int) -> UInt32? {
        let firstCount = text[dot &- 2] &- 0x30 < 10 ? (text[dot &- 3] &- 0x30 < 10 ? 3 : 2) : 1
        if text[dot &- 1 &- firstCount] &- 0x30 < 10 { return nil }
        let second = text[dot &+ 2] == 0x2E ? 2 : text[dot &+ 3] == 0x2E ? 3 : 4
        let third = text[dot &+ second &+ 2] == 0x2E ? 2 : text[dot &+ second &+ 3] == 0x2E ? 3 : 4
        // Of a part of three bytes the masks have seen only the outer two.
        if second == 4 && !TextByte.isDigit(text[dot &+ 2]) || third == 4 && !TextByte.isDigit(text[dot &+ second &+ 2])
        {
            return nil
        }
        let last = dot &+ second &+ third
        let lastCount = text[last &+ 2] &- 0x30 < 10 ? (text[last &+ 3] &- 0x30 < 10 ? 3 : 2) : 1
        if text[last &+ 1 &+ lastCount] &- 0x30 < 10 { return nil }
        let a = octet(text, endingAt: dot, firstCount)
        let b = octet(text, endingAt: dot &+ second, second &- 1)
        let c = octet(text, endingAt: last, third &- 1)
        let d = octet(text, endingAt: last &+ 1 &+ lastCount, lastCount)
        if a | b | c | d > 255 { return nil }
        return a &<< 24 | b &<< 16 | c &<< 8 | d
    }

    /// The value of the `count` digits before a position; more than 255 where they are no octet.
    @inline(__always)
    private static func octet(_ text: TextView, endingAt end: Int, _ count: Int) -> UInt32 {
        let digits = text.halfWord(end &- 4) & (~0 &<< UInt32(truncatingIfNeeded: 32 &- 8 &* count))
        let values = digits & 0x0F0F_0F0F
        let value = values &>> 24 &+ (values &>> 16 & 0xFF) &* 10 &+ (values &>> 8 & 0xFF) &* 100
        let leading = digits &>> UInt32(truncatingIfNeeded: 32 &- 8 &* count) & 0xFF
        return count > 1 && leading == 0x30 ? 256 : value
    }

    /// Looks an address up among addresses, hosts of URLs, and networks.
    @inline(__always)
    private mutating func probeAddress(_ text: TextView, _ address: UInt32, firstDot dot: Int) {
        let hash = TextHash.hash(address: address)
        if table.addressFilter.holds(hash) {
            confirmAddress(text, address, hash, firstDot: dot)
        }
        let upper = Int(address &>> 16)
        // Safe: the network filter has 65,536 bits.
        if unsafe table.networkFilter[upper &>> 3] & (1 &<< UInt8(truncatingIfNeeded: upper & 7)) != 0 {
            confirmNetworks(text, address, firstDot: dot)
        }
    }
}
