import Foundation
import TamgaModel
import TamgaStore
import Testing

@Suite struct AccountTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("A key opens its account, and nothing else does")
    func keys() throws {
        let store = try scratch.store()
        let key = try #require(try store.addAccount("kz-cert", for: "KZ", role: .contributor, at: noon))
        let other = try #require(try store.addAccount("uz", for: "UZ", role: .reader, at: noon))
        #expect(try store.account(presenting: key)?.recipient == "KZ")
        #expect(try store.account(presenting: other)?.role == .reader)
        let secret = String(key.dropFirst("tamga_kz-cert_".count))
        for wrong in [
            "", "tamga_", "tamga_kz-cert_", "tamga_uz_\(secret)", "tamga_nobody_\(secret)", secret, key + "A",
            String(key.dropLast()), key.uppercased(), "tamga_kz-cert", "tamga__\(secret)", " " + key,
            String(repeating: "a", count: 100_000),
        ] {
            #expect(try store.account(presenting: wrong) == nil, "\(wrong.prefix(80))")
        }
    }

    @Test("A removed account's key is refused for ever; the name stays its owner's")
    func removal() throws {
        let store = try scratch.store()
        let first = try #require(try store.addAccount("kz-cert", for: "KZ", role: .reader, at: noon))
        #expect(try store.addAccount("kz-cert", for: "KZ", role: .reader, at: noon) == nil, "it is in use")
        #expect(try store.removeAccount("kz-cert", at: noon))
        #expect(try !store.removeAccount("kz-cert", at: noon), "it was removed before")
        #expect(try store.account(presenting: first) == nil)
        #expect(try store.addAccount("kz-cert", for: "UZ", role: .reader, at: noon) == nil, "it was another's")
        let second = try #require(try store.addAccount("kz-cert", for: "KZ", role: .admin, at: noon))
        #expect(try store.account(presenting: first) == nil)
        #expect(try store.account(presenting: second)?.role == .admin)
    }

    @Test("The file of the store has no key in it")
    func keysAreNotKept() throws {
        let key = try #require(try scratch.store().addAccount("kz-cert", for: "KZ", role: .reader, at: noon))
        let secret = Data(key.dropFirst("tamga_kz-cert_".count).utf8)
        for ending in ["", "-wal"] {
            let bytes = (try? Data(contentsOf: URL(filePath: scratch.path() + ending))) ?? Data()
            #expect(bytes.range(of: secret) == nil)
        }
    }

    @Test(
        "Names are a part of keys and paths",
        arguments: [
            ("kz", true), ("kz-cert.2", true), ("9", true), ("", false), ("-kz", false), ("KZ", false), ("k_z", false),
            ("k z", false), ("кз", false), (String(repeating: "a", count: 65), false),
        ])
    func names(_ name: String, _ isName: Bool) { #expect(Account.isName(name) == isName) }

    @Test("A status is its account's alone, and is forgotten in time")
    func pushes() throws {
        let store = try scratch.store()
        try store.keepPush("1", of: "kz", to: "inbox-KZ", at: noon, status: Array("{}".utf8))
        #expect(try store.push("1", of: "kz") == Array("{}".utf8))
        #expect(try store.push("1", of: "uz") == nil)
        #expect(try store.forgetPushes(before: noon) == 0)
        #expect(try store.forgetPushes(before: Timestamp(microseconds: noon.microseconds + 1)) == 1)
        #expect(try store.push("1", of: "kz") == nil)
    }

    @Test("A secret is made once, and others are others")
    func secrets() throws {
        let first = try scratch.store().secret("a")
        #expect(first.count == 32)
        #expect(try scratch.store().secret("a") == first)
        #expect(try scratch.store().secret("b") != first)
    }

    @Test("Several releases are written in one step, and the chain holds")
    func releasesTogether() throws {
        let store = try scratch.store()
        func release(_ recipient: String) -> Release {
            Release(
                time: noon, recipient: recipient, door: "taxii everything", actor: "kz", purpose: "",
                released: ["x": 1],
                withheld: [:])
        }
        let items = (0..<3).map { ReleasedItem(id: indicatorID($0), modified: noon) }
        try store.log([(release("KZ"), items), (release("UZ"), [items[0]]), (release("KZ"), items)])
        #expect(try store.releases().map(\.itemsNew) == [3, 1, 0])
        #expect(try store.releaseLogFault() == nil)
        #expect(try store.unreleased(items, to: "UZ") == Array(items[1...]))
        #expect(try store.unreleased(items, to: "KZ").isEmpty)
    }
}
