import TamgaModel

/// The obvious engine: every record by itself, every position, every token form, every literal; dictionaries
/// for look-up, every network tried. No masks, no filters, no shared windows.
///
/// It is the truth that ``TokenSieve`` must agree with on every input (`--engine reference`).
final class ReferenceEngine {
    private let table: IndicatorTable
    private let settings: MatchSettings
    private var entries: [Observable: UInt32] = [:]
    private var networks: [(entry: UInt32, bytes: [UInt8])] = []
    /// Literals by the lower-case first byte of their anchor word.
    private var literals: [UInt8: [Literal]] = [:]
    private var confirmer: TokenSieve

    init(_ table: IndicatorTable, _ settings: MatchSettings) {
        self.table = table
        self.settings = settings
        confirmer = TokenSieve(table, settings)
        for entry in 0..<table.header.entryCount {
            let observable = table.observable(entry)
            switch observable.type {
            case .ipv4Network, .ipv6Network:
                // A snapshot may be anybody's: no network has more bits than its address.
                guard let bits = observable.bytes.last, Int(bits) <= 8 * (observable.bytes.count - 1) else { continue }
                networks.append((entry, observable.bytes))
            default: entries[observable] = entry
            }
        }
        for index in unsafe 0..<table.literals.count {
            let literal = unsafe table.literals[index]
            // Safe: a literal's anchor lies in its text.
            guard let text = unsafe table.text(of: literal) else { continue }
            let first = unsafe text[Int(literal.anchorAt)]
            literals[TextByte.lowercased(first), default: []].append(literal)
        }
    }

    /// Searches a text record by record.
    func search(_ text: TextView) -> [RawHit] {
        confirmer.hits.removeAll()
        var start = 0
        while start < text.count {
            let end = text.recordEnd(from: start)
            if start < end { search(text, record: start..<end) }
            start = end
            while start < text.count, text[start] != 0x0A { start += 1 }
            start += 1
        }
        return confirmer.hits
    }

    private func search(_ text: TextView, record: Range<Int>) {
        searchView(text, record)
        let isJSON = EscapeBounds.looksLikeJSON(text, record: record)
        let hasEscape = record.contains { position in
            (text[position] == UInt8(ascii: "%") || text[position] == UInt8(ascii: "\\") && isJSON)
                && TokenSieve.isEscape(text, position)
        }
        guard hasEscape || settings.refangsText else { return }
        var decoded = DecodedText()
        decoded.append(text, record: record, refangs: settings.refangsText)
        let known = confirmer.hits.count
        let view = decoded.view()
        searchView(view, 0..<view.count - 1)
        for index in known..<confirmer.hits.count {
            confirmer.hits[index].start = decoded.origin(of: confirmer.hits[index].start)
            confirmer.hits[index].end = decoded.origin(of: confirmer.hits[index].end)
        }
    }

    private func searchView(_ text: TextView, _ record: Range<Int>) {
        confirmer.paths.removeAll()
        for position in record {
            let byte = text[position]
            if TextByte.isDigit(byte), !TextByte.isDigit(text[position - 1]) { tryAddress(text, position, record) }
            if TextByte.isHost(byte), !TextByte.isHost(text[position + 1]) { tryName(text, endingAt: position + 1) }
            if TextByte.isHex(byte), position == record.lowerBound || !TextByte.isHex(text[position - 1]) {
                tryDigest(text, position, record)
            }
            if TextByte.isHex(byte) { confirmer.confirmPairs(text, at: position) }
            if byte == 0x3A, text[position + 1] == 0x3A || hasSixColons(text, position, record) {
                tryColons(text, position)
            }
            for literal in literals[TextByte.lowercased(byte)] ?? [] {
                tryLiteral(text, position, literal)
            }
        }
        if table.header.hasInternationalNames != 0 { tryInternational(text, record) }
    }

    private func tryAddress(_ text: TextView, _ start: Int, _ record: Range<Int>) {
        var end = start
        var dots = 0
        while end < record.upperBound, TextByte.isDigit(text[end]) || (text[end] == 0x2E && dots < 3) {
            if text[end] == 0x2E { dots += 1 }
            end += 1
        }
        guard dots == 3, !EscapeBounds.cuts(text, start..<end),
            let address = text.withSpan(start..<end, { IPv4Address.parse($0) })
        else { return }
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: address >> UInt32(24 - 8 * $0)) }
        if let entry = entries[Observable(type: .ipv4Address, canonicalBytes: bytes)] {
            confirmer.confirmHost(text, entry, start..<end, how: .exact)
        }
        tryNetworks(bytes, start..<end)
    }

    private func tryNetworks(_ address: [UInt8], _ range: Range<Int>) {
        for (entry, network) in networks where network.count == address.count + 1 {
            let length = Int(network[address.count])
            let covers = (0..<length).allSatisfy { bit in
                (address[bit / 8] ^ network[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
            }
            if covers {
                confirmer.hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .cidr))
            }
        }
    }

    private func tryName(_ text: TextView, endingAt end: Int) {
        // Dashes and underscores behind a name are not part of it; a label behind a dot makes it another name.
        var trimmed = end
        while end - trimmed < 64, text[trimmed - 1] == 0x2D || text[trimmed - 1] == 0x5F { trimmed -= 1 }
        if text[end] == 0x2E, TextByte.isHost(text[end + 1]) { return }
        for candidate in trimmed == end ? [end] : [end, trimmed] {
            guard let token = HostToken(text, endingAt: candidate) else { continue }
            for start in token.range where start == token.range.lowerBound || text[start - 1] == 0x2E {
                let name = text.bytes(start..<candidate).map(TextByte.lowercased)
                guard name.contains(0x2E), let entry = entries[Observable(type: .domainName, canonicalBytes: name)]
                else { continue }
                if start == token.range.lowerBound, !token.isWhole { continue }
                if start == token.range.lowerBound {
                    confirmer.confirmHost(text, entry, token.range, how: .exact)
                } else if table.isStated(entry), !settings.exactDomains, !table.flags(entry).contains(.publicSuffix) {
                    confirmer.hits.append(
                        RawHit(entry: entry, start: token.range.lowerBound, end: candidate, how: .subdomain))
                }
            }
        }
    }

    private func tryDigest(_ text: TextView, _ start: Int, _ record: Range<Int>) {
        var end = start
        while end < record.upperBound, TextByte.isHex(text[end]) { end += 1 }
        guard end - start <= 129, let range = DigestToken.bounds(text, run: start..<end) else { return }
        let digest = Array(DigestToken.bytes(text, range).prefix(range.count / 2))
        for type in DigestToken.types(ofDigits: range.count) {
            if let entry = entries[Observable(type: type, canonicalBytes: digest)] {
                confirmer.hits.append(RawHit(entry: entry, start: range.lowerBound, end: range.upperBound, how: .exact))
            }
        }
    }

    private func hasSixColons(_ text: TextView, _ position: Int, _ record: Range<Int>) -> Bool {
        var at = position
        for _ in 0..<5 {
            guard let next = (2...5).map({ at + $0 }).first(where: { $0 < record.upperBound && text[$0] == 0x3A })
            else { return false }
            at = next
        }
        return true
    }

    private func tryColons(_ text: TextView, _ position: Int) {
        let run = ColonToken.run(text, around: position)
        guard let (address, range) = ColonToken.address(text, run: run) else { return }
        if let entry = entries[address] { confirmer.confirmHost(text, entry, range, how: .exact) }
        tryNetworks(address.bytes, range)
    }

    private func tryLiteral(_ text: TextView, _ position: Int, _ literal: Literal) {
        if let range = LiteralToken.bounds(text, anchor: position, literal, table) {
            confirmer.hits.append(
                RawHit(entry: literal.entry, start: range.lowerBound, end: range.upperBound, how: .exact))
        }
    }

    private func tryInternational(_ text: TextView, _ record: Range<Int>) {
        var end = 0
        for position in record where text[position] >= 0x80 && position >= end {
            let run = InternationalToken.run(text, around: position)
            end = run.upperBound
            for token in InternationalToken.tokens(text, in: run) { confirmer.confirmInternational(text, token) }
        }
    }
}
