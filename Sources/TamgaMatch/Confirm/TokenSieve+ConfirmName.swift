import TamgaModel

extension TokenSieve {
    /// Looks up the name that ends at a position, and every name above it with at least two labels.
    mutating func confirmName(_ text: TextView, endingAt end: Int) {
        guard let token = HostToken(text, endingAt: end) else { return }
        let range = token.range
        var labels = 1
        var start = end
        while start > range.lowerBound {
            start -= 1
            let isLabelStart = start == range.lowerBound || text[start - 1] == UInt8(ascii: ".")
            guard isLabelStart else { continue }
            defer { labels += 1 }
            guard labels >= 2 else { continue }
            // A label that is only the tail of a longer one begins no name.
            if start == range.lowerBound, !token.isWhole { break }
            guard let entry = findName(text, start..<end) else { continue }
            if start == range.lowerBound {
                confirmHost(text, entry, range, how: .exact)
            } else if table.isStated(entry), !settings.exactDomains, !table.flags(entry).contains(.publicSuffix) {
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: end, how: .subdomain))
            }
        }
    }

    /// The domain entry with the name at a range, letter case aside.
    private func findName(_ text: TextView, _ range: Range<Int>) -> UInt32? {
        var found: UInt32?
        table.probe(text.hash(range)) { entry in
            guard table.rawType(entry) == ObservableType.domainName.rawValue else { return }
            // Safe: the entry comes from the table, which outlives this call; the counts are equal where both are indexed.
            let value = unsafe table.value(entry)
            guard value.count == range.count else { return }
            for index in 0..<range.count
            where unsafe TextByte.lowercased(text[range.lowerBound + index]) != value[index] { return }
            found = entry
        }
        return found
    }
}
