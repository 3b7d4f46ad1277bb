import TamgaModel

/// URLs and e-mail addresses are found through their host.
extension IndicatorTableBuilder {
    /// Links each URL and e-mail address to the host's entry, which is made where nobody states the host itself.
    ///
    /// - Complexity: O(*n* log *n*) in their number; some thirty bytes each, and no object that stays.
    mutating func linkDependents() -> [(owner: UInt32, dependent: UInt32)] {
        var hosts = HostNumbers()
        var links: [(owner: UInt32, dependent: UInt32)] = []
        for entry in 0..<types.count {
            guard let host = hostOfDependent(entry) else { continue }
            links.append((hosts.number(of: host, by: UInt32(entry), known: { hostOfDependent($0) }), UInt32(entry)))
        }
        guard !links.isEmpty else { return [] }
        for entry in 0..<types.count {
            guard let type = ObservableType(rawValue: types[entry]),
                type == .domainName || type == .ipv4Address || type == .ipv6Address
            else { continue }
            let host = Observable(type: type, canonicalBytes: Array(value(entry)))
            if let number = hosts.find(host, known: { hostOfDependent($0) }) { hosts.owners[number] = UInt32(entry) }
        }
        for number in hosts.owners.indices {
            if hosts.owners[number] == HostNumbers.nobody {
                guard let host = hostOfDependent(Int(hosts.speakers[number])) else { continue }
                hosts.owners[number] = UInt32(types.count)
                appendEntry(host.type, host.bytes)
            }
            flags[Int(hosts.owners[number])] |= EntryFlags.hasDependents.rawValue
        }
        for index in links.indices { links[index].owner = hosts.owners[Int(links[index].owner)] }
        links.sort { ($0.owner, $0.dependent) < ($1.owner, $1.dependent) }
        return links
    }

    /// The host of an entry that is a URL or an e-mail address; `nil` of all others, and where it is not one that can be found.
    private func hostOfDependent(_ entry: Int) -> Observable? {
        let type = types[entry]
        guard type == ObservableType.url.rawValue || type == ObservableType.emailAddress.rawValue else { return nil }
        let bytes = Array(value(entry))
        if type == ObservableType.emailAddress.rawValue {
            guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
            return Observable(type: .domainName, canonicalBytes: Array(bytes[(at + 1)...]))
        }
        guard let range = URLText.host(of: bytes.span) else { return nil }
        let host = Array(bytes[range])
        if let address = IPv4Address.parse(host.span) {
            return Observable(
                type: .ipv4Address,
                canonicalBytes: (0..<4).map { UInt8(truncatingIfNeeded: address >> (24 - 8 * UInt32($0))) })
        }
        if host.contains(UInt8(ascii: ":")) { return try? Observable(.ipv6Address, text: host) }
        return host.contains(UInt8(ascii: ".")) ? Observable(type: .domainName, canonicalBytes: host) : nil
    }
}
