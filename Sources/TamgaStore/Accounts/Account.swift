public import TamgaModel

/// Who may ask the server: a name, for whom it asks, and what it may do.
public struct Account: Hashable, Sendable {
    /// What an account may do.
    public enum Role: String, CaseIterable, Hashable, Sendable {
        /// Read what its recipient may see.
        case reader
        /// Also hand in and withdraw for its member.
        case contributor
        /// What a contributor may do, and see all of the store in the dashboard.
        case admin

        /// True where it may hand in and withdraw.
        public var mayWrite: Bool { self != .reader }
    }

    /// The name: what ``isName(_:)`` says.
    public var name: String
    /// For whom it asks: a member's code, a partner's name, or `anyone`.
    public var recipient: String
    /// What it may do.
    public var role: Role
    /// When its key was made.
    public var created: Timestamp
    /// When it was removed; its key is refused since.
    public var removed: Timestamp?

    /// True for 1 to 64 lower-case letters, digits, `-` and `.` that begin with a letter or digit: a name is a part
    /// of its key, and stands in logs.
    public static func isName(_ text: String) -> Bool {
        guard 1...64 ~= text.utf8.count, let first = text.utf8.first else { return false }
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        }
        return isAlphanumeric(first)
            && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }
}
