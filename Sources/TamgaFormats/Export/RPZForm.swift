import TamgaModel
public import TamgaRelease

/// A response policy zone: names get NXDOMAIN, and so do answers with listed addresses.
///
/// A domain covers the names below it, unless it is a public suffix. Names are relative to the zone's origin, whatever
/// the server calls it; a name is passed over where an origin of 60 bytes would make it longer than DNS allows.
public struct RPZForm: ValueForm {
    private let context: ExportContext
    /// The octets of a name in DNS, less those of an origin and of `*.`.
    private static let longestName = 190

    /// A zone.
    public init(_ context: ExportContext) { self.context = context }

    /// The zone's own records; its serial number is the time in seconds.
    public mutating func begin() -> [UInt8] {
        let serial = UInt32(truncatingIfNeeded: context.time.microseconds / 1_000_000)
        return ExportText.line("; Tamga: for \(context.recipient)") + ExportText.line("$TTL 300")
            + ExportText.line("@ IN SOA localhost. hostmaster.localhost. (\(serial) 3600 900 604800 300)")
            + ExportText.line("@ IN NS localhost.")
    }

    /// The value's records.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        let observable = value.observable
        switch observable.type {
        case .domainName:
            let name = observable.text
            guard name.utf8.count <= Self.longestName else { return nil }
            let record = ExportText.line("\(name) IN CNAME .")
            if context.suffixes.isSuffix(observable.bytes.span) { return record }
            return record + ExportText.line("*.\(name) IN CNAME .")
        case .ipv4Address, .ipv4Network, .ipv6Address, .ipv6Network:
            guard !observable.isTooWideToBlock else { return nil }
            return ExportText.line("\(Self.owner(observable)).rpz-ip IN CNAME .")
        default: return nil
        }
    }

    /// The prefix length and the address from its end, `zz` for the longest run of zero groups.
    private static func owner(_ observable: Observable) -> String {
        let bytes = observable.bytes
        switch observable.type {
        case .ipv4Address, .ipv4Network:
            let length = observable.type == .ipv4Network ? Int(bytes[4]) : 32
            return (["\(length)"] + bytes.prefix(4).reversed().map { "\($0)" }).joined(separator: ".")
        default:
            let length = observable.type == .ipv6Network ? Int(bytes[16]) : 128
            let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
            var labels = groups.map { String($0, radix: 16) }
            if let run = longestZeros(groups) { labels.replaceSubrange(run, with: ["zz"]) }
            return (["\(length)"] + labels.reversed()).joined(separator: ".")
        }
    }

    private static func longestZeros(_ groups: [Int]) -> Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start > max(1, longest?.count ?? 0) { longest = start..<end }
            start = max(end, start + 1)
        }
        return longest
    }
}
