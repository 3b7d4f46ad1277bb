import TamgaLogs
import TamgaModel

/// Names the observer of a record: in whose logs it stands.
///
/// The first that says so counts: the member given for the whole run; the community's mapping of the source's
/// path, of the record's syslog host, of a field's value; the community's networks and domains against the
/// record's own addresses and hosts, the matched text aside. Else nobody: "unattributed".
final class Attribution: Sendable {
    private let fixed: MemberState?
    private let paths: [(glob: PathGlob, state: MemberState)]
    private let hosts: [(glob: PathGlob, state: MemberState)]
    private let fields: [(name: String, value: String, state: MemberState)]
    private let networks: [(bytes: [UInt8], length: Int, state: MemberState)]
    private let domains: [[UInt8]: MemberState]

    init(member: MemberState?, community: Community) {
        fixed = member
        paths = community.members.flatMap { member in member.sources.paths.map { (PathGlob($0), member.state) } }
        hosts = community.members.flatMap { member in
            member.sources.hosts.map { (PathGlob($0.lowercased()), member.state) }
        }
        fields = community.members.flatMap { member in
            member.sources.fields.map { ($0.name, $0.value.lowercased(), member.state) }
        }
        // The longest prefix first, so that a member's slice of another's network is its own.
        networks = community.members.flatMap { member in
            member.networks.compactMap { network -> (bytes: [UInt8], length: Int, state: MemberState)? in
                switch network.type {
                case .ipv4Address, .ipv6Address: (network.bytes, network.bytes.count * 8, member.state)
                case .ipv4Network, .ipv6Network: (network.bytes.dropLast(), Int(network.bytes.last!), member.state)
                default: nil
                }
            }
        }.sorted { $0.length > $1.length }
        domains = Dictionary(
            community.members.flatMap { member in member.domains.map { (Array($0.utf8), member.state) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The observer of everything in a source, where run or path say so.
    func observer(ofSource name: String) -> MemberState? {
        fixed ?? paths.first { $0.glob.covers(name) }?.state
    }

    /// Whom a record names as its observer.
    struct RecordObservers {
        /// By syslog host or field.
        fileprivate(set) var marked: MemberState?
        /// By the record's addresses and names, in order, each with a position in it.
        fileprivate(set) var named: [(position: Int, state: MemberState)] = []

        /// The observer, where the indicator was found: its own address names nobody.
        func observer(apartFrom matched: Range<Int>) -> MemberState? {
            marked ?? named.first { !matched.contains($0.position) }?.state
        }
    }

    /// Whom a record of a source names that says nothing itself; worked out once for all its hits.
    func observers(of text: TextView, record: Range<Int>) -> RecordObservers {
        var observers = RecordObservers()
        if !hosts.isEmpty || !fields.isEmpty {
            let bytes = text.bytes(record)
            if !hosts.isEmpty, let range = RecordHost.syslogHost(of: bytes.span) {
                let host = String(decoding: bytes[range], as: UTF8.self).lowercased()
                observers.marked = hosts.first { $0.glob.covers(host) }?.state
            }
            for (name, value, state) in fields where observers.marked == nil {
                guard let found = RecordField.value(of: name, in: bytes.span) else { continue }
                if String(decoding: found, as: UTF8.self).lowercased() == value { observers.marked = state }
            }
        }
        if observers.marked == nil { nameObservers(text, record, &observers) }
        return observers
    }

    private func nameObservers(_ text: TextView, _ record: Range<Int>, _ observers: inout RecordObservers) {
        guard !networks.isEmpty || !domains.isEmpty else { return }
        for position in record {
            let byte = text[position]
            let follows = position > record.lowerBound
            if TextByte.isHex(byte), !follows || !isAddressByte(text[position - 1]),
                let state = member(ofAddressAt: position, text, record)
            {
                observers.named.append((position, state))
            }
            if TextByte.isHost(byte), !TextByte.isHost(text[position + 1]), !domains.isEmpty,
                let state = member(ofNameEndingAt: position + 1, text)
            {
                observers.named.append((position, state))
            }
        }
    }

    private func isAddressByte(_ byte: UInt8) -> Bool {
        TextByte.isHex(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    private func member(ofAddressAt start: Int, _ text: TextView, _ record: Range<Int>) -> MemberState? {
        var end = start
        var dots = 0
        var colons = 0
        while end < record.upperBound, end - start < 64, isAddressByte(text[end]) {
            if text[end] == UInt8(ascii: ".") { dots += 1 }
            if text[end] == UInt8(ascii: ":") { colons += 1 }
            end += 1
        }
        guard dots >= 3 || colons >= 2 else { return nil }
        if colons < 2 {
            // An address may have a port behind a colon, or a full stop.
            while end > start, !TextByte.isDigit(text[end - 1]) { end -= 1 }
            if let colon = (start..<end).first(where: { text[$0] == UInt8(ascii: ":") }) { end = colon }
            guard let address = text.withSpan(start..<end, { IPv4Address.parse($0) }) else { return nil }
            return member(owning: (0..<4).map { UInt8(truncatingIfNeeded: address >> UInt32(24 - 8 * $0)) })
        }
        guard let (address, _) = ColonToken.address(text, run: start..<end) else { return nil }
        return member(owning: address.bytes)
    }

    private func member(owning address: [UInt8]) -> MemberState? {
        networks.first { network in
            network.bytes.count == address.count
                && (0..<network.length).allSatisfy {
                    (address[$0 / 8] ^ network.bytes[$0 / 8]) & (0x80 >> UInt8($0 % 8)) == 0
                }
        }?.state
    }

    private func member(ofNameEndingAt end: Int, _ text: TextView) -> MemberState? {
        guard let token = HostToken(text, endingAt: end) else { return nil }
        for start in token.range where start == token.range.lowerBound || text[start - 1] == UInt8(ascii: ".") {
            if let state = domains[text.bytes(start..<end).map(TextByte.lowercased)] { return state }
        }
        return nil
    }
}
