import TamgaJSON
import Testing

@Suite struct JSONWriterTests {
    @Test func membersStandInTheOrderGiven() {
        var writer = JSONWriter()
        writer.object {
            $0.member("z", "x")
            $0.member("a", 3)
            $0.member("none", String?.none)
            $0.member("d", 1.5)
            $0.member("b", true)
            $0.null("n")
            $0.array("list") {
                $0.value("a")
                $0.value(2)
                $0.object { $0.member("k", ["p", "q"]) }
                $0.null()
            }
            $0.object("empty") { _ in }
            $0.member("json", json: Array("[1]".utf8))
        }
        let expected =
            #"{"z":"x","a":3,"d":1.5,"b":true,"n":null,"list":["a",2,{"k":["p","q"]},null],"empty":{},"json":[1]}"#
        #expect(text(writer) == expected)
    }

    @Test func prettyTextIsIndentedByTwo() {
        var writer = JSONWriter(pretty: true)
        writer.object {
            $0.member("a", 1)
            $0.array("b") {
                $0.value(1)
                $0.value(false)
            }
            $0.array("c") { _ in }
        }
        #expect(text(writer) == "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    false\n  ],\n  \"c\": []\n}")
    }

    @Test func linesAreSeparateTexts() {
        var writer = JSONWriter()
        for number in 1...3 {
            writer.object { $0.member("n", number) }
            writer.newline()
        }
        #expect(text(writer) == "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n")
        writer.removeAll()
        #expect(writer.bytes.isEmpty)
    }

    @Test(
        arguments: [
            (Array("a\"b\\c\n\r\t\u{1}\u{7F}".utf8), #""a\"b\\c\n\r\t\u0001\u007f""#),
            (
                Array("\u{85}\u{9B}\u{202E}é\u{E0041}\u{2066}\u{61C}".utf8),
                #""\u0085\u009b\u202eé\udb40\udc41\u2066\u061c""#
            ),
            ([0x61, 0xFF, 0x62], #""a\\xffb""#), (Array("тамга 😀".utf8), "\"тамга 😀\""),
            ([0xE2, 0x82], #""\\xe2\\x82""#), ([0xED, 0xA0, 0x80], #""\\xed\\xa0\\x80""#),
        ] as [([UInt8], String)])
    func anyBytesBecomeAValidString(_ bytes: [UInt8], _ json: String) throws {
        var writer = JSONWriter()
        writer.value(text: bytes.span)
        #expect(text(writer) == json)
        #expect(try JSONValue(writer.bytes.span).kind == .string)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let strings = [
            "", "\u{0}\u{1F}",
            "\u{7F}\u{80}\u{9F}\u{AD}\u{61C}\u{180E}\u{200B}\u{2028}\u{202E}\u{2069}\u{FEFF}\u{FFFB}\u{E0001}", "\"\\/",
            "é漢😀", "line\nline",
        ]
        var writer = JSONWriter()
        writer.array { for string in strings { $0.value(string) } }
        let bytes = writer.bytes
        var elements = try JSONValue(bytes.span).elements
        var read: [String?] = []
        while let element = elements.next(in: bytes.span) { read.append(element.string(in: bytes.span)) }
        #expect(read == strings)
    }

    @Test func numbersThatAreNotFiniteAreNull() {
        var writer = JSONWriter()
        writer.array {
            $0.value(Double.infinity)
            $0.value(Double.nan)
            $0.value(UInt64.max)
        }
        #expect(text(writer) == "[null,null,18446744073709551615]")
    }

    private func text(_ writer: JSONWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }
}
