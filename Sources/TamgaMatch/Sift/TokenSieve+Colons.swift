import CTamgaSift
import TamgaModel

/// IPv6: found by two colons side by side, or by six with one to four bytes between.
extension TokenSieve {
    /// Six colons in a row are what an address without `::` has at least, its last part dotted.
    mutating func siftColons(_ text: TextView, _ first: Int, _ count: Int) {
        for index in 0..<count {
            let colons = unsafe masks[index].colon
            if colons == 0 { continue }
            let next = unsafe masks[index + 1].colon
            var starts = colons & colons.down(1, next)
            if (colons.nonzeroBitCount &+ next.nonzeroBitCount) > 5 {
                var chain = colons
                var nextChain = next
                for _ in 0..<5 {
                    chain = colons & Self.near(chain, nextChain)
                    nextChain = next & Self.near(nextChain, 0)
                }
                starts |= chain
            }
            while starts != 0 {
                let position = (first &+ index) &* 64 &+ starts.trailingZeroBitCount
                starts &= starts &- 1
                if position >= colonEnd { confirmColons(text, around: position) }
            }
        }
    }

    /// Where another bit lies two to five places further on.
    @inline(__always)
    private static func near(_ bits: UInt64, _ next: UInt64) -> UInt64 {
        bits.down(2, next) | bits.down(3, next) | bits.down(4, next) | bits.down(5, next)
    }

    private mutating func confirmColons(_ text: TextView, around position: Int) {
        let run = ColonToken.run(text, around: position)
        colonEnd = run.upperBound
        guard let (address, range) = ColonToken.address(text, run: run) else { return }
        confirmColonAddress(text, address, range)
    }

    /// Looks an IPv6 address up among addresses, hosts of URLs and networks; a mapped IPv4 address among IPv4 ones.
    mutating func confirmColonAddress(_ text: TextView, _ address: Observable, _ range: Range<Int>) {
        let padded = address.bytes + [UInt8](repeating: 0, count: 16)
        let found = unsafe padded.withUnsafeBufferPointer { buffer in
            // Safe: the address is followed by sixteen bytes of padding.
            unsafe table.find(address.type, buffer.baseAddress!, address.bytes.count)
        }
        if let entry = found { confirmHost(text, entry, range, how: .exact) }
        if address.type == .ipv4Address {
            let value = address.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            for entry in networks(covering: value) {
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .cidr))
            }
            return
        }
        for length in 0..<128 {
            let lengths = length < 64 ? table.header.networkLengths6.0 : table.header.networkLengths6.1
            guard lengths & (1 << UInt64(length & 63)) != 0 else { continue }
            var key = address.bytes
            for bit in length..<128 { key[bit / 8] &= ~(0x80 >> UInt8(bit % 8)) }
            key.append(UInt8(length))
            key += [UInt8](repeating: 0, count: 8)
            let found = unsafe key.withUnsafeBufferPointer { buffer in
                // Safe: seventeen bytes and eight of padding.
                unsafe table.find(.ipv6Network, buffer.baseAddress!, 17)
            }
            if let entry = found {
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .cidr))
            }
        }
    }
}
