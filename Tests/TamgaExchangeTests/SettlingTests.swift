import Foundation
import TamgaExchange
import TamgaFormats
import TamgaModel
import TamgaStore
import Testing

@Suite struct SettlingTests {
    private static func indicator(version: Int, recipients: [String]) -> String {
        """
        {"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-000000000001",\
        "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-0\(version)T00:00:00.000Z",\
        "pattern":"[ipv4-addr:value = '198.51.100.7']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z",\
        "object_marking_refs":["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"],\
        "extensions":{"extension-definition--3d5b7e0a-94c1-4f6e-8a27-c0d1f5b8e963":{"extension_type":"property-extension",\
        "recipients":[\(recipients.map { "\"\($0)\"" }.joined(separator: ","))]}}}
        """
    }

    private func take(_ text: String, _ store: Store, at time: Timestamp) throws {
        var pieces = [Array(text.utf8)]
        let feed = FeedDescription(name: "feed", format: "stix", time: time)
        let outcome = try store.importFeed(from: feed) { sink in
            try FeedReader(source: "feed").read({ pieces.popLast() ?? [] }) { try sink($0) }
        }
        #expect(outcome.refused == 0)
    }

    @Test(
        "An indicator marked more strictly under its old time is held back, in either order", arguments: [false, true])
    func theStricterOfOneVersionCounts(strictFirst: Bool) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "settling-\(UUID().uuidString).sqlite").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let store = try Store(path: path)
        let settling = Settling(ReaderJudgeTests.community)
        let first = Timestamp(seconds: 1_800_000_000)
        let red = Self.indicator(version: 1, recipients: ["UZ"])
        let green = red.replacing(
            "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
            with: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
        ).replacing("\"recipients\":[\"UZ\"]", with: "\"recipients\":[\"UZ\",\"KZ\"]")
        try take(strictFirst ? red : green, store, at: first)
        try settling.settle(store, at: first)
        let query = CollectionQuery(.everything, reader: "KZ", limit: 10)
        #expect(try store.page(query).entries.count == (strictFirst ? 0 : 1))
        try take(strictFirst ? green : red, store, at: Timestamp(seconds: 1_800_000_060))
        try settling.settle(store, at: Timestamp(seconds: 1_800_000_060))
        #expect(try store.page(query).entries.isEmpty)
        let kept = try store.page(CollectionQuery(.everything, reader: "UZ", limit: 10)).entries
        #expect(kept.map { String(decoding: $0.original, as: UTF8.self) } == [red])
    }

    @Test("Who has had an object and may not see it any more is told so, and nobody else is")
    func recallsAreTold() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "settling-\(UUID().uuidString).sqlite").path
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let store = try Store(path: path)
        let settling = Settling(ReaderJudgeTests.community)
        let first = Timestamp(seconds: 1_800_000_000)
        try take(Self.indicator(version: 1, recipients: ["KZ", "UZ"]), store, at: first)
        try settling.settle(store, at: first)
        let seen = try store.page(CollectionQuery(.everything, reader: "KZ", limit: 10)).entries
        #expect(seen.count == 1)
        try store.log(
            Release(
                time: first, recipient: "KZ", door: "taxii", actor: "kz", purpose: "", released: [:], withheld: [:]),
            items: seen.map { ReleasedItem(id: $0.id, modified: $0.version) })
        let later = Timestamp(seconds: 1_800_000_060)
        try take(Self.indicator(version: 2, recipients: ["UZ"]), store, at: later)
        #expect(try settling.isDue(store))
        let settlement = try settling.settle(store, at: later)
        #expect(settlement.recalls == [.init(reader: "KZ", id: "indicator--00000000-0000-4000-8000-000000000001")])
        #expect(try !settling.isDue(store))
        var query = CollectionQuery(.everything, reader: "KZ", limit: 10)
        query.after = first
        let news = try store.page(query).entries
        #expect(news.map(\.type) == ["note"])
        let text = String(decoding: news.first?.original ?? [], as: UTF8.self)
        #expect(text.contains("\"recalled\":[\"indicator--00000000-0000-4000-8000-000000000001\"]"))
        query.reader = "UZ"
        #expect(try store.page(query).entries.map(\.type) == ["indicator"])
        query.reader = "RU"
        #expect(try store.page(query).entries.isEmpty)
    }
}
