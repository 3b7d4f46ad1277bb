import FoundationEssentials

/// What a server knows its client by. Its text is nowhere shown.
public struct Credentials: Sendable {
    private let user: String?
    private let key: String

    /// A key: HTTP Basic (RFC 7617) with a user, a bearer token (RFC 6750) without.
    ///
    /// - Throws: ``ExchangeError/badKey(_:)`` where a header cannot hold them.
    public init(user: String?, key: String) throws(ExchangeError) {
        func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
        guard !key.isEmpty else { throw .badKey("the key is empty") }
        guard isPlain(key) else { throw .badKey("the key has a line break or another control character in it") }
        if let user {
            guard isPlain(user), !user.contains(":") else {
                throw .badKey("a user's name has neither a colon nor control characters")
            }
        } else if !key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            throw .badKey("a bearer token has no blanks and is ASCII; is --user missing?")
        }
        self.user = user
        self.key = key
    }

    /// The value of `Authorization`.
    var header: String {
        guard let user else { return "Bearer \(key)" }
        return "Basic \(Data("\(user):\(key)".utf8).base64EncodedString())"
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says which kind they are, and nothing of the key.
    public var description: String { user == nil ? "a bearer token" : "a user and a key" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
