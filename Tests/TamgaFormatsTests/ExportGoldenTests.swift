import Foundation
import TamgaFormats
import TamgaModel
import TamgaRelease
import Testing

/// Every form, line by line. `TAMGA_UPDATE_GOLDENS=1` writes the files anew.
@Suite struct ExportGoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

    static func hold(_ text: String, _ name: String) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["TAMGA_UPDATE_GOLDENS"] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(text == golden, "\(name)")
    }

    static let forms = ExportForm.allCases.filter { $0 != .stix && $0 != .suricataDataset }

    @Test("A form is what its golden file says, and what it cannot hold is said", arguments: forms)
    func form(_ form: ExportForm) throws {
        let (text, unheld) = ExportFixture.written(form)
        let list = unheld.isEmpty ? "" : "\n== cannot hold\n" + unheld.joined(separator: "\n") + "\n"
        try Self.hold(text + list, "\(form.rawValue).txt")
    }

    @Test(
        "A dataset has the lines of its first kind",
        arguments: [
            (ObservableType.sha256, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"),
            (.md5, "0123456789abcdef0123456789abcdef\n"), (.ipv4Address, "198.51.100.23\n203.0.113.7\n"),
            (.emailAddress, "YmFpdEBldmlsLmV4YW1wbGU=\n"),
        ])
    func dataset(_ type: ObservableType, _ lines: String) {
        let values = ExportFixture.all.filter { $0.observable.type == type }
        #expect(ExportFixture.written(.suricataDataset, values).text == lines)
        let others = ExportFixture.all.filter { $0.observable.type != type && $0.observable.type != .ipv6Address }
        #expect(ExportFixture.written(.suricataDataset, values + others).unheld.count == others.count)
    }

    @Test("A bundle holds objects as they came and lines as indicators, and the same ones give the same bytes")
    func bundle() throws {
        let community = ExportFixture.community
        let policy = ReleasePolicy(community: community)
        let json = #"{"type":"x-odd","id":"x-odd--00000000-0000-4000-8000-000000000001",  "x_kept": [1,  2]}"#
        let object = MarkedObject(
            id: "x-odd--00000000-0000-4000-8000-000000000001", type: "x-odd",
            markings: ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"])
        let decision = policy.decide(object, for: .member(ExportFixture.kz))
        let released = try #require(
            ReleasedObject(object, bytes: Array(json.utf8), decision: decision, closure: ReleaseClosure()))
        func bundle() -> String {
            var writer = StixObjectsWriter(community: community)
            var bytes = writer.begin() + writer.write(released)
            for value in ExportFixture.all { bytes += writer.write(value.statements[0]) }
            return String(decoding: bytes + writer.end(), as: UTF8.self)
        }
        #expect(bundle() == bundle())
        var nothing = StixObjectsWriter(community: community)
        let empty = String(decoding: nothing.begin() + nothing.end(), as: UTF8.self)
        #expect(empty.hasPrefix("{\"type\":\"bundle\",\"id\":\"bundle--") && !empty.contains("objects"))
        #expect(bundle().contains(json))
        _ = try JSONSerialization.jsonObject(with: Data(bundle().utf8))
        try Self.hold(bundle(), "stix.json")
    }

    @Test(
        "What the standard forbids of common properties cannot stand in a bundle",
        arguments: [
            (#"{"id":"x","spec_version":"2.1","created":"2026-01-01T00:00:00.000Z"}"#, nil),
            (#"{"type":"ipv4-addr","value":"192.0.2.1"}"#, nil),
            (#"{"id":"x","created":"2026-01-01T00:00:00.000Z"}"#, "STIX 2.0"),
            (#"{"spec_version":"2.0"}"#, "another version of STIX"),
            (#"{"spec_version":"2.1","confidence":"high"}"#, "a “confidence” that is none"),
            (#"{"spec_version":"2.1","confidence":101}"#, "a “confidence” that is none"),
            (#"{"spec_version":"2.1","created":"yesterday"}"#, "a time that is none"),
            (#"{"spec_version":"2.1","labels":[]}"#, "an empty list in it"),
            (#"{"spec_version":"2.1","name":null}"#, "a null in it"), ("{", "no JSON"),
        ] as [(String, String?)])
    func objections(_ json: String, _ objection: String?) {
        #expect(StixObjectsWriter.objection(to: Array(json.utf8)) == objection)
    }

    @Test("What a wider listed network covers is not written beside it where a product cannot load both")
    func covered() throws {
        let values =
            try ["198.51.100.7", "203.0.113.7"].map {
                ReleasedValue([ExportFixture.statement(try Observable(.ipv4Address, $0))])!
            }
            + ["198.51.100.0/24", "198.51.100.128/25", "203.0.113.8/29"].map {
                ReleasedValue([ExportFixture.statement(try Observable(.ipv4Network, $0))])!
            } + [ReleasedValue([ExportFixture.statement(try Observable(.ipv6Address, "2001:db8::1"))])!]
        let lines = ExportFixture.written(.squid, values).text.split(separator: "\n").filter { $0.hasPrefix("acl") }
        #expect(
            lines.map { $0.split(separator: " ")[3] } == [
                "203.0.113.7", "198.51.100.0/24", "203.0.113.8/29", "2001:db8::1",
            ])
    }

    @Test(
        "What goes because its recipient was named goes to nobody else: TLP:AMBER+STRICT at least, in every form",
        arguments: [
            (Marking.clear, "amber+strict"), (.green, "amber+strict"), (.amber, "amber+strict"),
            (.amberStrict, "amber+strict"), (.red, "red"),
        ])
    func named(_ marking: Marking, _ level: String) throws {
        let name = try Observable(.domainName, "evil.example")
        let named = ExportFixture.statement(name, marking: marking, naming: [ExportFixture.kz])
        #expect(named.isNamed && named.marking == max(marking, .amberStrict))
        let free = ExportFixture.statement(
            name, marking: .clear, id: "indicator--00000000-0000-4000-8000-000000000002")
        #expect(!free.isNamed && free.marking == .clear)
        let value = try #require(ReleasedValue([free, named]))
        #expect(value.marking == named.marking)
        let event = ExportFixture.written(.misp, [try #require(ReleasedValue([named]))]).text
        #expect(event.contains("\"distribution\":\"0\"") && event.contains("{\"name\":\"tlp:\(level)\"}"))
        #expect(!event.contains("\"distribution\":\"3\"") && !event.contains("tlp:clear"))
        #expect(ExportFixture.written(.csv, [value]).text.contains(",TLP:\(level.uppercased()),"))
        let rules = ExportFixture.written(.suricataRules, [value]).text
        #expect(rules.contains("tamga_marking \(level)") && !rules.contains("tamga_marking clear"))
    }

    @Test("What may not go whole becomes no released object, what stays by a reference neither")
    func token() {
        let policy = ReleasePolicy(community: ExportFixture.community)
        let red = MarkedObject(id: "a", type: "x", markings: [Marking.red.definitionID])
        let clear = MarkedObject(id: "b", type: "x", markings: [Marking.clear.definitionID], references: ["a"])
        var closure = ReleaseClosure()
        for object in [red, clear] { closure.add(object, policy.decide(object, for: .anyone)) }
        closure.close()
        for object in [red, clear] {
            let decision = policy.decide(object, for: .anyone)
            #expect(ReleasedObject(object, bytes: [], decision: decision, closure: closure) == nil)
        }
        let partial = MarkedObject(
            id: "c", type: "indicator", markings: [Marking.clear.definitionID],
            granular: [
                GranularMarking(
                    marking: Marking.red.definitionID, selectors: [.init(path: "name", target: .optional)])
            ])
        let decision = policy.decide(partial, for: .anyone, through: .value)
        let value = ReleasedIndicator(
            id: "c", observable: Observable(type: .mutex, canonicalBytes: [0x61]), producer: ExportFixture.uz,
            confidence: 9, name: "secret", labels: ["secret"], span: ExportFixture.span, decision: decision)
        #expect(value?.name == nil && value?.labels == [] && value?.producer == nil && value?.confidence == nil)
        #expect(value != nil)
    }
}
