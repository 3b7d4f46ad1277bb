import TamgaModel
import TamgaUUID

/// A list of members' keys.
///
///     # member  kind     key, base 64                                 from         until
///     UZ        ed25519  3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
///     KZ        ed25519  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA  2026-01-01   2027-01-01
///
/// A member may have several keys, so that an old and a new one are good at once. Dates are days of UTC; a key is good from
/// the first one's beginning to the second one's beginning. `-` stands for a date that is not said.
public struct MemberKeys: Hashable, Sendable {
    /// The keys, in the list's order.
    public var keys: [MemberKey]

    /// The largest list that is read, in bytes.
    public static let maximumSize = 1 << 20

    /// A list of keys.
    public init(_ keys: [MemberKey]) { self.keys = keys }

    /// Reads a list.
    ///
    /// - Throws: ``FormatsError/unusable(source:line:_:)`` at the first line that is wrong, and where there is no key: a list
    ///   that is half read would refuse what it should let in, and nobody would know why.
    public init(_ text: [UInt8], source: String) throws(FormatsError) {
        func fail(_ line: Int?, _ words: String) -> FormatsError { .unusable(source: source, line: line, words) }
        guard text.count <= Self.maximumSize else { throw fail(nil, "longer than \(Self.maximumSize) bytes") }
        guard let whole = String(validating: text, as: UTF8.self) else { throw fail(nil, "not UTF-8") }
        var keys: [MemberKey] = []
        var owners: [[UInt8]: MemberState] = [:]
        for (index, line) in whole.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.prefix { $0 != "#" }.split { $0.isWhitespace }
            if words.isEmpty { continue }
            let number = index + 1
            guard 3...5 ~= words.count, words[1] == "ed25519" else {
                throw fail(
                    number, "write a member's code, “ed25519”, its key, and if need be two days, such as 2026-01-01")
            }
            guard let member = MemberState(words[0]) else {
                throw fail(number, "“\(words[0].prefix(40))” is no member's code; give two letters, as in ISO 3166-1")
            }
            guard let bytes = Base64.bytes(words[2]), bytes.count == 32 else {
                throw fail(
                    number, "the key is not 32 bytes in base 64; “tamga keys show” prints the line of a key file")
            }
            if SigningKey.isNoKey(bytes) {
                throw fail(number, "the key is a point of small order: anybody could sign by it")
            }
            if let other = owners.updateValue(member, forKey: bytes), other != member {
                throw fail(number, "\(other) and \(member) have the same key; a signature would not say whose it is")
            }
            var days: [Timestamp?] = []
            for word in words.dropFirst(3) {
                if word == "-" {
                    days.append(nil)
                } else if let day = Timestamp(rfc3339: word + "T00:00:00Z") {
                    days.append(day)
                } else {
                    throw fail(number, "“\(word.prefix(40))” is no day; write one such as 2026-01-01, or -")
                }
            }
            keys.append(
                MemberKey(
                    member: member, publicKey: bytes, from: days.first ?? nil, until: days.count > 1 ? days[1] : nil))
        }
        guard !keys.isEmpty else { throw fail(nil, "no keys; write a line a key, as “tamga keys make” prints it") }
        self.keys = keys
    }
}
