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
            return 1...Timestamp.datedSeconds.upperBound ~= seconds ? Timestamp(seconds: seconds) : nil
        }
        return Timestamp(rfc3339: text)
    }

    /// What every member of a name says as ``mispText(in:)`` does; none where there is no such member.
    func mispTexts(_ name: String, in bytes: Span<UInt8>) -> [String?] {
        var texts: [String?] = []
        var members = members
        while let member = members.next(in: bytes) {
            if member.hasKey(name, in: bytes) { texts.append(member.value.mispText(in: bytes)) }
        }
        return texts
    }

    /// True for what stands where MISP has nothing to say: `null`, an empty string, 0, an empty list.
    func isMISPNothing(in bytes: Span<UInt8>) -> Bool {
        switch kind {
        case .null: return true
        case .array:
            var elements = elements
            return elements.next(in: bytes) == nil
        case .string, .number: return isString("", in: bytes) || mispText(in: bytes) == "0"
        default: return false
        }
    }

    /// True where a string has an escaped surrogate without its other half: it is no text.
    func hasLoneSurrogate(in bytes: Span<UInt8>) -> Bool {
        guard kind == .string else { return false }
        var index = range.lowerBound + 1
        var isHigh = false
        while index < range.upperBound - 1 {
            var unit: UInt32 = 0
            if bytes[index] != 0x5C {
                index += 1
            } else if bytes[index + 1] != 0x75 {
                index += 2
            } else {
                for place in index + 2..<index + 6 {
                    let digit = UInt32(bytes[place])
                    unit = unit << 4 | (digit < 0x40 ? digit & 0xF : (digit & 0xF) + 9)
                }
                index += 6
            }
            let isLow = unit >> 10 == 0x37
            if isHigh != isLow { return true }
            isHigh = unit >> 10 == 0x36
        }
        return isHigh
    }

    /// A UUID of any version, in lower case.
    func mispUUID(in bytes: Span<UInt8>) -> String? {
        mispText(in: bytes).flatMap { MISPIdentifier.uuid($0) }
    }
}
