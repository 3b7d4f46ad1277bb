import TamgaModel
public import TamgaRelease

/// A fragment of squid's configuration, for its `include`: lists of domains, addresses and URLs, and a refusal by each.
///
/// A domain covers the names below it, unless it is a public suffix; a name below a listed one is covered and not
/// written, and neither is an address in a listed network: squid passes over the wider of the two. URLs are seen in
/// plain HTTP only, and compared whole. A URL is passed over where it holds a character that squid's configuration
/// reads as something else.
public struct SquidForm: ValueForm {
    private let context: ExportContext
    private var domains: [[UInt8]] = []
    private var addresses: [Observable] = []
    private var urls: [String] = []
    /// Squid's longest line, with room for the words before a value.
    private static let longestURL = 1_500

    /// A fragment.
    public init(_ context: ExportContext) { self.context = context }

    /// Keeps a domain, an address, a network or a URL.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        let observable = value.observable
        guard !observable.isTooWideToBlock else { return nil }
        switch observable.type {
        case .domainName: domains.append(observable.bytes)
        case .ipv4Address, .ipv4Network, .ipv6Address, .ipv6Network: addresses.append(observable)
        case .url:
            guard let pattern = Self.pattern(observable.bytes) else { return nil }
            urls.append(pattern)
        default: return nil
        }
        return []
    }

    /// The whole fragment.
    public mutating func end() -> [UInt8] {
        var text = "# Tamga: for \(context.recipient)\n"
        text += Self.list("tamga_domains", "dstdomain", uncovered())
        let cover = NetworkCover(addresses)
        text += Self.list("tamga_addresses", "dst", addresses.filter { !cover.covers($0) }.map(\.text))
        text += Self.list("tamga_urls", "url_regex", urls)
        return Array(text.utf8)
    }

    private func uncovered() -> [String] {
        let covering = Set(domains.filter { !context.suffixes.isSuffix($0.span) })
        return domains.compactMap { domain in
            var rest = domain[...]
            while let dot = rest.firstIndex(of: 0x2E) {
                rest = rest[(dot + 1)...]
                if covering.contains(Array(rest)) { return nil }
            }
            let name = String(decoding: domain, as: UTF8.self)
            return covering.contains(domain) ? "." + name : name
        }
    }

    private static func list(_ name: String, _ kind: String, _ values: [String]) -> String {
        if values.isEmpty { return "" }
        return values.map { "acl \(name) \(kind) \($0)\n" }.joined() + "http_access deny \(name)\n"
    }

    /// The URL as an extended regular expression that is it and nothing else.
    private static func pattern(_ url: [UInt8]) -> String? {
        guard url.starts(with: "http".utf8), url.count <= longestURL else { return nil }
        var pattern: [UInt8] = [0x5E]
        for byte in url {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: pattern.append(byte)
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: "/"),
                UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: ","), UInt8(ascii: "@"),
                UInt8(ascii: "!"), UInt8(ascii: ";"):
                pattern.append(byte)
            case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "$"):
                pattern += [0x5C, byte]
            default: return nil
            }
        }
        return String(decoding: pattern + [0x24], as: UTF8.self)
    }
}
