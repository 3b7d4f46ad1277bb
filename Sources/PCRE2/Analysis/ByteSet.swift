/// A set of byte values.
public struct ByteSet: Hashable, Sendable {
    private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// No byte.
    public init() {}

    /// Some bytes.
    public init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { insert(byte) }
    }

    /// Every byte.
    public static let all = ByteSet(0...UInt8.max)

    /// The bytes of characters beyond ASCII.
    static let beyondASCII = ByteSet(0x80...UInt8.max)

    /// True for a member.
    public func contains(_ byte: UInt8) -> Bool { word(byte >> 6) >> UInt64(byte & 63) & 1 == 1 }

    /// Adds a byte.
    public mutating func insert(_ byte: UInt8) {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: bits.0 |= bit
        case 1: bits.1 |= bit
        case 2: bits.2 |= bit
        default: bits.3 |= bit
        }
    }

    /// Adds the bytes of another set.
    public mutating func formUnion(_ other: ByteSet) {
        bits.0 |= other.bits.0
        bits.1 |= other.bits.1
        bits.2 |= other.bits.2
        bits.3 |= other.bits.3
    }

    /// True where every byte of this set is in the other.
    public func isSubset(of other: ByteSet) -> Bool {
        (bits.0 & ~other.bits.0) | (bits.1 & ~other.bits.1) | (bits.2 & ~other.bits.2) | (bits.3 & ~other.bits.3) == 0
    }

    /// How many bytes.
    public var count: Int {
        bits.0.nonzeroBitCount + bits.1.nonzeroBitCount + bits.2.nonzeroBitCount + bits.3.nonzeroBitCount
    }

    /// The bytes in order.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for index in UInt8(0)..<4 {
            var left = word(index)
            while left != 0 {
                bytes.append(index * 64 + UInt8(left.trailingZeroBitCount))
                left &= left &- 1
            }
        }
        return bytes
    }

    /// Sixty-four bits of the set: those of the bytes from `64 * index` on.
    ///
    /// - Parameter index: 0 … 3.
    public func word(_ index: UInt8) -> UInt64 {
        switch index {
        case 0: bits.0
        case 1: bits.1
        case 2: bits.2
        default: bits.3
        }
    }

    /// True where both hold the same bytes.
    public static func == (left: ByteSet, right: ByteSet) -> Bool { left.bits == right.bits }

    /// Feeds the bytes into a hasher.
    public func hash(into hasher: inout Hasher) {
        for index in UInt8(0)..<4 { hasher.combine(word(index)) }
    }
}

extension ByteSet {
    /// The set as a pattern has it: a character that stands for itself, `.`, or a class in brackets.
    public var words: String {
        if self == .all { return "." }
        let most = count > 128 ? ByteSet((UInt8(0)...UInt8.max).filter { !contains($0) }) : self
        let isNegated = most != self
        let bytes = most.bytes
        if !isNegated, bytes.count == 1 { return Self.word(bytes[0], special: #".[](){}*+?|^$\"#) }
        var text = ""
        var index = 0
        while index < bytes.count {
            var last = index
            while last + 1 < bytes.count, bytes[last + 1] == bytes[last] + 1 { last += 1 }
            let special = #"[]^-\"#
            text += Self.word(bytes[index], special: special)
            if last > index + 1 { text += "-" }
            if last > index { text += Self.word(bytes[last], special: special) }
            index = last + 1
        }
        return "[\(isNegated ? "^" : "")\(text)]"
    }

    private static func word(_ byte: UInt8, special: String) -> String {
        if special.utf8.contains(byte) { return "\\" + String(UnicodeScalar(byte)) }
        if (0x20..<0x7F).contains(byte) { return String(UnicodeScalar(byte)) }
        let digits = String(byte, radix: 16)
        return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }
}
