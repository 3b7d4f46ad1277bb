import TamgaTestSupport

/// Makes inputs out of seeds. An input depends on the seeds, the run's seed and its own number alone, so that any one
/// can be made again.
public struct Mutation: Sendable {
    /// The shortest first.
    let seeds: [[UInt8]]
    private let tokens: [[UInt8]]
    private let longest: Int
    private let start: UInt64

    /// Characters on which readers of text stumble, and numbers at which counting ends.
    private static let oddities: [[UInt8]] = oddCharacters.map { Array($0.utf8) } + brokenBytes
    private static let oddCharacters: [String] = [
        "\u{0}", "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{9B}", "\u{202E}", "\u{2028}", "\u{FEFF}", "\u{FFFD}", "\u{301}",
        "é", "İ", "ı", "ſ", "\u{212A}", "ß", "😀", "\u{E0041}", "\u{10FFFF}", "。", "\r", "\n", "\r\n", "\t", " ",
        "\u{A0}",
    ]
    private static let brokenBytes: [[UInt8]] = [
        [0x80], [0xFF], [0xFE, 0xFF], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xC0, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
    ]
    private static let numbers: [[UInt8]] = numberTexts.map { Array($0.utf8) }
    private static let numberTexts: [String] = [
        "0", "-0", "1", "-1", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e309", "1e-400",
        "00", "1.", ".5", "99999999999999999999999999", "0x10", "NaN", "1e9999999999",
    ]
    private static let pairs: [(open: String, close: String)] = [
        ("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("(?:", ")"), ("\"", "\""), ("{", "}"), ("- ", ""), ("<", ">"),
        ("((", ")*)"),
    ]

    /// Mutation of a target's seeds.
    ///
    /// - Parameter seeds: more seeds, beside those that the target has itself.
    public init(_ target: FuzzTarget, seeds: [[UInt8]], seed: UInt64) {
        let all = target.builtIn.map { Array($0.utf8) } + seeds
        let order = all.indices.sorted { (all[$0].count, $0) < (all[$1].count, $1) }
        self.seeds = order.map { all[$0] }
        tokens = target.tokens.map { Array($0.utf8) } + Self.oddities
        longest = target.longest
        start = target.name.utf8.reduce(seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
    }

    /// The input with a number. The first ones are the seeds as they are.
    public func input(_ number: UInt64) -> [UInt8] {
        if number < UInt64(seeds.count) { return Array(seeds[Int(number)].prefix(longest)) }
        var random = SeededRandom(seed: start &+ number &* 0xD129_0B26_8F1E_9A4B)
        // Short seeds are tried more often: most of what a reader can do wrong needs few bytes, and costs less to try.
        let share = UInt64(seeds.count) * (random.next() >> 44) >> 20
        let place = Int(share * (random.next() >> 44) >> 20)
        var input = seeds.isEmpty ? [] : seeds[place]
        if random.next() % 64 == 0 {
            input = (0..<Int(random.next() % 64)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
        var steps = 1
        while steps < 8, random.next() % 2 == 0 { steps += 1 }
        for _ in 0..<steps { change(&input, &random) }
        if input.count > longest { input.removeLast(input.count - longest) }
        return input
    }

    private func change(_ input: inout [UInt8], _ random: inout SeededRandom) {
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(max(1, bound))) }
        let place = below(input.count + 1)
        let length = below(min(input.count - place, below(4) == 0 ? 200 : 12) + 1)
        let range = place..<place + length
        switch below(16) {
        case 0 where place < input.count: input[place] ^= 1 << UInt8(below(8))
        case 1 where place < input.count: input[place] = UInt8(below(256))
        case 2, 3: input.insert(contentsOf: tokens[below(tokens.count)], at: place)
        case 4: input.replaceSubrange(range, with: tokens[below(tokens.count)])
        case 5 where !seeds.isEmpty:
            let other = seeds[below(seeds.count)]
            let cut = below(other.count + 1)
            input = Array(input[..<place]) + other[cut...]
        case 6 where !seeds.isEmpty:
            let other = seeds[below(seeds.count)]
            let cut = below(other.count + 1)
            input.insert(contentsOf: other[cut..<min(other.count, cut + below(40))], at: place)
        case 7: input.insert(contentsOf: Array(input[range]), at: below(input.count + 1))
        case 8: input.removeSubrange(range)
        case 9 where below(4) == 0: input.removeLast(input.count - place)
        case 10:
            let first = input[place...].firstIndex { 0x30...0x39 ~= $0 } ?? place
            let end = input[first...].firstIndex { !(0x30...0x39 ~= $0) } ?? input.count
            input.replaceSubrange(first..<end, with: Self.numbers[below(Self.numbers.count)])
        case 11:
            let pair = Self.pairs[below(Self.pairs.count)]
            let depth = 1 << below(9)
            let isClosed = below(3) > 0
            var nested = Array(String(repeating: pair.open, count: depth).utf8)
            nested += input[range]
            if isClosed { nested += String(repeating: pair.close, count: depth).utf8 }
            input.replaceSubrange(range, with: nested)
        case 12: input.insert(contentsOf: [UInt8](repeating: UInt8(below(256)), count: 1 << below(11)), at: place)
        case 13: input.insert(contentsOf: [UInt8](repeating: UInt8(0x20 + below(95)), count: below(9)), at: place)
        case 14:
            let moved = Array(input[range])
            input.removeSubrange(range)
            input.insert(contentsOf: moved, at: below(input.count + 1))
        default:
            let token = tokens[below(tokens.count)]
            let run = [[UInt8]](repeating: token, count: 1 << below(6))
            input.insert(contentsOf: Array(run.joined()), at: place)
        }
    }
}
