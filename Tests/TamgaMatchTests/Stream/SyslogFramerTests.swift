import TamgaMatch
import TamgaTestSupport
import Testing

/// Messages in a stream of bytes, by either framing of RFC 6587.
@Suite struct SyslogFramerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var bytes: String
        var messages: [String]
        var tooLong = 0

        var testDescription: String { bytes }
    }

    static let cases: [Case] = [
        Case(bytes: "<1>a\n<2>b\n", messages: ["<1>a", "<2>b"]),
        Case(bytes: "<1>a\0<2>b\0", messages: ["<1>a", "<2>b"]),
        Case(bytes: "4 <1>a4 <2>b", messages: ["<1>a", "<2>b"]),
        Case(bytes: "4 <1>a\n<2>b\n5 <3>\nc", messages: ["<1>a", "<2>b", "<3>\nc"]),
        Case(bytes: "\n\r\n\0<1>a\n\n", messages: ["<1>a"]),
        Case(bytes: "<1>no end", messages: ["<1>no end"]),
        Case(bytes: "9 <1>cut", messages: ["<1>cut"]),
        Case(bytes: "2026-11-01 begins with a digit\n<1>a\n", messages: ["2026-11-01 begins with a digit", "<1>a"]),
        Case(bytes: "1234567890 is no length\n", messages: ["1234567890 is no length"]),
        Case(bytes: "33 <23456789012345678901234567890123<1>a\n", messages: ["<1>a"], tooLong: 1),
        Case(bytes: "999999999 <x", messages: [], tooLong: 1),
        Case(bytes: "123456789012345678901234567890123\n<1>a\n", messages: ["<1>a"], tooLong: 1),
        Case(bytes: "x12345678901234567890123456789012\n<1>a\n", messages: ["<1>a"], tooLong: 1),
        Case(bytes: "x1234567890123456789012345678901\n", messages: ["x1234567890123456789012345678901"]),
        Case(bytes: "10 failed logins\n<1>a\n", messages: ["10 failed logins", "<1>a"]),
        Case(bytes: "10 ", messages: ["10 "]),
        Case(bytes: "01 a\n", messages: ["01 a"]),
        Case(bytes: "", messages: []),
    ]

    @Test("However the bytes are cut, the messages are the same", arguments: cases)
    func frames(_ sample: Case) {
        let bytes = Array(sample.bytes.utf8)
        for size in [1, 2, 3, 5, max(1, bytes.count)] {
            var framer = SyslogFramer(longest: 32)
            var messages: [String] = []
            var tooLong = 0
            for start in stride(from: 0, to: bytes.count, by: size) {
                framer.take(
                    bytes[start..<min(bytes.count, start + size)],
                    message: { messages.append(String(decoding: $0, as: UTF8.self)) }, tooLong: { tooLong += 1 })
            }
            framer.end { messages.append(String(decoding: $0, as: UTF8.self)) }
            #expect(messages == sample.messages, "pieces of \(size)")
            #expect(tooLong == sample.tooLong, "pieces of \(size)")
        }
    }

    @Test(
        "Addresses to listen on",
        arguments: [
            ("udp://127.0.0.1:5514", "127.0.0.1", 5_514), ("tcp://[::1]:0", "::1", 0),
            ("udp://0.0.0.0:65535", "0.0.0.0", 65_535),
        ])
    func addresses(_ text: String, _ host: String, _ port: UInt16) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.host == host && address.port == port)
        #expect(text.hasPrefix(address.transport.rawValue))
    }

    @Test(
        "What is no address",
        arguments: ["", "udp://", "127.0.0.1:1", "udp://::1:1", "tls://a:1", "udp://h:65536", "udp://:1"])
    func noAddress(_ text: String) { #expect(ListenAddress(text) == nil) }
}
