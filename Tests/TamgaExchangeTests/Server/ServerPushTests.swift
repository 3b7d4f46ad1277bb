import Foundation
import NIOHTTP1
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

@Suite struct ServerPushTests {
    static let inbox = "/union/collections/inbox-kz/objects/"
    static let everything = "/union/collections/everything/objects/"
    static let energy = "/union/collections/group-energy/objects/"

    /// What a push came to: what was taken, and the reasons of the rest by id.
    struct Outcome {
        var status: Int
        var taken: [String]
        var refused: [String: String]

        init(_ answer: ServedStore.Answer) {
            func list(_ name: String) -> [[String: String]] {
                (answer.json[name] as? [[String: Any]] ?? []).map { $0.compactMapValues { $0 as? String } }
            }
            status = answer.status
            taken = list("successes").compactMap { $0["id"] }
            refused = Dictionary(
                list("failures").map { ($0["id"] ?? "", $0["message"] ?? "") }, uniquingKeysWith: { $0 + $1 })
            #expect(answer.json["status"] as? String == "complete")
            #expect(answer.json["success_count"] as? Int == taken.count)
            #expect(answer.json["failure_count"] as? Int == list("failures").count)
            #expect(answer.json["total_count"] as? Int == taken.count + list("failures").count)
            #expect(answer.json["pending_count"] as? Int == 0)
        }
    }

    static func push(
        _ served: ServedStore, _ objects: [String], _ key: String, to path: String = inbox
    ) async throws -> Outcome {
        Outcome(try await served.ask("POST", path, key: key, body: ServedStore.envelope(objects)))
    }

    @Test("Each object is judged by itself: what is good is taken, what is not is told with the reason")
    func eachByItself() async throws {
        try await ServedStore.serving { served in
            let key = try served.key("kz", "KZ", .contributor)
            let bad: [(object: String, id: String, reason: String)] = [
                ("5", "objects/1", "not a STIX object"), ("{}", "objects/2", "no “type”"),
                ("{\"type\":\"malware\"}", "objects/3", "no “id”"),
                ("{\"type\":\"malware\",\"id\":\"malware--x\"}", "malware--x", "UUID"),
                (ServedStore.indicator(11, modified: "yesterday"), ServedStore.id(11), "not a timestamp"),
                (
                    ServedStore.indicator(12).replacingOccurrences(of: "[domain-name", with: "[domain name"),
                    ServedStore.id(12), "pattern"
                ),
                (
                    ServedStore.indicator(13, more: ",\"created_by_ref\":\"a\",\"created_by_ref\":\"b\""),
                    ServedStore.id(13), "stands twice"
                ),
                (
                    ServedStore.indicator(14, by: ServedStore.identity["UZ"]), ServedStore.id(14),
                    "nobody speaks for another member"
                ),
                (
                    "{\"type\":\"identity\",\"spec_version\":\"2.1\",\"id\":\"\(ServedStore.identity["UZ"]!)\",\"created\":\"2026-01-01T00:00:00.000Z\",\"modified\":\"2026-01-01T00:00:00.000Z\",\"name\":\"UZ\"}",
                    ServedStore.identity["UZ"]!, "nobody speaks for another member"
                ),
                (
                    ServedStore.indicator(
                        15,
                        more: ",\"extensions\":{\"extension-definition--3d5b7e0a-94c1-4f6e-8a27-c0d1f5b8e963\":"
                            + "{\"extension_type\":\"property-extension\",\"recipients\":\"UZ\"}}"),
                    ServedStore.id(15), "who may have it cannot be read"
                ),
            ]
            let outcome = try await Self.push(
                served, [ServedStore.indicator(10)] + bad.map(\.object) + [ServedStore.indicator(20)], key)
            #expect(outcome.taken == [ServedStore.id(10), ServedStore.id(20)])
            #expect(outcome.refused.count == bad.count)
            for (_, id, reason) in bad { #expect(outcome.refused[id]?.contains(reason) == true, "\(id)") }
            #expect(try await served.ask("GET", Self.inbox, key: key).ids == [ServedStore.id(10), ServedStore.id(20)])
        }
    }

    @Test("What was taken is served byte for byte, to whom its markings let it")
    func served() async throws {
        try await ServedStore.serving { served in
            let kz = try served.key("kz", "KZ", .contributor)
            let odd = ServedStore.indicator(1, more: " ,\n\t\"x_odd\" : [1.50e+01, 12345678901234567890, \"\\u0041\"]")
            let amber = ServedStore.indicator(2, markings: [ServedStore.amber])
            _ = try await Self.push(served, [odd, amber, ServedStore.indicator(3, markings: [ServedStore.red])], kz)
            let uz = try served.key("uz", "UZ")
            let partner = try served.key("csirt", "csirt")
            let anyone = try served.key("public", "anyone")
            let seen = try await served.ask("GET", Self.everything, key: uz)
            #expect(seen.text.contains(odd) && seen.text.contains(amber) && seen.ids.count == 2)
            #expect(try await served.ask("GET", Self.everything, key: partner).ids == [ServedStore.id(1)])
            #expect(try await served.ask("GET", Self.everything, key: anyone).ids == [])
        }
    }

    @Test("Only the creator of an object makes new versions of it, and the first of two with one version stays")
    func versions() async throws {
        try await ServedStore.serving(prepare: { served in
            try served.add(
                [ServedStore.indicator(1), ServedStore.indicator(2, by: ServedStore.identity["UZ"])], from: "UZ")
        }) { served in
            let kz = try served.key("kz", "KZ", .contributor)
            let later = "2026-02-01T00:00:00.000Z"
            let outcome = try await Self.push(
                served,
                [
                    ServedStore.indicator(1, modified: later), ServedStore.indicator(2, modified: later),
                    ServedStore.indicator(2, modified: later, by: ServedStore.identity["KZ"]),
                ], kz)
            #expect(outcome.taken.isEmpty)
            #expect(outcome.refused.values.allSatisfy { $0.contains("only the creator") })
            let own = ServedStore.indicator(3)
            #expect(try await Self.push(served, [own], kz).taken.count == 1)
            #expect(try await Self.push(served, [own], kz).taken.count == 1, "the same again is no fault")
            #expect(try await Self.push(served, [ServedStore.indicator(3, modified: later)], kz).taken.count == 1)
            let other = try await Self.push(served, [ServedStore.indicator(3, more: ",\"name\":\"other\"")], kz)
            #expect(other.refused[ServedStore.id(3)]?.contains("the first that came is kept") == true)
            let path = "/union/collections/inbox-kz/objects/\(ServedStore.id(3))/versions/"
            #expect(
                try await served.ask("GET", path, key: kz).json["versions"] as? [String]
                    == ["2026-01-01T00:00:00.000Z", later])
        }
    }

    @Test("Nobody brings the definition of a marking that others have put on their objects")
    func definitions() async throws {
        let marking = "marking-definition--77777777-0000-4000-8000-000000000001"
        let definition = """
            {"type":"marking-definition","spec_version":"2.1","id":"\(marking)","created":"2026-01-01T00:00:00.000Z",\
            "definition_type":"statement","definition":{"statement":"TLP:CLEAR"}}
            """
        try await ServedStore.serving(prepare: { served in
            try served.add([ServedStore.indicator(1, markings: [marking])], from: "UZ")
        }) { served in
            let kz = try served.key("kz", "KZ", .contributor)
            #expect(
                try await Self.push(served, [definition], kz).refused[marking]?.contains("others have marked") == true)
            #expect(try await served.ask("GET", Self.everything, key: kz).ids == [])
        }
    }

    @Test("Nobody loosens a marking by another definition under its id, and what is marked by a refused one is refused")
    func looserDefinitions() async throws {
        let marking = "marking-definition--77777777-0000-4000-8000-000000000002"
        @Sendable func definition(_ label: String, created: String, by creator: String? = nil) -> String {
            let by = creator.map { "\"created_by_ref\":\"\($0)\"," } ?? ""
            return """
                {"type":"marking-definition","spec_version":"2.1","id":"\(marking)",\(by)"created":"\(created)",\
                "definition_type":"statement","definition":{"statement":"\(label)"}}
                """
        }
        try await ServedStore.serving { served in
            let (kz, ru) = (try served.key("kz", "KZ", .contributor), try served.key("ru", "RU", .contributor))
            let strict = definition("TLP:AMBER+STRICT", created: "2026-01-01T00:00:00.000Z")
            let own = ServedStore.indicator(1, markings: [marking], by: ServedStore.identity["KZ"])
            #expect(try await Self.push(served, [strict, own], kz).taken.count == 2)
            let loose = definition("TLP:CLEAR", created: "2026-02-01T00:00:00.000Z")
            let inbox = "/union/collections/inbox-ru/objects/"
            let outcome = try await Self.push(
                served, [loose, ServedStore.indicator(2, markings: [marking])], ru, to: inbox)
            #expect(outcome.taken.isEmpty && outcome.refused[ServedStore.id(2)]?.contains("was refused") == true)
            #expect(try await served.ask("GET", Self.everything, key: ru).ids.contains(ServedStore.id(1)) == false)
            // Whatever way it came: an import may bring it, and the strictest still counts.
            try served.add([loose], from: "RU")
            let answer = try await served.ask("GET", Self.everything, key: ru)
            #expect(!answer.ids.contains(ServedStore.id(1)))
        }
    }

    @Test(
        "What is marked by a definition that only others have brought is refused, in any request, until it comes along")
    func foreignMarkings() async throws {
        let marking = "marking-definition--77777777-0000-4000-8000-000000000003"
        @Sendable func definition(_ label: String) -> String {
            """
            {"type":"marking-definition","spec_version":"2.1","id":"\(marking)","created":"2026-01-01T00:00:00.000Z",\
            "definition_type":"statement","definition":{"statement":"\(label)"}}
            """
        }
        try await ServedStore.serving(prepare: { served in
            try served.add([definition("TLP:CLEAR")], from: "UZ")
        }) { served in
            let kz = try served.key("kz", "KZ", .contributor)
            let marked = { ServedStore.indicator($0, markings: [marking]) }
            #expect(try await Self.push(served, [definition("TLP:RED"), marked(1)], kz).taken.isEmpty)
            let alone = try await Self.push(served, [marked(2), ServedStore.indicator(3)], kz)
            #expect(alone.taken == [ServedStore.id(3)])
            #expect(alone.refused[ServedStore.id(2)]?.contains("is here from others") == true)
            #expect(try await Self.push(served, [definition("TLP:CLEAR"), marked(4)], kz).taken.count == 2)
            #expect(try await Self.push(served, [marked(5)], kz).taken.count == 1, "it has come before")
        }
    }

    @Test("Nobody speaks for a creator that is no member once somebody else has handed in its object")
    func foreignCreators() async throws {
        let vendor = "identity--99999999-0000-4000-8000-000000000001"
        try await ServedStore.serving { served in
            let (kz, ru) = (try served.key("kz", "KZ", .contributor), try served.key("ru", "RU", .contributor))
            #expect(try await Self.push(served, [ServedStore.indicator(1, by: vendor)], kz).taken.count == 1)
            let later = ServedStore.indicator(1, modified: "2026-02-01T00:00:00.000Z", by: vendor)
            let inbox = "/union/collections/inbox-ru/objects/"
            let outcome = try await Self.push(served, [later], ru, to: inbox)
            #expect(outcome.refused[ServedStore.id(1)]?.contains("only the creator") == true)
            #expect(try await Self.push(served, [later], kz).taken.count == 1, "whoever handed it in goes on")
            let odd = ServedStore.indicator(2, by: (ServedStore.identity["KZ"] ?? "").uppercased())
            #expect(try await Self.push(served, [odd], ru, to: inbox).taken.isEmpty)
        }
    }

    @Test("A member withdraws what it has handed in for others alone; an older version does not bring it back")
    func withdrawnBlind() async throws {
        try await ServedStore.serving { served in
            let kz = try served.key("kz", "KZ", .contributor)
            let red = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
            #expect(try await Self.push(served, [ServedStore.indicator(1, markings: [red])], kz).taken.count == 1)
            #expect(try await served.ask("DELETE", Self.inbox + "\(ServedStore.id(1))/", key: kz).status == 200)
            #expect(try await served.ask("DELETE", Self.inbox + "\(ServedStore.id(1))/", key: kz).status == 404)
            let versions = ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"]
            _ = try await Self.push(served, versions.map { ServedStore.indicator(2, modified: $0) }, kz)
            #expect(try await served.ask("DELETE", Self.inbox + "\(ServedStore.id(2))/", key: kz).status == 200)
            let outcome = try await Self.push(served, [ServedStore.indicator(2, modified: versions[0])], kz)
            #expect(outcome.refused[ServedStore.id(2)]?.contains("later version") == true)
        }
    }

    @Test("A group takes what carries its marking, and shows it to its members alone")
    func groups() async throws {
        try await ServedStore.serving { served in
            let (kz, ru, uz) = (
                try served.key("kz", "KZ", .contributor), try served.key("ru", "RU"), try served.key("uz", "UZ")
            )
            let outcome = try await Self.push(
                served, [ServedStore.indicator(1, markings: [ServedStore.group]), ServedStore.indicator(2)], kz,
                to: Self.energy)
            #expect(outcome.taken == [ServedStore.id(1)])
            #expect(outcome.refused[ServedStore.id(2)]?.contains("no marking of the group") == true)
            #expect(try await served.ask("GET", Self.energy, key: ru).ids == [ServedStore.id(1)])
            #expect(try await served.ask("GET", Self.energy, key: uz).status == 404)
            #expect(try await served.ask("GET", Self.everything, key: uz).ids == [])
        }
    }

    @Test("A status is for the account that pushed, and for no other, not even of the same member")
    func status() async throws {
        try await ServedStore.serving { served in
            let keys = [try served.key("kz", "KZ", .contributor), try served.key("kz2", "KZ", .admin)]
            let answer = try await served.ask(
                "POST", Self.inbox, key: keys[0], body: ServedStore.envelope([ServedStore.indicator(1)]))
            let id = try #require(answer.json["id"] as? String)
            let again = try await served.ask("GET", "/union/status/\(id)/", key: keys[0])
            #expect(again.status == 200 && again.bytes == answer.bytes)
            #expect(try await served.ask("GET", "/union/status/\(id)/", key: keys[1]).status == 404)
        }
    }

    @Test("Withdrawn, an object is gone for everybody; handed in again, it is back")
    func withdrawal() async throws {
        try await ServedStore.serving { served in
            let (kz, ru) = (try served.key("kz", "KZ", .contributor), try served.key("ru", "RU"))
            let versions = ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"]
            _ = try await Self.push(served, versions.map { ServedStore.indicator(1, modified: $0) }, kz)
            let path = Self.inbox + "\(ServedStore.id(1))/"
            for (query, status) in [
                ("?match[version]=last", 422), ("?match[version]=\(versions[0])", 422),
                ("?match[spec_version]=2.0", 404),
                ("?match[version]=2001-01-01T00:00:00Z", 404), ("?match[version]=x", 400),
            ] {
                #expect(try await served.ask("DELETE", path + query, key: kz).status == status, "\(query)")
            }
            #expect(try await served.ask("GET", Self.everything, key: ru).ids.count == 1)
            #expect(try await served.ask("DELETE", path, key: kz).status == 200)
            // Those who have had it are told by a note.
            for (key, list) in [(kz, Self.inbox), (kz, Self.everything), (ru, Self.everything)] {
                #expect(try await served.ask("GET", list + "?match[type]=indicator", key: key).text == "{}")
            }
            #expect(try await served.ask("DELETE", path, key: kz).status == 404)
            #expect(try await Self.push(served, [ServedStore.indicator(1, modified: versions[1])], kz).taken.count == 1)
            let back = try await served.ask("GET", Self.everything + "?match[type]=indicator", key: ru)
            #expect(back.ids == [ServedStore.id(1)])
        }
    }

    @Test("Nobody withdraws what others have shared, too")
    func sharedByOthers() async throws {
        let address =
            "{\"type\":\"ipv4-addr\",\"spec_version\":\"2.1\",\"id\":\"ipv4-addr--\(UUID().uuidString.lowercased())\",\"value\":\"192.0.2.1\"}"
        try await ServedStore.serving(prepare: { served in
            try served.add([address], from: "UZ")
        }) { served in
            let kz = try served.key("kz", "KZ", .contributor)
            let outcome = try await Self.push(served, [address], kz)
            let id = try #require(outcome.taken.first)
            let answer = try await served.ask("DELETE", Self.inbox + "\(id)/", key: kz)
            #expect(answer.status == 403, "\(answer.text)")
        }
    }

    @Test("What another process imports is served within seconds, and its withdrawal, too")
    func otherProcesses() async throws {
        try await ServedStore.serving { served in
            let kz = try served.key("kz", "KZ")
            func eventually(_ wanted: [String]) async throws -> Bool {
                try await Patience.until {
                    let answer = try await served.ask("GET", Self.everything + "?match[type]=indicator", key: kz)
                    return answer.ids == wanted
                }
            }
            try served.add([ServedStore.indicator(1)], from: "UZ")
            #expect(try await eventually([ServedStore.id(1)]))
            _ = try served.store.revoke(id: ServedStore.id(1), at: ServedStore.now())
            #expect(try await eventually([]))
        }
    }
}
