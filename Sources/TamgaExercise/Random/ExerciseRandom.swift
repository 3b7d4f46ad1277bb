/// A small generator (SplitMix64) of which every part of an exercise has its own: what is drawn depends on the seed and
/// on the part's name alone, never on what was drawn before it, so that parts can be written in any order.
///
/// Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
struct ExerciseRandom: Sendable {
    private var state: UInt64

    /// A generator for a part.
    ///
    /// - Parameter path: what names the part, from the seed down.
    init(_ path: UInt64...) {
        state = 0x7A3D_5C1E_9B42_F086
        for step in path {
            state ^= step
            state = next()
        }
    }

    /// The next 64 bits.
    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below a bound that is positive.
    @inline(__always)
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in a range that is not empty.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// One of some values.
    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    /// So many hexadecimal digits in lower case.
    mutating func hexadecimal(_ count: Int) -> String { text("0123456789abcdef", count) }

    /// So many letters and digits.
    mutating func base62(_ count: Int) -> String {
        text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", count)
    }

    /// So many of some ASCII characters.
    private mutating func text(_ characters: String, _ count: Int) -> String {
        let characters = characters.utf8.span
        let drawn = (0..<count).map { _ in characters[below(characters.count)] }
        return String(decoding: drawn, as: UTF8.self)
    }

    /// A number that names a text: FNV-1a, the same on every machine.
    static func name(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
