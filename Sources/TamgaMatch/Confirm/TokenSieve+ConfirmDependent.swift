import TamgaModel

extension TokenSieve {
    /// URLs and e-mail addresses are stated at the host that stands at a range: is the rest there too?
    ///
    /// What the text says around the host is worked out once and looked up, whatever the number of values there.
    mutating func confirmDependents(_ text: TextView, of owner: UInt32, host: Range<Int>) {
        let index = hostIndex(owner)
        if let (entry, start) = index.email(text, host: host) {
            hits.append(RawHit(entry: entry, start: start, end: host.upperBound, how: .exact))
        }
        guard index.hasURLs else { return }
        let site = URLSite(text, host: host, longest: index.longestURL)
        var seen: Set<UInt32> = []
        for (bytes, range) in site.readings {
            if site.hasScheme {
                guard let entry = index.urls[bytes], seen.insert(entry).inserted else { continue }
                hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .exact))
            } else {
                for entry in index.byPath[bytes] ?? [] where seen.insert(entry).inserted {
                    hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .urlPath))
                }
            }
        }
        guard !site.hasScheme, !site.hasPath else { return }
        for path in paths.near(text, host.lowerBound) {
            for entry in index.byPath[path] ?? [] {
                hits.append(RawHit(entry: entry, start: host.lowerBound, end: host.upperBound, how: .urlPath))
            }
        }
    }

    private mutating func hostIndex(_ owner: UInt32) -> HostIndex {
        if let known = hostIndexes[owner] { return known }
        let made = HostIndex(table, owner)
        hostIndexes[owner] = made
        return made
    }
}

/// The URLs and e-mail addresses stated at one host, by what is looked for in text; made when the host is first seen.
final class HostIndex {
    /// By the whole URL in canonical form.
    private(set) var urls: [[UInt8]: UInt32] = [:]
    /// By path and query, where that is more than `/`.
    private(set) var byPath: [[UInt8]: [UInt32]] = [:]
    /// The longest URL in canonical form, in bytes.
    private(set) var longestURL = 0
    private var emails: [[UInt8]: UInt32] = [:]
    private var longestLocalPart = 0

    init(_ table: IndicatorTable, _ owner: UInt32) {
        for entry in table.dependents(of: owner) {
            // Safe: the entry comes from the table, which outlives the copy.
            let value = unsafe Array(table.value(entry))
            switch table.type(entry) {
            case .emailAddress:
                guard let at = value.lastIndex(of: UInt8(ascii: "@")) else { continue }
                emails[Array(value[..<at])] = entry
                longestLocalPart = max(longestLocalPart, at)
            case .url:
                urls[value] = entry
                longestURL = max(longestURL, value.count)
                let path = Array(value[URLText.pathAndQuery(of: value.span)])
                if path.count > 1 { byPath[path, default: []].append(entry) }
            default: break
            }
        }
    }

    /// Whether a URL is stated at the host.
    var hasURLs: Bool { longestURL > 0 }

    /// The address whose domain stands at `host`, and where it begins.
    func email(_ text: TextView, host: Range<Int>) -> (entry: UInt32, start: Int)? {
        guard longestLocalPart > 0 else { return nil }
        for start in EmailToken.starts(text, host: host, longest: longestLocalPart) {
            let local = text.bytes(start..<host.lowerBound - 1).map(TextByte.lowercased)
            if let entry = emails[local] { return (entry, start) }
        }
        return nil
    }
}
