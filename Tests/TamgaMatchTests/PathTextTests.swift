import TamgaMatch
import TamgaTestSupport
import Testing

/// Names of files in any encoding.
@Suite struct PathTextTests {
    /// Bytes, and the text that stands for them.
    static let cases: [(path: [UInt8], text: String)] = [
        (Array("/var/log/a b.log".utf8), "/var/log/a b.log"),
        (Array("журнал.log".utf8), "журнал.log"),
        ([0xD6, 0xD5, 0x2E], "\u{10F7D6}\u{10F7D5}."),
        ([0x61, 0xC3], "a\u{10F7C3}"),
        ([0xED, 0xA0, 0x80], "\u{10F7ED}\u{10F7A0}\u{10F780}"),
        // The UTF-8 of a character that stands for a byte.
        ([0xF4, 0x8F, 0x9E, 0x80], "\u{10F7F4}\u{10F78F}\u{10F79E}\u{10F780}"),
        (Array("\u{10F77F}".utf8), "\u{10F77F}"),
        ([], ""),
    ]

    @Test("A name that is UTF-8 is itself; other bytes stand as characters for private use", arguments: cases)
    func texts(path: [UInt8], text: String) {
        #expect(PathText.text(path) == text)
        #expect(PathText.path(text).dropLast().map { UInt8(bitPattern: $0) } == path)
    }

    @Test("Any bytes lead back to themselves, so different files never have one name")
    func anyBytes() {
        var random = SeededRandom(seed: 4)
        for _ in 0..<20_000 {
            let path = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                [0x61, 0x80, 0x9E, 0x8F, 0xC3, 0xED, 0xF4, 0xFF, UInt8.random(in: 1...255, using: &random)]
                    .randomElement(using: &random)!
            }
            #expect(PathText.path(PathText.text(path)) == path.map { CChar(bitPattern: $0) } + [0], "\(path)")
        }
    }
}
