import PCRE2
public import TamgaModel

/// Lists of values known to be harmless, compiled for asking about one value at a time.
///
/// Immutable and shared by all workers; a worker asks once per value and remembers the answer.
public final class SuppressionList: Sendable {
    private let networks: [Int: [[UInt8]: String]]
    private let hostnames: [[UInt8]: String]
    private let strings: [String: String]
    private let substrings: [(text: String, list: String)]
    private let patterns: [ListedPattern]
    /// Entries that say nothing: a network that is none, a pattern that does not compile.
    public let refusals: [Refusal]

    /// A pattern of a list; a class because patterns cannot be copied into an array.
    private final class ListedPattern: Sendable {
        let pattern: Pattern
        let list: String

        init(_ pattern: consuming Pattern, list: String) {
            self.pattern = pattern
            self.list = list
        }
    }

    /// Compiles entries; where two cover the same value, the first names the reason.
    public init(_ entries: [FalsePositive]) {
        var networks: [Int: [[UInt8]: String]] = [:]
        var hostnames: [[UInt8]: String] = [:]
        var strings: [String: String] = [:]
        var substrings: [(text: String, list: String)] = []
        var patterns: [ListedPattern] = []
        var refusals: [Refusal] = []
        for entry in entries {
            func refuse(_ reason: String) {
                refusals.append(
                    Refusal(source: entry.list, reason: "\(entry.kind.rawValue) “\(entry.value)”: \(reason)"))
            }
            switch entry.kind {
            case .cidr:
                do throws(ObservableError) {
                    let network = try Observable(entry.value.contains(":") ? .ipv6Address : .ipv4Address, entry.value)
                    let key = SuppressionList.networkKey(network)
                    networks[key.length, default: [:]][key.bytes, default: entry.list] =
                        networks[key.length]?[key.bytes] ?? entry.list
                } catch {
                    refuse("\(error)")
                }
            case .hostname:
                let name = entry.value.hasPrefix(".") ? String(entry.value.dropFirst()) : entry.value
                guard let bytes = DomainName.canonical(Array(name.utf8).span) else {
                    strings[entry.value.lowercased()] = strings[entry.value.lowercased()] ?? entry.list
                    continue
                }
                hostnames[bytes] = hostnames[bytes] ?? entry.list
            case .string:
                let text = SuppressionList.canonicalText(entry.value)
                strings[text] = strings[text] ?? entry.list
            case .substring:
                if !entry.value.isEmpty { substrings.append((entry.value.lowercased(), entry.list)) }
            case .regex:
                do {
                    patterns.append(
                        ListedPattern(try Pattern(SuppressionList.bareRegex(entry.value)), list: entry.list))
                } catch {
                    refuse("\(error)")
                }
            }
        }
        self.networks = networks
        self.hostnames = hostnames
        self.strings = strings
        self.substrings = substrings
        self.patterns = patterns
        self.refusals = refusals
    }

    /// The list that knows a value to be harmless; `nil` where none does.
    ///
    /// - Complexity: O(1) in networks, names and strings; O(*n*) in substrings and patterns.
    public func list(covering observable: Observable) -> String? {
        switch observable.type {
        case .ipv4Address, .ipv6Address, .ipv4Network, .ipv6Network:
            if let list = listOfNetwork(observable) { return list }
        case .domainName:
            if let list = listOfName(observable.bytes[...]) { return list }
        case .emailAddress:
            if let at = observable.bytes.lastIndex(of: UInt8(ascii: "@")),
                let list = listOfName(observable.bytes[(at + 1)...])
            {
                return list
            }
        case .url:
            if let host = URLText.host(of: observable.bytes.span) {
                if let list = listOfName(observable.bytes[host]) { return list }
                if let address = (try? Observable(.ipv4Address, text: Array(observable.bytes[host])))
                    ?? (try? Observable(.ipv6Address, text: Array(observable.bytes[host]))),
                    let list = listOfNetwork(address)
                {
                    return list
                }
            }
        default: break
        }
        guard !strings.isEmpty || !substrings.isEmpty || !patterns.isEmpty else { return nil }
        let text = observable.text
        let folded = text.lowercased()
        if let list = strings[folded] { return list }
        for (part, list) in substrings where folded.contains(part) { return list }
        guard !patterns.isEmpty else { return nil }
        var scratch = MatchScratch()
        for listed in patterns {
            // A pattern that runs into its limit says nothing about the value.
            if (try? listed.pattern.firstMatch(in: Array(text.utf8).span, from: 0, using: &scratch)) != nil {
                return listed.list
            }
        }
        return nil
    }

    private func listOfNetwork(_ observable: Observable) -> String? {
        guard !networks.isEmpty else { return nil }
        let (bytes, length) = Self.networkKey(observable)
        for prefix in networks.keys.sorted() where prefix <= length {
            guard let known = networks[prefix] else { continue }
            if let list = known[Self.masked(bytes, prefix)] { return list }
        }
        return nil
    }

    private func listOfName(_ name: ArraySlice<UInt8>) -> String? {
        guard !hostnames.isEmpty else { return nil }
        var rest = name
        while !rest.isEmpty {
            if let list = hostnames[Array(rest)] { return list }
            guard let dot = rest.firstIndex(of: UInt8(ascii: ".")) else { return nil }
            rest = rest[(dot + 1)...]
        }
        return nil
    }

    /// IPv4 as mapped IPv6, so that one table holds both; the length counts from the mapped address's first bit.
    private static func networkKey(_ observable: Observable) -> (bytes: [UInt8], length: Int) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        switch observable.type {
        case .ipv4Address: return (mapped + observable.bytes, 128)
        case .ipv4Network: return (mapped + observable.bytes.prefix(4), 96 + Int(observable.bytes[4]))
        case .ipv6Network: return (Array(observable.bytes.prefix(16)), Int(observable.bytes[16]))
        default: return (observable.bytes, 128)
        }
    }

    private static func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
        var bytes = bytes
        for index in 0..<bytes.count {
            let kept = max(0, min(8, length - index * 8))
            bytes[index] &= kept == 0 ? 0 : 0xFF << UInt8(8 - kept)
        }
        return bytes
    }

    /// A listed string in its canonical form where it has one: lists write digests and names in any case.
    private static func canonicalText(_ text: String) -> String {
        Observable.guess(text)?.text.lowercased() ?? text.lowercased()
    }

    /// MISP writes patterns as `/…/i`.
    private static func bareRegex(_ text: String) -> String {
        guard text.first == "/", let end = text.lastIndex(of: "/"), end > text.startIndex else { return text }
        let body = text[text.index(after: text.startIndex)..<end]
        return text[end...].contains("i") ? "(?i)\(body)" : String(body)
    }
}
