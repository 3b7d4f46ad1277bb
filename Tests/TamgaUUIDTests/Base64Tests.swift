import TamgaUUID
import Testing

@Suite struct Base64Tests {
    @Test(
        "Bytes as text: the vectors of RFC 4648 §10, in the alphabet of URLs",
        arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func vectors(_ plain: String, _ text: String) {
        #expect(Base64.urlText(Array(plain.utf8)) == text)
        #expect(Base64.bytes(text) == Array(plain.utf8))
    }

    @Test("Both alphabets and padding are read")
    func bothAlphabets() {
        #expect(Base64.bytes("-_8=") == [0xFB, 0xFF])
        #expect(Base64.bytes("+/8") == [0xFB, 0xFF])
        #expect(Base64.bytes("Zg==") == [0x66])
    }

    @Test(
        "What stands for no bytes is refused",
        arguments: ["Z", "Zg=", "Zh", "Zm9v=", "Zm 9v", "Zm9v\n", "====", "Zg==="])
    func refused(_ text: String) { #expect(Base64.bytes(text) == nil) }

    @Test("Whatever is written is read")
    func roundTrip() {
        for count in 0..<70 {
            let bytes = RandomBytes.make(count)
            #expect(Base64.bytes(Base64.urlText(bytes)) == bytes)
        }
    }
}

@Suite struct MessageAuthenticationTests {
    @Test("HMAC-SHA256: test case 2 of RFC 4231")
    func vector() {
        let code = MessageAuthentication.code("what do ya want for nothing?".utf8, key: Array("Jefe".utf8))
        let hex = code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("Same and not the same")
    func sameness() {
        #expect(MessageAuthentication.isSame([1, 2], [1, 2]))
        #expect(!MessageAuthentication.isSame([1, 2], [1, 3]))
        #expect(!MessageAuthentication.isSame([1, 2], [1]))
    }
}
