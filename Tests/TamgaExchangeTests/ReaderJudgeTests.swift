import Foundation
import TamgaExchange
import TamgaFormats
import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaStore
import TamgaTestSupport
import Testing

/// Collections are one of the doors: what a reader finds there is what the policy releases to it, and nothing else.
@Suite struct ReaderJudgeTests {
    static let group = "marking-definition--6f0f6a0c-5d4e-4c3b-9f7e-0a1b2c3d4e5f"
    static let statement = "marking-definition--11111111-2222-4333-8444-555555555555"
    static let absent = "marking-definition--99999999-2222-4333-8444-555555555555"
    static let markings = [
        "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
        "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
        "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", group, statement, absent,
    ]

    static let community: Community = {
        let states = ["KZ", "UZ", "RU"]
        let members = states.enumerated().map { index, state in
            """
              - code: \(state)
                names:
                  en: \(state)
                identities: [identity--00000000-0000-4000-8000-00000000000\(index + 1)]

            """
        }
        let text = """
            name: Test
            members:
            \(members.joined())
            sharing:
              unmarked: amber
              partners: [regional-csirt]
              groups:
                - name: energy
                  members: [KZ, RU]
                  markings: [\(group)]
            """
        return try! CommunityFile.read(Array(text.utf8), source: "community.yaml")
    }()

    private static func id(_ number: Int, _ type: String) -> String {
        "\(type)--00000000-0000-4000-8000-\(String(repeating: "0", count: 10))\(number < 10 ? "0" : "")\(number)"
    }

    /// A few objects that refer to each other, marked at random.
    private static func graph(_ random: inout SeededRandom) -> [String] {
        var objects: [String] = []
        let count = Int.random(in: 2...9, using: &random)
        for number in 10..<(10 + count) {
            let refs = markings.filter { _ in Int.random(in: 0...5, using: &random) == 0 }
            var text = "{\"type\":\"report\",\"spec_version\":\"2.1\",\"id\":\"\(id(number, "report"))\","
            text += "\"created\":\"2026-01-01T00:00:00.000Z\",\"modified\":\"2026-01-01T00:00:00.000Z\",\"name\":\"r\","
            if Bool.random(using: &random) {
                let creator = Int.random(in: 1...4, using: &random)
                text += "\"created_by_ref\":\"identity--00000000-0000-4000-8000-00000000000\(creator)\","
            }
            if !refs.isEmpty { text += "\"object_marking_refs\":[\(refs.map { "\"\($0)\"" }.joined(separator: ","))]," }
            if Int.random(in: 0...4, using: &random) == 0 {
                text += """
                    "extensions":{"extension-definition--3d5b7e0a-94c1-4f6e-8a27-c0d1f5b8e963":\
                    {"extension_type":"property-extension","recipients":["\(["KZ", "UZ"].randomElement(using: &random)!)"]}},
                    """
            }
            if Int.random(in: 0...5, using: &random) == 0 {
                text += "\"granular_markings\":[{\"selectors\":[\"name\"],\"marking_ref\":\"\(markings[4])\"}],"
            }
            let targets = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                "\"\(id(Int.random(in: 10...20, using: &random), "report"))\""
            }
            text += "\"published\":\"2026-01-01T00:00:00Z\",\"object_refs\":[\(targets.joined(separator: ","))]}"
            objects.append(text)
        }
        if Bool.random(using: &random) {
            objects.append(
                """
                {"type":"marking-definition","spec_version":"2.1","id":"\(statement)","created":"2026-01-01T00:00:00.000Z",\
                "definition_type":"statement","definition":{"statement":"TLP:AMBER+STRICT"}}
                """)
        }
        return objects.shuffled(using: &random)
    }

    /// What goes out by the policy and by closing over references, everything judged at once.
    private static func released(_ objects: [String], to recipient: Recipient) throws -> Set<String> {
        let values = try objects.map { text in
            let bytes = Array(text.utf8)
            let value = try JSONValue(bytes.span)
            return (MarkedObject(value, in: bytes.span), MarkingDefinition(value, in: bytes.span))
        }
        let policy = ReleasePolicy(community: community, definitions: values.compactMap(\.1))
        var closure = ReleaseClosure()
        let decisions = values.map { policy.decide($0.0, for: recipient, through: .object) }
        for (value, decision) in zip(values, decisions) { closure.add(value.0, decision) }
        closure.close()
        return Set(
            zip(values, decisions).filter {
                $1.isReleased && $1.withheldParts.isEmpty && closure.reason($0.0.id) == nil
            }.map(\.0.0.id))
    }

    @Test("A collection holds what the policy releases, whatever the order in which objects came")
    func agreesWithThePolicy() throws {
        let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 60
        for round in 0..<rounds {
            let seed = SeededRandom.seed &+ UInt64(round)
            var random = SeededRandom(seed: seed)
            let objects = Self.graph(&random)
            let path = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString).sqlite").path
            defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
            let store = try Store(path: path)
            let rules = CollectionRules(Self.community)
            var cut = 0
            while cut < objects.count {
                let next = min(objects.count, cut + Int.random(in: 1...4, using: &random))
                let bundle = "{\"type\":\"bundle\",\"objects\":[\(objects[cut..<next].joined(separator: ","))]}"
                var pieces = [Array(bundle.utf8)]
                let feed = FeedDescription(name: "graph", format: "stix", time: Timestamp(seconds: 1_800_000_000))
                let outcome = try store.importFeed(from: feed) { sink in
                    try FeedReader(source: "graph").read({ pieces.popLast() ?? [] }) { try sink($0) }
                }
                #expect(outcome.refused == 0, "seed \(seed): \(outcome.refusals)")
                _ = try store.settle(rules, at: Timestamp(seconds: 1_800_000_000))
                cut = next
            }
            for name in ["KZ", "UZ", "RU", "regional-csirt", "anyone"] {
                let recipient = try #require(Recipient(name))
                let page = try store.page(CollectionQuery(.everything, reader: name, limit: 100))
                #expect(
                    Set(page.entries.map(\.id)) == (try Self.released(objects, to: recipient)), "seed \(seed), \(name)")
            }
        }
    }

    @Test func anotherCommunityIsAnotherFingerprint() {
        let rules = CollectionRules(Self.community)
        var other = Self.community
        #expect(CollectionRules(other).fingerprint == rules.fingerprint)
        other.sharing.unmarked = .red
        #expect(CollectionRules(other).fingerprint != rules.fingerprint)
        other = Self.community
        other.sharing.partners = []
        #expect(CollectionRules(other).fingerprint != rules.fingerprint)
    }
}
