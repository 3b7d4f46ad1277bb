import TamgaModel

extension TokenSieve {
    /// A URL or e-mail address is stated at the host that stands at a range: is the rest there too?
    mutating func confirmDependent(_ text: TextView, _ entry: UInt32, host: Range<Int>) {
        // Safe: the entry comes from the table, which outlives the copy.
        let value = unsafe Array(table.value(entry))
        switch table.type(entry) {
        case .emailAddress:
            guard let start = EmailToken.start(text, value, host: host) else { return }
            hits.append(RawHit(entry: entry, start: start, end: host.upperBound, how: .exact))
        case .url:
            if let range = URLToken.bounds(text, value, host: host) {
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .exact))
            } else if let range = URLToken.splitBounds(text, value, host: host) {
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .urlPath))
            }
        default: break
        }
    }
}
