import Foundation
import NIOHTTP1
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// The mandatory rows of the TAXII 2.1 Interoperability Test Document 1.0 (CSD01), Table 51, seen from the server. Each is named
/// by its section. Two have no counterpart: this server has no collection that may be written and not read, and what may
/// be neither is not listed; their rows say that, and that such a collection is not found. Section 3.1.3, certificates, is in
/// ``ServerCertificateTests``.
@Suite struct ServerInteropTests {
    /// What a row looks at.
    struct World: Sendable {
        let served: ServedStore
        let kz: String
        let uz: String

        static let everything = "/union/collections/everything"
        static let inbox = "/union/collections/inbox-kz"

        func get(_ path: String, _ key: String? = nil) async throws -> ServedStore.Answer {
            try await served.ask("GET", path, key: key ?? kz)
        }

        /// The ids of a query's objects, as numbers.
        func numbers(_ query: String) async throws -> [Int] {
            try await get(Self.everything + "/objects/?" + query).ids.compactMap { Int($0.suffix(12), radix: 16) }
        }

        func collection(_ alias: String) async throws -> [String: Any]? {
            let list = try await get("/union/collections/").json["collections"] as? [[String: Any]]
            return list?.first { $0["alias"] as? String == alias }
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var section: String
        var title: String
        var check: @Sendable (World) async throws -> Bool

        var testDescription: String { "\(section) \(title)" }

        init(_ section: String, _ title: String, _ check: @escaping @Sendable (World) async throws -> Bool) {
            (self.section, self.title, self.check) = (section, title, check)
        }
    }

    private static func flags(_ collection: [String: Any]?) -> [Bool?] {
        [collection?["can_read"] as? Bool, collection?["can_write"] as? Bool]
    }

    static let rows: [Row] = [
        Row("3.1.1", "Missing Authorization Parameter") {
            let answer = try await $0.served.ask("GET", "/taxii2/", key: nil)
            return answer.status == 401 && !answer.headers["WWW-Authenticate"].isEmpty
        },
        Row("3.1.2", "Authorization Parameter Error") {
            try await $0.served.ask("GET", "/taxii2/", key: nil, headers: ["Authorization": "Basic eDp5"]).status == 401
        },
        Row("3.1.4", "HTTP Basic Authentication") {
            let basic = Data("kz:\($0.kz)".utf8).base64EncodedString()
            return try await $0.served.ask("GET", "/taxii2/", key: nil, headers: ["Authorization": "Basic \(basic)"])
                .status
                == 200
        },
        Row("3.2.1", "Get Discovery Resource") {
            let json = try await $0.get("/taxii2/").json
            let roots = json["api_roots"] as? [String]
            return json["title"] is String && roots?.contains(json["default"] as? String ?? "") == true
        },
        Row("3.3.1", "Get API Root Resource") {
            let json = try await $0.get("/union/").json
            return json["title"] is String && json["versions"] as? [String] == [ServedStore.media]
                && (json["max_content_length"] as? Int ?? 0) > 0
        },
        Row("3.3.2", "Incorrect API Root Information") { try await $0.get("/other/").status == 404 },
        Row("3.4.1", "Get Collections Resource") {
            let list = try await $0.get("/union/collections/").json["collections"] as? [[String: Any]] ?? []
            let ids = list.compactMap { $0["id"] as? String }
            return ids.count == 4 && ids == ids.sorted() && Set(list.compactMap { $0["title"] as? String }).count == 4
        },
        Row("3.5.1.1", "Write-Only Collection Resource: there is none") {
            let list = try await $0.get("/union/collections/").json["collections"] as? [[String: Any]] ?? []
            return list.allSatisfy { $0["can_read"] as? Bool == true }
        },
        Row("3.5.1.2", "Read-Write Collection Resource") {
            let id = try await $0.collection("inbox-kz")?["id"] as? String ?? ""
            return flags(try await $0.get("/union/collections/\(id)/").json) == [true, true]
        },
        Row("3.5.1.3", "Read-Only Collection Resource") {
            flags(try await $0.get(World.everything + "/").json) == [true, false]
        },
        Row("3.5.1.4", "No-Read-No-Write Collection Resource: not listed, not found") {
            let isListed = try await $0.collection("inbox-uz") != nil
            let status = try await $0.get("/union/collections/inbox-uz/").status
            return !isListed && status == 404
        },
        Row("3.5.2.1", "Read Request for Write-only Collection: not found") {
            try await $0.get("/union/collections/inbox-uz/objects/").status == 404
        },
        Row("3.5.2.2", "Write Request to Read-only Collection") {
            try await $0.served.ask("POST", World.everything + "/objects/", key: $0.kz, body: "{\"objects\":[{}]}")
                .status == 403
        },
        Row("3.5.2.3", "Delete Request to Read-only or Write-only Collection") {
            try await $0.served.ask("DELETE", World.everything + "/objects/\(ServedStore.id(1))/", key: $0.kz).status
                == 403
        },
        Row("3.5.2.4", "Delete Request to No-Read, No-Write Collection") {
            try await $0.served.ask("DELETE", "/union/collections/inbox-uz/objects/x/", key: $0.kz).status == 404
        },
        Row("3.5.3", "Incorrect Collection Information") { try await $0.get("/union/collections/none/").status == 404 },
        Row("3.6.1", "Get Manifest Resource") {
            let answer = try await $0.get(World.everything + "/manifest/")
            let records = answer.json["objects"] as? [[String: Any]] ?? []
            let dates = records.compactMap { $0["date_added"] as? String }
            return records.count == 6 && dates == dates.sorted()
                && records.allSatisfy { $0["id"] is String && $0["version"] is String && $0["media_type"] is String }
                && answer.headers["X-TAXII-Date-Added-First"].first == dates.first
                && answer.headers["X-TAXII-Date-Added-Last"].first == dates.last
        },
        Row("3.7.1", "Get Envelope Resource (Get Objects)") {
            let answer = try await $0.get(World.everything + "/objects/")
            return answer.ids.count == 6 && answer.headers["X-TAXII-Date-Added-Last"].count == 1 && !answer.isMore
        },
        Row("3.7.2", "No Objects") { try await $0.get("/union/collections/sightings/objects/").text == "{}" },
        Row("3.8.1", "Get Envelope Resource (Get an Object)") {
            let answer = try await $0.get(World.everything + "/objects/\(ServedStore.id(1))/")
            return answer.ids == [ServedStore.id(1)] && answer.headers["X-TAXII-Date-Added-First"].count == 1
        },
        Row("3.8.2", "Object Not Found") {
            try await $0.get(World.everything + "/objects/\(ServedStore.id(999))/").status == 404
        },
        Row("3.9.1", "Get Versions Resource") {
            let answer = try await $0.get(World.everything + "/objects/\(ServedStore.id(5))/versions/")
            return answer.json["versions"] as? [String] == ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"]
                && answer.headers["X-TAXII-Date-Added-First"].count == 1
        },
        Row("3.10.1", "Add Envelope Resource") {
            let body = ServedStore.envelope([ServedStore.indicator(700)])
            let answer = try await $0.served.ask("POST", World.inbox + "/objects/", key: $0.kz, body: body)
            return answer.status == 202 && answer.json["success_count"] as? Int == 1
        },
        Row("3.11.1", "Get Status Resource") {
            let body = ServedStore.envelope([ServedStore.indicator(701)])
            let answer = try await $0.served.ask("POST", World.inbox + "/objects/", key: $0.kz, body: body)
            return try await $0.get("/union/status/\(answer.json["id"] as? String ?? "")/").bytes == answer.bytes
        },
        Row("3.11.2", "Get All Status Properties") {
            let body = ServedStore.envelope([ServedStore.indicator(702), "{}"])
            let json = try await $0.served.ask("POST", World.inbox + "/objects/", key: $0.kz, body: body).json
            let counts = ["total_count", "success_count", "failure_count", "pending_count"].map { json[$0] as? Int }
            return counts == [2, 1, 1, 0] && json["request_timestamp"] is String
                && json["status"] as? String == "complete"
                && (json["successes"] as? [Any])?.count == 1 && (json["failures"] as? [Any])?.count == 1
        },
        Row("3.12.1", "Delete") {
            let body = ServedStore.envelope([ServedStore.indicator(703)])
            _ = try await $0.served.ask("POST", World.inbox + "/objects/", key: $0.kz, body: body)
            let path = World.inbox + "/objects/\(ServedStore.id(703))/"
            let isDeleted = try await $0.served.ask("DELETE", path, key: $0.kz).status == 200
            let status = try await $0.get(path).status
            return isDeleted && status == 404
        },
        Row("3.13.1.1", "added_after") {
            let records = try await $0.get(World.everything + "/manifest/").json["objects"] as? [[String: Any]] ?? []
            let dates = records.compactMap { $0["date_added"] as? String }
            let later =
                try await $0.get(World.everything + "/manifest/?added_after=\(dates[2])").json["objects"] as? [Any]
            let none = try await $0.get(World.everything + "/objects/?added_after=\(dates.last ?? "")").text
            return later?.count == dates.count - 3 && none == "{}"
        },
        Row("3.13.1.2", "limit") {
            let answer = try await $0.get(World.everything + "/objects/?limit=2")
            return answer.ids.count == 2 && answer.isMore && answer.next != nil
        },
        Row("3.13.1.3", "match[id]") {
            try await $0.numbers("match[id]=\(ServedStore.id(2)),\(ServedStore.id(4))") == [2, 4]
        },
        Row("3.13.1.4", "match[type]") {
            let ids = try await $0.get(World.everything + "/objects/?match[type]=malware").ids
            return ids.count == 1 && ids[0].hasPrefix("malware--")
        },
        Row("3.13.1.5", "match[version]") { world in
            func versions(_ word: String) async throws -> Int {
                let query = "/objects/?match[id]=\(ServedStore.id(5))&match[version]=\(word)"
                let answer = try await world.get(World.everything + query)
                return answer.ids.count
            }
            let counts = try await [
                versions("last"), versions("first"), versions("all"), versions("2026-02-01T00:00:00.000Z"),
                versions("2026-02-02T00:00:00.000Z"), versions("first,last"), versions("first,2026-01-01T00:00:00Z"),
            ]
            return counts == [1, 1, 2, 1, 0, 2, 1]
        },
        Row("3.13.1.6", "match[spec_version]") {
            let new = try await $0.numbers("match[spec_version]=2.1").count
            let old = try await $0.numbers("match[spec_version]=2.0").count
            let both = try await $0.numbers("match[spec_version]=2.0,2.1").count
            return [new, old, both] == [6, 0, 6]
        },
        Row("3.13.1.7", "Logical OR Operator") {
            let ids = try await $0.get(World.everything + "/objects/?match[type]=indicator,malware").ids
            return ids.count == 6
        },
        Row("3.13.1.8", "Logical AND Operator") {
            let query = "match[type]=malware&match[id]=\(ServedStore.id(2))"
            return try await $0.numbers(query).isEmpty
        },
        Row("3.13.1.9", "Logical OR and AND Operators") {
            let query = "match[type]=indicator,malware&match[id]=\(ServedStore.id(2)),\(ServedStore.id(4)),x"
            return try await $0.numbers(query) == [2, 4]
        },
        Row("3.13.1.10", "Duplicate Filter Parameter") {
            try await $0.get(World.everything + "/objects/?match[type]=indicator&match[type]=malware").status == 400
        },
        Row("3.14.1", "Pagination") {
            let whole = try await $0.get(World.everything + "/objects/").ids
            let (ids, pages) = try await $0.served.walk(World.everything + "/objects/", key: $0.kz, limit: 2)
            return ids == whole && pages == 3
        },
        Row("3.15.1", "Custom Properties") {
            let answer = try await $0.get(World.everything + "/objects/\(ServedStore.id(4))/")
            return answer.text.contains("\"x_custom\":{\"a\":[1,2]}")
        },
    ]

    @Test("Every row holds", arguments: rows)
    func row(_ row: Row) async throws {
        try await ServedStore.serving(prepare: { served in
            let malware = """
                {"type":"malware","spec_version":"2.1","id":"malware--00000000-0000-4000-8000-000000000001",\
                "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","is_family":false}
                """
            try served.add(
                (1...3).map { ServedStore.indicator($0) } + [
                    ServedStore.indicator(4, more: ",\"x_custom\":{\"a\":[1,2]}"), malware,
                ]
                    + ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"].map {
                        ServedStore.indicator(5, modified: $0)
                    },
                from: "UZ")
        }) { served in
            let world = World(
                served: served, kz: try served.key("kz", "KZ", .contributor), uz: try served.key("uz", "UZ"))
            #expect(try await row.check(world))
        }
    }

    @Test("The table has all 39 mandatory rows, with that of certificates")
    func complete() {
        #expect(Set(Self.rows.map(\.section)).count == Self.rows.count)
        #expect(Self.rows.count + 1 == 39)
    }
}
