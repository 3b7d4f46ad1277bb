/// Why bytes are not a JSON text, and where.
public struct JSONError: Error, Hashable, Sendable {
    /// The index of the first byte that cannot stand where it does; the count of the bytes where they end too early.
    public let offset: Int
    /// What is wrong.
    public let reason: Reason

    /// What can be wrong with a JSON text.
    public enum Reason: Hashable, Sendable {
        /// The bytes end inside a value, or there are none.
        case unexpectedEnd
        /// Something else should stand here; the payload says what.
        case expected(String)
        /// A number that RFC 8259 §6 does not know, such as `01` or `+1`.
        case malformedNumber
        /// An escape other than those of RFC 8259 §7.
        case malformedEscape
        /// A byte below 0x20 inside a string.
        case controlCharacter
        /// Bytes inside a string that are not UTF-8.
        case invalidUTF8
        /// More than ``JSONValue/maximumDepth`` objects and arrays inside each other.
        case tooDeep
        /// Something follows the end of the value.
        case trailingBytes
    }
}

extension JSONError: CustomStringConvertible {
    /// Half a sentence for a refusal.
    public var description: String { "JSON: \(reason) at byte \(offset)" }
}

extension JSONError.Reason: CustomStringConvertible {
    /// A few words for a refusal.
    public var description: String {
        switch self {
        case .unexpectedEnd: "the text ends inside a value"
        case .expected(let what): "expected \(what)"
        case .malformedNumber: "malformed number"
        case .malformedEscape: "malformed escape in a string"
        case .controlCharacter: "control character in a string"
        case .invalidUTF8: "a string is not UTF-8"
        case .tooDeep: "nested more than \(JSONValue.maximumDepth) deep"
        case .trailingBytes: "bytes after the end of the value"
        }
    }
}
