/// A member state of the union, named by its ISO 3166-1 alpha-2 code (`KZ`).
///
/// Any two ASCII letters make a code: which codes are members is the community file's
/// business, not this type's.
public struct MemberState: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The two upper-case letters, the first in the high byte.
    private let packed: UInt16

    /// Reads a code; letter case does not matter. `nil` unless it is exactly two ASCII letters.
    public init?(_ code: some StringProtocol) {
        var packed: UInt16 = 0
        var count = 0
        for byte in code.utf8 {
            let upper = byte & 0xDF
            guard upper >= 0x41, upper <= 0x5A, count < 2 else { return nil }
            packed = packed << 8 | UInt16(upper)
            count += 1
        }
        guard count == 2 else { return nil }
        self.packed = packed
    }

    /// Rebuilds a member state from ``rawValue``. `nil` unless both bytes are upper-case letters.
    public init?(rawValue: UInt16) {
        let bytes = [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)]
        self.init(String(decoding: bytes, as: UTF8.self))
        guard packed == rawValue else { return nil }
    }

    /// The two letters as a number: the compact form that snapshots hold. Never 0.
    public var rawValue: UInt16 { packed }

    /// The two upper-case letters.
    public var code: String {
        String(decoding: [UInt8(packed >> 8), UInt8(packed & 0xFF)], as: UTF8.self)
    }

    /// The code.
    public var description: String { code }

    /// Alphabetical order of the codes.
    public static func < (left: MemberState, right: MemberState) -> Bool { left.packed < right.packed }
}
