/// A value that can be seen in a log, in its one canonical form: equal values have equal bytes.
///
/// Importers, matcher and exporters all make observables here, so "equal" has one meaning.
/// ``ObservableType`` says what the bytes of each kind are.
public struct Observable: Hashable, Sendable {
    /// The kind.
    public let type: ObservableType
    /// The canonical bytes.
    public let bytes: [UInt8]

    /// An observable from bytes that are canonical already: what this type made before, kept in a store.
    public init(type: ObservableType, canonicalBytes bytes: [UInt8]) {
        self.type = type
        self.bytes = bytes
    }

    /// True for a network wider than /8, or /16 in IPv6: nearly every log has an address in it, and to block it would
    /// cut off a good part of the world. One hostile or careless indicator must not do that, nor go unnoticed.
    public var isTooWideToBlock: Bool {
        switch type {
        case .ipv4Network: bytes.last ?? 0 < 8
        case .ipv6Network: bytes.last ?? 0 < 16
        default: false
        }
    }
}

/// Why a text is not a value of the kind asked for.
public enum ObservableError: Error, Hashable, Sendable {
    /// The text does not have the kind's form; the payload says what is wrong, as half a sentence.
    case malformed(ObservableType, String)
    /// The text has no form that any kind has.
    case unrecognised(String)
}

extension ObservableError: CustomStringConvertible {
    /// Half a sentence for a refusal.
    public var description: String {
        switch self {
        case .malformed(let type, let what): "not a valid \(type.label): \(what)"
        case .unrecognised(let text): "no kind of observable has the form of “\(text.prefix(80))”"
        }
    }
}
