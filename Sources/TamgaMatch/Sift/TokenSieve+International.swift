import CTamgaSift
import TamgaModel

/// Internationalised names as people write them, held against indicators in ACE form.
extension TokenSieve {
    mutating func siftInternational(_ text: TextView, _ first: Int, _ count: Int) {
        for index in 0..<count {
            var highs = unsafe masks[index].high
            while highs != 0 {
                let position = (first &+ index) &* 64 &+ highs.trailingZeroBitCount
                highs &= highs &- 1
                guard position >= highEnd else { continue }
                let run = InternationalToken.run(text, around: position)
                highEnd = run.upperBound
                for token in InternationalToken.tokens(text, in: run) { confirmInternational(text, token) }
            }
        }
    }

    /// Looks up the ACE form of a name, and of every name above it with at least two labels.
    mutating func confirmInternational(_ text: TextView, _ token: Range<Int>) {
        guard let name = text.withSpan(token, { DomainName.canonical($0) }) else { return }
        let padded = name + [UInt8](repeating: 0, count: 16)
        var start = name.count
        var labels = 0
        while start > 0 {
            start -= 1
            guard start == 0 || name[start - 1] == UInt8(ascii: ".") else { continue }
            labels += 1
            guard labels >= 2 else { continue }
            let found = unsafe padded.withUnsafeBufferPointer { buffer in
                // Safe: the name is followed by sixteen bytes of padding.
                unsafe table.find(.domainName, buffer.baseAddress! + start, name.count - start)
            }
            guard let entry = found else { continue }
            if start == 0 {
                confirmHost(text, entry, token, how: .exact)
            } else if table.isStated(entry), !settings.exactDomains, !table.flags(entry).contains(.publicSuffix) {
                hits.append(RawHit(entry: entry, start: token.lowerBound, end: token.upperBound, how: .subdomain))
            }
        }
    }
}
