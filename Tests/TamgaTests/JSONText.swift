import Foundation

/// What tests ask of JSON text.
enum JSONText {
    /// The value that a text is.
    static func value(_ text: some StringProtocol) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }

    /// The object that a text is; empty where it is another value.
    static func object(_ text: some StringProtocol) throws -> [String: Any] { try value(text) as? [String: Any] ?? [:] }

    /// The keys of an object's own members, in the order in which they stand in its text.
    static func keys(_ text: some StringProtocol) -> [String] {
        var keys: [String] = []
        var depth = 0
        var current: [UInt8]?
        var isEscaped = false
        var last = ""
        for byte in text.utf8 {
            if current != nil {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    last = String(decoding: current ?? [], as: UTF8.self)
                    current = nil
                    continue
                }
                current?.append(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): current = []
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":"): if depth == 1 { keys.append(last) }
            default: break
            }
        }
        return keys
    }
}
