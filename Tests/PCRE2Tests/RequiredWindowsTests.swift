import PCRE2
import Testing

@Suite struct RequiredWindowsTests {
    /// Every place counts the same, by how many bytes it takes.
    private static func share(_ window: [ByteSet]) -> Double {
        window.reduce(1) { $0 * Double($1.count) / 256 }
    }

    private static func windows(_ pattern: String, plain: ByteSet = .all) -> [String]? {
        RequiredWindows(of: pattern, plain: plain, share: share)?.windows.map { $0.map(\.words).joined() }
    }

    @Test(
        "A pattern's matches hold one of its windows",
        arguments: [
            ("abc", ["abc"]),
            (#"[;|][^"]*(?:cat|id)\s"#, [#"cat[\x09-\x0d ]"#, #"id[\x09-\x0d ]"#]),
            (#"[ -~][!-~]*(?:cat|id)\s"#, [#"[ -~]cat[\x09-\x0d ]"#, #"[ -~]id[\x09-\x0d ]"#]),
            ("(?:%[0-9a-f]{2}){12,}", ["%[0-9a-f][0-9a-f]%[0-9a-f][0-9a-f]%[0-9a-f][0-9a-f]%[0-9a-f]"]),
            ("a+b", ["ab"]),
            ("x.*yz", ["yz"]),
            ("foo|bar", ["foo", "bar"]),
            ("(?i)k\\d", ["[Kk][0-9]"]),
        ] as [(String, [String])])
    func windows(of pattern: String, are expected: [String]) {
        #expect(Self.windows(pattern) == expected)
    }

    @Test(
        "Nothing is required by what may match anything",
        arguments: ["", "a*", ".*", "a?|b", "(?:ab)*", "(*ACCEPT)a", "("])
    func nothing(of pattern: String) { #expect(Self.windows(pattern) == nil) }

    @Test("Bytes that are not written as they are end a window")
    func plain() {
        let plain = ByteSet((0x20..<0x7F).filter { $0 != UInt8(ascii: "=") })
        #expect(Self.windows("ab=cd", plain: plain) == [#"ab[=\\]"#])
        #expect(Self.windows("===", plain: plain) == nil)
    }
}
