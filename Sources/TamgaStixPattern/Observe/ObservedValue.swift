public import TamgaJSON

/// A value in a cyber-observable object.
///
/// Texts are UTF-8 bytes: patterns compare code points, where `String` would take canonically equivalent texts as equal.
public indirect enum ObservedValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// Also an integer past 64 bits, as the nearest number.
    case float(Double)
    /// UTF-8.
    case string([UInt8])
    /// What a property stands for whose name ends in `_hex` or `_bin`; evaluation makes it from the string.
    case bytes([UInt8])
    case list([ObservedValue])
    /// Members by name, as UTF-8; of a repeated name the last.
    case dictionary([[UInt8]: ObservedValue])

    /// A string.
    public static func text(_ text: String) -> ObservedValue { .string(Array(text.utf8)) }

    /// A JSON value.
    ///
    /// - Complexity: O(n); recursion is bounded by ``JSONValue/maximumDepth``.
    public init(_ json: JSONValue, in bytes: Span<UInt8>) {
        switch json.kind {
        case .null: self = .null
        case .true: self = .boolean(true)
        case .false: self = .boolean(false)
        case .string: self = .string(json.utf8(in: bytes) ?? [])
        case .number:
            if let integer = json.integer(in: bytes) {
                self = .integer(integer)
            } else {
                self = .float(json.double(in: bytes) ?? .nan)
            }
        case .array:
            var values: [ObservedValue] = []
            var elements = json.elements
            while let element = elements.next(in: bytes) { values.append(ObservedValue(element, in: bytes)) }
            self = .list(values)
        case .object:
            var values: [[UInt8]: ObservedValue] = [:]
            var members = json.members
            while let member = members.next(in: bytes) {
                values[member.key.utf8(in: bytes) ?? []] = ObservedValue(member.value, in: bytes)
            }
            self = .dictionary(values)
        }
    }
}
