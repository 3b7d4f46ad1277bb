import TamgaUUID
import Testing

@Suite struct SigningKeyTests {
    /// Of order 1, 1, 4, 4, 2, 8 and 8.
    @Test(
        "A point of small order is no key: a signature that nobody has made would hold for it",
        arguments: [
            "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
            "7P_______________________________________38", "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
            "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o",
        ])
    func smallOrder(_ text: String) throws {
        let key = try #require(Base64.bytes(text))
        #expect(key.count == 32 && SigningKey.isNoKey(key))
        // The neutral element and 0.
        let forged: [UInt8] = [1] + [UInt8](repeating: 0, count: 63)
        for byte in UInt8(0)..<32 { #expect(!SigningKey.isValid(forged, of: [byte], publicKey: key)) }
    }

    @Test("A key that was made is one, and its signature holds for its message alone")
    func made() throws {
        let key = SigningKey()
        let signature = try key.sign([1, 2, 3])
        #expect(!SigningKey.isNoKey(key.publicKey))
        #expect(SigningKey.isValid(signature, of: [1, 2, 3], publicKey: key.publicKey))
        #expect(!SigningKey.isValid(signature, of: [1, 2, 4], publicKey: key.publicKey))
    }
}
