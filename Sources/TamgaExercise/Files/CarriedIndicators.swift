/// The indicators that a share of ordinary lines carries, for measuring: as many domains as addresses, in turn.
///
/// The domains end in `.test`, the addresses are of 198.19.0.0/16, which is for benchmarks (RFC 2544) and of which no
/// ordinary line has one.
enum CarriedIndicators {
    /// How many domains there are, and how many addresses.
    static let count = 2_000

    private static let texts: [[UInt8]] = (0..<count * 2).map { number in
        let half = number / 2
        return Array(
            (number % 2 == 0 ? "node-\(1_000 + half)-carried.test" : "198.19.\(half / 200).\(20 + half % 200)").utf8)
    }

    /// A value as it stands in a line.
    static func bytes(_ number: Int) -> [UInt8] { texts[number] }

    /// A value as text.
    static func text(_ number: Int) -> String { String(decoding: texts[number], as: UTF8.self) }

    /// All of them, one a line.
    static var list: [UInt8] { texts.flatMap { $0 + [0x0A] } }
}
