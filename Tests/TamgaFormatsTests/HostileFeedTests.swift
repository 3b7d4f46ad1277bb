import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct HostileFeedTests {
    private static let scraps = [
        "192.0.2.1", "192.0.2.0/24", "-", "192.0.2.9", ",", ";", "\t", " ", "\n", "\r\n", "\"", "#", "//", "ip", "type",
        "evil.example.com", "hxxp://", "[.]", ":", "70000", "0.0.0.0 ", "::", "2001:db8::", "ffff:ffff",
        "#fields\tindicator",
        "\tindicator_type\n", "Intel::ADDR", "\\x0", "{\"type\":", "}", "[", "]", "\u{0}", "é", "é".uppercased(), "80",
        "%",
    ]

    /// Scraps of every format in random order: no reader traps, and none depends on how the bytes are cut.
    @Test(arguments: FeedFormat.allCases)
    func randomScrapsNeverTrap(_ format: FeedFormat) throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        for _ in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                bytes += Self.scraps.randomElement(using: &random)!.utf8
            }
            if Bool.random(using: &random) {
                bytes.insert(UInt8.random(in: 0x80...0xFF, using: &random), at: bytes.count / 2)
            }
            let options = FeedOptions(format: format)
            let whole = try read(bytes, options: options)
            let pieces = try read(bytes, options: options, chunk: Int.random(in: 1...9, using: &random))
            #expect(whole.indicators == pieces.indicators, "seed \(seed)")
            #expect(whole.refusals == pieces.refusals, "seed \(seed)")
            _ = try read(bytes)
        }
    }

    /// Scraps of patterns: the parser says yes or no, and lowering follows every yes.
    @Test func randomPatternsNeverTrap() {
        let words = [
            "[", "]", "(", ")", "a:b", "file:hashes.", "'MD5'", " = ", "'x'", " AND ", " OR ", " FOLLOWEDBY ", " NOT ",
            " IN ", "1",
            "-1.5", "t'2026-01-01T00:00:00Z'", "h'00'", "b'AA=='", " WITHIN ", " SECONDS", " REPEATS ", " TIMES", "*",
            ".", ",",
            "ipv4-addr:value", "'192.0.2.1'", "/*", "*/", "//", "\\", "'", "é", " EXISTS ", " LIKE ", " START ",
            " STOP ", "99999999999999999999",
        ]
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        var parsed = 0
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...8, using: &random)
            let middle = (0..<count).map { _ in words.randomElement(using: &random)! }.joined()
            let text = Bool.random(using: &random) ? middle : "[a:b = 1 \(middle)]"
            let lenient = try? StixPattern(parsing: text)
            if (try? StixPatternReading(text)) != nil { #expect(lenient != nil, "seed \(seed): \(text)") }
            if let lenient {
                _ = lenient.lowered()
                parsed += 1
            }
        }
        #expect(parsed > 0)
    }
}
