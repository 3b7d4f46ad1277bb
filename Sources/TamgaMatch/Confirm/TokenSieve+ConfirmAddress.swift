import TamgaModel

extension TokenSieve {
    /// Where the address with its first dot at a position begins and ends; `nil` inside an escape.
    private func bounds(_ text: TextView, firstDot dot: Int) -> Range<Int>? {
        var start = dot
        while TextByte.isDigit(text[start - 1]) { start -= 1 }
        var end = dot + 1
        var dots = 1
        while TextByte.isDigit(text[end]) || (text[end] == 0x2E && dots < 3) {
            if text[end] == 0x2E { dots += 1 }
            end += 1
        }
        return EscapeBounds.cuts(text, start..<end) ? nil : start..<end
    }

    mutating func confirmAddress(_ text: TextView, _ address: UInt32, _ hash: UInt64, firstDot dot: Int) {
        var bytes = address.bigEndian
        let found = unsafe withUnsafeBytes(of: &bytes) { raw -> UInt32? in
            // Safe: four bytes of an integer.
            unsafe table.find(.ipv4Address, raw.bindMemory(to: UInt8.self).baseAddress!, 4)
        }
        guard let entry = found, let range = bounds(text, firstDot: dot) else { return }
        confirmHost(text, entry, range, how: .exact)
    }

    mutating func confirmNetworks(_ text: TextView, _ address: UInt32, firstDot dot: Int) {
        for entry in networks(covering: address) {
            guard let range = bounds(text, firstDot: dot) else { return }
            hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .cidr))
        }
    }

    /// Every stated network that covers an address, from the shortest prefix to the longest.
    func networks(covering address: UInt32) -> [UInt32] {
        var entries: [UInt32] = []
        var lengths = table.header.networkLengths4
        while lengths != 0 {
            let length = lengths.trailingZeroBitCount
            lengths &= lengths - 1
            let network = length == 0 ? 0 : address & (~0 << UInt32(32 - length))
            var key = (0..<4).map { UInt8(truncatingIfNeeded: network >> UInt32(24 - 8 * $0)) }
            key.append(UInt8(length))
            key += [UInt8](repeating: 0, count: 8)
            let found = unsafe key.withUnsafeBufferPointer { buffer in
                // Safe: five bytes and eight of padding.
                unsafe table.find(.ipv4Network, buffer.baseAddress!, 5)
            }
            if let entry = found { entries.append(entry) }
        }
        return entries
    }

    /// A host entry stands at a range: it may be stated itself, and URLs and e-mail addresses may be stated at it.
    mutating func confirmHost(_ text: TextView, _ entry: UInt32, _ range: Range<Int>, how: Hit.Manner) {
        if table.isStated(entry) {
            hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: how))
        }
        if table.flags(entry).contains(.hasDependents) { confirmDependents(text, of: entry, host: range) }
    }
}
