import TamgaFormats
import TamgaModel
import Testing

/// Signatures beside files, and the lists of keys that they are held against.
@Suite struct FileSignatureTests {
    static let uz = MemberState("UZ")!
    static let kz = MemberState("KZ")!
    static let now = Timestamp(seconds: 1_800_000_000)
    static let key = SigningKeyFile(making: uz)
    static let digest = FileDigest.text(of: Array("an indicator".utf8))

    private func signature(at time: Timestamp = now) throws -> FileSignature {
        try Self.key.sign(digest: Self.digest, name: "kz.json", at: time)
    }

    private func list(_ keys: MemberKey...) -> MemberKeys { MemberKeys(keys) }

    @Test("The digest is SHA-512 in hexadecimal")
    func digests() {
        #expect(
            FileDigest.text(of: Array("abc".utf8))
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
    }

    @Test("A key file is read as it was written, and a changed one is refused without a word of it")
    func keyFiles() throws {
        let bytes = Self.key.bytes
        let again = try SigningKeyFile(bytes, source: "uz.key")
        #expect(again.member == Self.uz && again.memberKey == Self.key.memberKey)
        let secret = try #require(String(decoding: bytes, as: UTF8.self).split(separator: "secret: ").last)
        for index in bytes.indices where index % 3 == 0 {
            var changed = bytes
            changed[index] ^= 0x11
            do {
                let read = try SigningKeyFile(changed, source: "uz.key")
                // The member's code is not bound to the key; the keys are bound to one another.
                #expect(read.memberKey.publicKey == Self.key.memberKey.publicKey)
            } catch {
                #expect(!"\(error)".contains(secret.prefix(8)))
            }
        }
    }

    @Test("A signature holds for the file that was signed, and is read as it was written")
    func holds() throws {
        let signature = try signature()
        let read = try FileSignature(signature.bytes, source: "kz.json.sig")
        #expect(read == signature)
        #expect(read.objection(to: Self.digest, keys: list(Self.key.memberKey), now: Self.now) == nil)
        #expect(
            read.objection(to: Self.digest, keys: list(Self.key.memberKey), claimed: Self.uz, now: Self.now) == nil)
    }

    @Test("No byte of a signature's file can be changed")
    func everyByte() throws {
        let bytes = try signature().bytes
        let keys = list(Self.key.memberKey)
        for index in bytes.indices {
            for change: UInt8 in [0x01, 0x20, 0x80] {
                var changed = bytes
                changed[index] ^= change
                guard let read = try? FileSignature(changed, source: "x") else { continue }
                #expect(read.objection(to: Self.digest, keys: keys, now: Self.now) != nil, "byte \(index) ^ \(change)")
            }
        }
        for count in bytes.indices {
            #expect(throws: FormatsError.self) { try FileSignature(Array(bytes.prefix(count)), source: "x") }
        }
        #expect(throws: FormatsError.self) { try FileSignature(bytes + [10], source: "x") }
        #expect(throws: FormatsError.self) {
            try FileSignature([UInt8](repeating: 0x61, count: FileSignature.maximumSize + 1), source: "x")
        }
    }

    @Test("Another file, another member, another key, and a key that is not good are each refused with the reason")
    func objections() throws {
        let signature = try signature()
        let own = Self.key.memberKey
        let other = SigningKeyFile(making: Self.uz).memberKey
        let day: Int64 = 86_400
        func objection(_ keys: MemberKeys, digest: String = Self.digest, claimed: MemberState? = nil) -> String {
            signature.objection(to: digest, keys: keys, claimed: claimed, now: Self.now) ?? "none"
        }
        #expect(objection(list(own), digest: FileDigest.text(of: [])).contains("was changed"))
        #expect(objection(list(own), claimed: Self.kz).contains("not KZ"))
        #expect(objection(list(other)).contains("no key"))
        #expect(objection(list(MemberKey(member: Self.kz, publicKey: own.publicKey))).contains("none of UZ"))
        let later = MemberKey(member: Self.uz, publicKey: own.publicKey, from: Timestamp(seconds: 1_800_000_000 + day))
        #expect(objection(list(later)).contains("not good yet"))
        let ended = MemberKey(member: Self.uz, publicKey: own.publicKey, until: Self.now)
        #expect(objection(list(ended)).contains("not good any more"))
        let future = try self.signature(at: Timestamp(seconds: 1_800_000_000 + 2 * day))
        #expect(future.objection(to: Self.digest, keys: list(own), now: Self.now)?.contains("future") == true)
        // What says to be of another key of the list.
        var forged = signature
        forged.keyID = other.id
        #expect(forged.objection(to: Self.digest, keys: list(own, other), now: Self.now) != nil)
    }

    @Test("A key by which anybody could sign is refused with its line")
    func smallOrder() {
        let text = "UZ ed25519 AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
        #expect(throws: FormatsError.self) { try MemberKeys(Array(text.utf8), source: "keys") }
    }

    @Test("A list of keys is read with its days and comments")
    func lists() throws {
        let line = Self.key.memberKey.line
        let text =
            "# keys of the union\n\n\(line) 2026-01-01 2027-01-01 # old\r\n\(line.replacing("UZ", with: "uz")) - -\n"
        let keys = try MemberKeys(Array(text.utf8), source: "members.keys").keys
        #expect(keys.map(\.member) == [Self.uz, Self.uz])
        #expect(keys[0].from == Timestamp(rfc3339: "2026-01-01") && keys[0].until == Timestamp(rfc3339: "2027-01-01"))
        #expect(keys[1].from == nil && keys[1].until == nil && keys[1].publicKey == Self.key.memberKey.publicKey)
    }

    static let badLists: [(text: String, words: String)] = [
        ("", "no keys"), ("# nothing\n", "no keys"), ("UZ\n", "ed25519"), ("UZ rsa AAAA\n", "ed25519"),
        ("UZB ed25519 AAAA\n", "no member"), ("UZ ed25519 AAAA\n", "32 bytes"), ("UZ ed25519 §\n", "32 bytes"),
        ("\(key.memberKey.line) tomorrow\n", "no day"), ("\(key.memberKey.line) - - more\n", "ed25519"),
        ("\(key.memberKey.line)\nKZ\(key.memberKey.line.dropFirst(2))\n", "same key"),
    ]

    @Test("A list that is wrong anywhere is refused, with the line", arguments: badLists)
    func refusedLists(_ text: String, _ words: String) {
        do {
            _ = try MemberKeys(Array(text.utf8), source: "members.keys")
            Issue.record("it was taken: \(text)")
        } catch {
            #expect("\(error)".contains(words) && "\(error)".hasPrefix("members.keys"), "\(error)")
        }
    }
}
