import TamgaModel
public import TamgaRelease

/// Zeek's intelligence framework: tab-separated, with a `#fields` line.
///
/// Kinds that Zeek has no type for are passed over, and values that its reader takes for a comment or for nothing.
/// Zeek compares URLs without their scheme.
public struct ZeekIntelForm: ValueForm {
    /// An intelligence file.
    public init() {}

    /// The line that names the columns.
    public mutating func begin() -> [UInt8] {
        ExportText.line("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc")
    }

    /// The value's line.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        guard let type = Self.type(value.observable), !value.observable.isTooWideToBlock else { return nil }
        var text = value.observable.text
        if value.observable.type == .url, let end = text.firstRange(of: "://")?.upperBound {
            text = String(text[end...])
        }
        guard ExportText.isPlain(text), !text.hasPrefix("#"), text != "-", text != "(empty)" else { return nil }
        let producers = value.producers.map(\.code).joined(separator: " ")
        let name = value.name.map { ExportText.words($0) } ?? ""
        let cells = [
            Self.escaped(text), type, producers.isEmpty ? "tamga" : "tamga " + producers,
            name.isEmpty || name == "(empty)" ? "-" : Self.escaped(name),
        ]
        return ExportText.line(cells.joined(separator: "\t"))
    }

    /// Zeek's reader undoes `\xNN`.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\x5c")
    }

    private static func type(_ observable: Observable) -> String? {
        switch observable.type {
        case .ipv4Address, .ipv6Address: "Intel::ADDR"
        case .ipv4Network, .ipv6Network: "Intel::SUBNET"
        case .domainName: "Intel::DOMAIN"
        case .url: "Intel::URL"
        case .emailAddress: "Intel::EMAIL"
        case .md5, .sha1, .sha256: "Intel::FILE_HASH"
        case .fileName: "Intel::FILE_NAME"
        case .userAccount: "Intel::USER_NAME"
        case .userAgent: "Intel::SOFTWARE"
        case .x509Fingerprint: observable.bytes.count == 20 ? "Intel::CERT_HASH" : nil
        default: nil
        }
    }
}
