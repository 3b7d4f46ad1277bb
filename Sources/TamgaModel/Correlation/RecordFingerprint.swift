/// A hash of bytes that is the same on every machine and every run (FNV-1a, 64 bits). It tells records apart; nothing
/// depends on its secrecy.
public struct RecordFingerprint: Sendable {
    /// The hash so far.
    public private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The hash of bytes, with a number before them.
    public init(_ bytes: [UInt8], salt: Int = 0) {
        for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: salt >> shift)) }
        for byte in bytes { add(byte) }
    }

    private mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
