import Foundation
import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct WarningListTests {
    @Test func plainListsTellTheirKindsByForm() {
        let list = WarningList.read(
            Array("# ours\n192.0.2.0/24\nexample.com # site\nhttp://example.com/a\n".utf8), source: "lists/ours.txt")
        #expect(list.entries.map(\.kind) == [.cidr, .hostname, .string])
        #expect(list.entries.map(\.value) == ["192.0.2.0/24", "example.com", "http://example.com/a"])
        #expect(list.entries.allSatisfy { $0.list == "ours" })
        #expect(list.refusals == [])
    }

    @Test(arguments: ["![Python", "\"ip-dst\"", "TEXT", "some prose", #"C:\my #1 dir\x.exe"#])
    func aPlainLineOfNoFormIsRefused(_ line: String) {
        let list = WarningList.read(Array("192.0.2.1\n\(line)\n".utf8), source: "ours.txt")
        #expect(list.entries.map(\.value) == ["192.0.2.1"])
        #expect(list.refusals.map(\.line) == [2])
        #expect(list.refusals.first?.reason.contains(line) == true)
    }

    @Test func pathsOfPlainListsHoldBlanks() {
        let list = WarningList.read(Array(#"C:\Program Files\Our Tool\x.exe # ours"#.utf8), source: "ours.txt")
        #expect(list.entries.map(\.value) == [#"C:\Program Files\Our Tool\x.exe"#])
    }

    @Test(arguments: [
        (#"{"name":"n","type":"cidr","list":["10.0.0.0/8","x",5]}"#, 1, 2),
        (#"{"name":"n","type":"regex","list":["/^a$/i","(b"]}"#, 1, 1),
        (#"{"name":"n","type":"other","list":["a"]}"#, 0, 1),
        (#"{"name":"n"}"#, 0, 1), (#"{"name":"#, 0, 1), (#"{"name":"n","type":"string","list":[""]}"#, 0, 1),
    ])
    func warninglistsAreReadOrRefused(_ json: String, _ entries: Int, _ refusals: Int) {
        let list = WarningList.read(Array(json.utf8), source: "list.json")
        #expect(list.entries.count == entries)
        #expect(list.refusals.count == refusals)
    }

    @Test func delimitedRegexesBecomePCRE2() {
        let list = WarningList.read(
            Array(#"{"type":"regex","list":["/^(noc|soc)\\@/i","plain.*"]}"#.utf8), source: "list.json")
        #expect(list.entries.map(\.value) == [#"(?i)^(noc|soc)\@"#, "plain.*"])
    }

    @Test(.enabled(if: SharedData.isPresent, "shared data is absent"))
    func everyRealEntryIsKept() throws {
        for file in SharedData.files(under: "list-misp-warninglists/lists", suffixes: ["list.json"]) {
            let data = try Data(contentsOf: file)
            let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            let list = WarningList.read([UInt8](data), source: file.path)
            #expect(list.entries.count == (root?["list"] as? [Any])?.count, "\(file.path)")
            #expect(list.refusals == [], "\(file.path)")
            #expect(list.entries.first?.list == root?["name"] as? String)
        }
    }
}
