/// A media type with its parameters, as `Content-Type` and `Accept` have it.
///
/// Source: RFC 9110 §8.3.1 and §12.5.1.
public struct MediaType: Hashable, Sendable {
    /// `type/subtype` in lower case; `*` in it stands for any.
    public var name: String
    /// The parameters by their names in lower case, quotes undone; the first of several counts.
    public var parameters: [String: String]

    /// Reads one; `nil` for what is none.
    public init?(_ text: some StringProtocol) {
        var parts = Self.split(text, at: UInt8(ascii: ";"))
        let name = parts.removeFirst().lowercased()
        let halves = name.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isTokenByte) }) else {
            return nil
        }
        self.name = name
        parameters = [:]
        for part in parts where !part.isEmpty {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let key = part[..<equals].lowercased()
            guard !key.isEmpty, key.utf8.allSatisfy(Self.isTokenByte) else { return nil }
            if parameters[key] == nil { parameters[key] = Self.unquoted(part[part.index(after: equals)...]) }
        }
    }

    /// Reads a list with commas between; what is none is passed over.
    public static func list(_ text: some StringProtocol) -> [MediaType] {
        split(text, at: UInt8(ascii: ",")).compactMap { MediaType($0) }
    }

    /// Cuts outside of quotes, and takes white space from the pieces.
    private static func split(_ text: some StringProtocol, at separator: UInt8) -> [String] {
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for byte in text.utf8 {
            if byte == separator, !isQuoted {
                pieces.append([])
                continue
            }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            }
            pieces[pieces.count - 1].append(byte)
        }
        return pieces.map { piece in
            let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
            let tail = piece.drop(while: isSpace).reversed().drop(while: isSpace)
            return String(decoding: tail.reversed(), as: UTF8.self)
        }
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.utf8.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            isEscaped = false
            result.append(character)
        }
        return result
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
