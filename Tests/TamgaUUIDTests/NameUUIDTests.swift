import TamgaUUID
import Testing

@Suite struct NameUUIDTests {
    @Test(
        "RFC 9562 appendix A.4 and the observable ids of STIX 2.1 come out",
        arguments: [
            (
                [0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8],
                "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"
            ),
            (NameUUID.stixObservables, #"{"value":"198.51.100.3"}"#, "28bb3599-77cd-5a82-a950-b5bc3caf07c4"),
            (NameUUID.stixObservables, #"{"value":"example.com"}"#, "bedb4899-d24b-5401-bc86-8f6b4cc18ec7"),
            (NameUUID.stixObservables, #"{"number":15139}"#, "3aa27478-50b5-5ab8-9da9-cdc12b657fff"),
        ] as [([UInt8], String, String)])
    func vectors(namespace: [UInt8], name: String, id: String) {
        #expect(NameUUID.text(namespace: namespace, name: name.utf8) == id)
    }

    @Test func piecesMakeTheSameNameAsTheWhole() {
        var pieces = NameUUID(namespace: NameUUID.tamga)
        pieces.update("ab".utf8)
        pieces.update("c".utf8)
        #expect(pieces.text() == NameUUID.text(namespace: NameUUID.tamga, name: "abc".utf8))
    }
}
