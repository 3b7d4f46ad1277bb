import Foundation
import NIOHTTP1
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

@Suite struct ServerPagingTests {
    static let objects = "/union/collections/everything/objects/"
    static let manifest = "/union/collections/everything/manifest/"

    @Test("3,000 objects of one moment are paged once each, while two push and the server starts anew")
    func pagesUnderWriters() async throws {
        let old = (0..<3_000).map { ServedStore.id($0) }
        let kept = KeptServer()
        try await ServedStore.serving(prepare: { served in
            try served.add((0..<3_000).map { ServedStore.indicator($0) }, from: "UZ")
        }) { served in
            let reader = try served.key("ru", "RU")
            let writers = [try served.key("kz", "KZ", .contributor), try served.key("kz2", "KZ", .contributor)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, key) in writers.enumerated() {
                    group.addTask {
                        for round in 0..<10 {
                            let first = 100_000 * (index + 1) + round * 20
                            let pushed = (first..<first + 20).map { ServedStore.indicator($0) }
                            let answer = try await served.ask(
                                "POST", "/union/collections/inbox-kz/objects/", key: key,
                                body: ServedStore.envelope(pushed))
                            #expect(answer.json["success_count"] as? Int == 20, "\(answer.text)")
                        }
                    }
                }
                for limit in [61, 250] {
                    for path in [Self.objects, Self.manifest] {
                        group.addTask {
                            let (ids, _) = try await served.walk(path, key: reader, limit: limit)
                            #expect(Set(ids).count == ids.count, "repeats at \(limit)")
                            #expect(Set(ids).isSuperset(of: old), "gaps at \(limit)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let (ids, pages) = try await served.walk(Self.objects, key: reader, limit: 1_000)
            #expect(ids.count == 3_400 && Set(ids).count == 3_400 && pages == 4)
            let first = try await served.ask("GET", Self.objects + "?limit=10", key: reader)
            kept.keep(served, first.next, reader, Array(ids[10..<20]))
        }
        // The server remembers nothing: another one goes on where a page of the first ended.
        let (served, next, key, wanted) = try #require(kept.value)
        try await served.run { served in
            let answer = try await served.ask("GET", Self.objects + "?limit=10&next=\(next)", key: key)
            #expect(answer.ids == wanted)
        }
    }

    @Test("A client that asks for what came after the last date it saw misses nothing and repeats nothing")
    func incrementally() async throws {
        try await ServedStore.serving { served in
            let reader = try served.key("ru", "RU")
            let writer = try served.key("kz", "KZ", .contributor)
            var last: String?
            var seen: [String] = []
            for round in 0..<6 {
                let pushed = (round * 7..<round * 7 + 7).map { ServedStore.indicator($0) }
                _ = try await served.ask(
                    "POST", "/union/collections/inbox-kz/objects/", key: writer, body: ServedStore.envelope(pushed))
                while true {
                    let query = "?limit=3" + (last.map { "&added_after=\($0)" } ?? "")
                    let answer = try await served.ask("GET", Self.objects + query, key: reader)
                    seen += answer.ids
                    last = answer.headers["X-TAXII-Date-Added-Last"].first ?? last
                    if !answer.isMore { break }
                }
            }
            #expect(seen == (0..<42).map { ServedStore.id($0) })
        }
    }

    @Test("“next” is for one reader and one path; its page may have another size, not other filters")
    func cursors() async throws {
        try await ServedStore.serving(prepare: { served in
            try served.add((0..<20).map { ServedStore.indicator($0) }, from: "UZ")
        }) { served in
            let (kz, ru) = (try served.key("kz", "KZ"), try served.key("ru", "RU"))
            let first = try await served.ask("GET", Self.objects + "?limit=5&match[type]=indicator", key: kz)
            let next = try #require(first.next)
            func status(_ path: String, _ key: String) async throws -> Int {
                try await served.ask("GET", path, key: key).status
            }
            #expect(try await status(Self.objects + "?next=\(next)", kz) == 200)
            #expect(try await status(Self.objects + "?limit=2&match[type]=indicator&next=\(next)", kz) == 200)
            #expect(try await status(Self.objects + "?match[type]=malware&next=\(next)", kz) == 400)
            #expect(try await status(Self.manifest + "?next=\(next)", kz) == 400)
            #expect(try await status("/union/collections/sightings/objects/?next=\(next)", kz) == 400)
            #expect(try await status(Self.objects + "?next=\(next)", ru) == 400)
            let alone = try await served.ask("GET", Self.objects + "?next=\(next)", key: kz)
            #expect(alone.ids == (5..<10).map { ServedStore.id($0) }, "the size of the first page is carried, too")
        }
    }

    @Test("The log of releases has each version once a recipient, before it is asked again")
    func ledger() async throws {
        try await ServedStore.serving(prepare: { served in
            try served.add((0..<50).map { ServedStore.indicator($0) }, from: "UZ")
        }) { served in
            let (kz, kz2, ru) = (try served.key("kz", "KZ"), try served.key("kz2", "KZ"), try served.key("ru", "RU"))
            for key in [kz, kz2, ru, kz] { _ = try await served.walk(Self.objects, key: key, limit: 20) }
            _ = try await served.walk(Self.manifest, key: ru, limit: 20)
            let releases = try served.store.releases()
            #expect(releases.map(\.itemsNew).reduce(0, +) == 100)
            #expect(releases.count == 6, "polls without news write nothing")
            #expect(Set(releases.map(\.release.door)) == ["taxii everything"])
            #expect(Set(releases.map(\.release.actor)) == ["kz", "ru"])
            #expect(
                try served.store.releases(of: ServedStore.id(7)).map(\.entry.release.recipient).sorted() == [
                    "KZ", "RU",
                ])
            #expect(try served.store.releaseLogFault() == nil)
        }
    }
}

/// What a test takes from one run of a server to the next.
private final class KeptServer: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: (ServedStore, String, String, [String])?

    func keep(_ served: ServedStore, _ next: String?, _ key: String, _ ids: [String]) {
        lock.withLock { kept = next.map { (served, $0, key, ids) } }
    }

    var value: (ServedStore, String, String, [String])? { lock.withLock { kept } }
}
