import Foundation

/// A small deterministic generator (SplitMix64) for property tests: print the seed on failure.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts from a seed.
    public init(seed: UInt64) { state = seed }

    /// The seed of property tests: `TAMGA_SEED`, else always the same, so that a run can be repeated.
    public static let seed = ProcessInfo.processInfo.environment["TAMGA_SEED"].flatMap(UInt64.init) ?? 20_261_123

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
