import FoundationEssentials
import TamgaModel
public import TamgaRelease

/// A Suricata dataset: one value a line, for a `dataset:` keyword of the type that the kind has.
///
/// | kind | dataset's type | line |
/// | --- | --- | --- |
/// | IPv4, IPv6 | `ip` | the address |
/// | MD5, SHA-256 | `md5`, `sha256` | hexadecimal |
/// | domain, URL, user agent, JA3, JA3S … | `string` | base64 |
///
/// A dataset has one type: the first value's kind is the dataset's, others are passed over.
public struct SuricataDatasetForm: ValueForm {
    private enum Kind {
        case address, md5, sha256
        case string(ObservableType)

        init?(_ type: ObservableType) {
            switch type {
            case .ipv4Address, .ipv6Address: self = .address
            case .md5: self = .md5
            case .sha256: self = .sha256
            case .ipv4Network, .ipv6Network, .pattern: return nil
            default: self = .string(type)
            }
        }

        func isSame(as other: Kind) -> Bool {
            switch (self, other) {
            case (.address, .address), (.md5, .md5), (.sha256, .sha256): true
            case (.string(let left), .string(let right)): left == right
            default: false
            }
        }
    }

    private var kind: Kind?

    /// A dataset.
    public init() {}

    /// The value's line.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        guard let its = Kind(value.observable.type) else { return nil }
        if kind == nil { kind = its }
        guard let kind, kind.isSame(as: its) else { return nil }
        guard case .string = its else { return ExportText.line(value.observable.text) }
        return ExportText.line(Data(value.observable.text.utf8).base64EncodedString())
    }
}
