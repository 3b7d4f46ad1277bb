import TamgaModel

extension TokenSieve {
    /// URLs and e-mail addresses are stated at the host that stands at a range: is the rest there too?
    ///
    /// What the text says around the host is worked out once, whatever the number of URLs stated there.
    mutating func confirmDependents(_ text: TextView, of owner: UInt32, host: Range<Int>) {
        let dependents = table.dependents(of: owner)
        var site: URLSite?
        for entry in dependents {
            // Safe: the entry comes from the table, which outlives the copy.
            let value = unsafe Array(table.value(entry))
            switch table.type(entry) {
            case .emailAddress:
                guard let start = EmailToken.start(text, value, host: host) else { continue }
                hits.append(RawHit(entry: entry, start: start, end: host.upperBound, how: .exact))
            case .url:
                let known =
                    site
                    ?? URLSite(
                        text, host: host, longest: dependents.reduce(0) { unsafe max($0, table.value($1).count) })
                site = known
                confirmURL(text, entry, value, host: host, known)
            default: break
            }
        }
    }

    private mutating func confirmURL(
        _ text: TextView, _ entry: UInt32, _ value: [UInt8], host: Range<Int>, _ site: URLSite
    ) {
        if site.hasScheme {
            guard let range = site.whole(value) else { return }
            hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .exact))
            return
        }
        let wanted = value[URLText.pathAndQuery(of: value.span)]
        guard wanted.count > 1 else { return }
        if site.hasPath {
            guard let range = site.hostAndPath(wanted) else { return }
            hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .urlPath))
        } else if paths.contains(Array(wanted), text, near: host.lowerBound) {
            hits.append(RawHit(entry: entry, start: host.lowerBound, end: host.upperBound, how: .urlPath))
        }
    }
}
