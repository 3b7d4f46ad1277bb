import TamgaModel
public import TamgaRelease

/// Suricata rules, one a line: addresses and networks, domains in queries and in TLS, URLs and user agents in plain
/// HTTP, JA3 and JA3S, certificates by their SHA-1.
///
/// A rule's number is made from its value, so that it stays the same from export to export: 3,000,000,000 and up,
/// which no public rule set uses. A domain covers the names below it, unless it is a public suffix. Everything that is not a letter, a digit, `.`, `-`, `_` or `/` stands in hexadecimal.
public struct SuricataRulesForm: ValueForm {
    private let suffixes: PublicSuffixes
    private var numbers: Set<UInt32> = []

    /// Rules.
    public init(_ context: ExportContext) { suffixes = context.suffixes }

    /// The value's rules.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        let observable = value.observable
        let text = observable.text
        switch observable.type {
        case .ipv4Address, .ipv4Network, .ipv6Address, .ipv6Network:
            guard !observable.isTooWideToBlock else { return nil }
            return rule("ip", "any any <> \(text) any", "", value)
        case .domainName:
            let name =
                suffixes.isSuffix(observable.bytes.span)
                ? "content:\"\(Self.content(text))\"; nocase; bsize:\(text.utf8.count);"
                : "dotprefix; content:\"\(Self.content("." + text))\"; nocase; endswith;"
            return rule("dns", "any any -> any any", "dns.query; \(name)", value)
                + rule("tls", "any any -> any any", "tls.sni; \(name)", value)
        case .url:
            guard text.hasPrefix("http://"), let host = URLText.host(of: observable.bytes.span) else { return nil }
            let path = observable.bytes[URLText.pathAndQuery(of: observable.bytes.span)]
            let name = String(decoding: observable.bytes[host], as: UTF8.self)
            let uri = path.isEmpty ? [0x2F] : Array(path)
            return rule(
                "http", "any any -> any any",
                "http.host; content:\"\(Self.content(name))\"; bsize:\(name.utf8.count); "
                    + "http.uri.raw; content:\"\(Self.content(uri))\"; bsize:\(uri.count);", value)
        case .userAgent:
            guard 1...1_024 ~= observable.bytes.count else { return nil }
            return rule(
                "http", "any any -> any any",
                "http.user_agent; content:\"\(Self.content(text))\"; bsize:\(text.utf8.count);", value)
        case .ja3: return rule("tls", "any any -> any any", "ja3.hash; content:\"\(text)\";", value)
        case .ja3s: return rule("tls", "any any -> any any", "ja3s.hash; content:\"\(text)\";", value)
        case .x509Fingerprint:
            guard observable.bytes.count == 20 else { return nil }
            let pairs = stride(from: 0, to: 40, by: 2).map { String(Array(text)[$0..<$0 + 2]) }
            return rule(
                "tls", "any any -> any any",
                "tls.cert_fingerprint; content:\"\(Self.content(pairs.joined(separator: ":")))\";",
                value)
        default: return nil
        }
    }

    private mutating func rule(
        _ protocolName: String, _ header: String, _ match: String, _ value: ReleasedValue
    ) -> [UInt8] {
        let producers = value.producers.map(\.code).joined(separator: " ")
        let message = "TAMGA \(producers.isEmpty ? "--" : producers) \(value.observable.type.label)"
        var metadata = ["tamga_marking \(value.marking.label.dropFirst(4).lowercased())"]
        if let confidence = value.confidence { metadata.append("tamga_confidence \(confidence)") }
        let number = number(protocolName, value.observable)
        return ExportText.line(
            "alert \(protocolName) \(header) (msg:\"\(message)\"; \(match)\(match.isEmpty ? "" : " ")"
                + "metadata:\(metadata.joined(separator: ", ")); sid:\(number); rev:1;)")
    }

    /// FNV-1a over protocol, kind and value; the next free one where two meet.
    private mutating func number(_ protocolName: String, _ observable: Observable) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in Array(protocolName.utf8) + [0, observable.type.rawValue] + observable.bytes {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        var number = UInt32(hash % 1_000_000_000)
        while !numbers.insert(number).inserted { number = (number + 1) % 1_000_000_000 }
        return 3_000_000_000 + number
    }

    private static func content(_ text: String) -> String { content(Array(text.utf8)) }

    private static func content(_ bytes: [UInt8]) -> String {
        var content = ""
        var isHexadecimal = false
        for byte in bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                if isHexadecimal { content += "|" }
                isHexadecimal = false
                content.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                content += (isHexadecimal ? " " : "|") + (digits.count < 2 ? "0" : "") + digits
                isHexadecimal = true
            }
        }
        return isHexadecimal ? content + "|" : content
    }
}
