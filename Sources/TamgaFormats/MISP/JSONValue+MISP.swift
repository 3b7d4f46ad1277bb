import TamgaJSON
import TamgaModel

/// MISP writes numbers and truth values as themselves or as strings, by version and by tool.
extension JSONValue {
    /// A string, or a number as it is written; `nil` for anything else and for an empty string.
    func mispText(in bytes: Span<UInt8>) -> String? {
        let text: String?
        switch kind {
        case .string: text = string(in: bytes)
        case .number: text = integer(in: bytes).map(String.init)
        default: text = nil
        }
        return text?.isEmpty == false ? text : nil
    }

    /// `true`, `"1"`, `1`, `"true"`; anything else is false, `nil` where it is no truth value at all.
    func mispFlag(in bytes: Span<UInt8>) -> Bool? {
        if let bool { return bool }
        switch mispText(in: bytes)?.lowercased() {
        case "1", "true": return true
        case "0", "false": return false
        default: return nil
        }
    }

    /// Seconds since 1970 as a number or a string, or RFC 3339. 0 is "never" and therefore `nil`.
    func mispTime(in bytes: Span<UInt8>) -> Timestamp? {
        guard let text = mispText(in: bytes) else { return nil }
        if let seconds = Int64(text) {
            return 1..<253_402_300_800 ~= seconds ? Timestamp(seconds: seconds) : nil
        }
        return Timestamp(rfc3339: text)
    }

    /// A UUID of any version, in lower case.
    func mispUUID(in bytes: Span<UInt8>) -> String? {
        mispText(in: bytes).flatMap { MISPIdentifier.uuid($0) }
    }
}
