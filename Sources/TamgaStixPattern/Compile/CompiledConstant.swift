import TamgaModel

/// A constant, made ready for comparing.
enum CompiledConstant: Hashable, Sendable {
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    /// UTF-8, and the same as bytes where every character is below U+0100.
    case string([UInt8], asBytes: [UInt8]?)
    case bytes([UInt8])
    /// `nil` for a date that no calendar has: nothing compares with it.
    case instant(StixInstant?, StixSemantics)

    init(_ literal: StixLiteral, _ semantics: StixSemantics) {
        switch literal {
        case .integer(let value): self = .integer(value)
        case .float(let value): self = .float(value)
        case .boolean(let value): self = .boolean(value)
        case .string(let text): self = .string(Array(text.utf8), asBytes: Self.latin(text.unicodeScalars))
        case .hex(let bytes), .binary(let bytes): self = .bytes(bytes)
        case .timestamp(let text): self = .instant(StixInstant(bytes: Array(text.utf8), semantics), semantics)
        }
    }

    /// Characters as bytes: none above U+00FF (STIX 2.1 §9.6.3).
    static func latin(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in scalars {
            guard let byte = UInt8(exactly: scalar.value) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
