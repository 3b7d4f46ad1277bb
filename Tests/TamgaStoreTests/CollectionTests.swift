import Foundation
import TamgaModel
import TamgaStore
import Testing

/// Judges objects by what a test says of their bytes.
struct StatedRules {
    var judgements: [[UInt8]: Judgement] = [:]
    var fingerprint: Int64 = 1
    var groups: [String: Set<String>] = ["energy": ["KZ", "UZ"]]

    /// Says who may have a version, and makes it.
    mutating func version(
        _ id: Int, _ number: Int64, for readers: Set<String>, refersTo: [Int] = [], groups: [String] = []
    ) -> FeedItem {
        let bytes = "{\"id\":\(id),\"version\":\(number)}"
        judgements[Array(bytes.utf8)] = Judgement(
            readers: readers, references: refersTo.map(indicatorID), groups: groups)
        return stix(id, version: number, [ipv4(UInt32(id))], bytes: bytes)
    }

    var rules: CollectionRules {
        let judgements = judgements
        return CollectionRules(fingerprint: fingerprint, groups: groups) { _ in
            { judgements[$0.original] ?? Judgement() }
        }
    }
}

extension Store {
    /// Every entry from a place on, a few at a time.
    func walk(
        _ collection: CollectionName = .everything, reader: String, after: Timestamp? = nil, limit: Int = 3,
        _ adjust: (inout CollectionQuery) -> Void = { _ in }
    ) throws -> [CollectionPage.Entry] {
        var query = CollectionQuery(collection, reader: reader, limit: limit)
        query.after = after
        adjust(&query)
        var entries: [CollectionPage.Entry] = []
        while true {
            let page = try page(query)
            #expect(page.entries.count <= limit)
            entries += page.entries
            guard page.hasMore, let last = page.entries.last else { return entries }
            query.after = last.added
        }
    }
}

@Suite struct CollectionTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
    }

    private func ids(_ reader: String, _ collection: CollectionName = .everything) throws -> [Int] {
        try store.walk(collection, reader: reader).map { Int($0.id.suffix(12), radix: 16) ?? -1 }
    }

    @Test("A reference that was taken back holds nothing back; the version that had it goes to nobody")
    func correctedReferences() throws {
        var stated = StatedRules()
        try store.take([
            stated.version(1, 1, for: ["KZ", "UZ"], refersTo: [2]), stated.version(1, 2, for: ["KZ", "UZ"]),
            stated.version(2, 1, for: []),
        ])
        _ = try store.settle(stated.rules, at: noon)
        for reader in ["KZ", "UZ"] {
            let all = try store.walk(reader: reader) { $0.versions.all = true }
            #expect(all.map(\.version) == [Timestamp(seconds: 2)])
        }
    }

    @Test("A chain of references is settled in a time that grows with its length alone")
    func chains() throws {
        var stated = StatedRules()
        let count = 20_000
        try store.take(
            (1...count).map { stated.version($0, 1, for: ["KZ", "UZ"], refersTo: $0 < count ? [$0 + 1] : []) })
        _ = try store.settle(stated.rules, at: noon)
        try store.take([stated.version(count, 2, for: ["UZ"])])
        let start = ContinuousClock.now
        _ = try store.settle(stated.rules, at: noon)
        // A second, or some ten minutes where each round joins all that was reached before.
        #expect(ContinuousClock.now - start < .seconds(300))
        #expect(try ids("KZ").isEmpty)
        #expect(try store.walk(reader: "UZ", limit: count + 1).count == count)
    }

    @Test func aReaderSeesWhatItMayAndNothingElse() throws {
        var stated = StatedRules()
        try store.take([
            stated.version(1, 1, for: ["KZ", "UZ"]), stated.version(2, 1, for: ["UZ"]), stated.version(3, 1, for: []),
        ])
        #expect(try ids("KZ").isEmpty)
        #expect(try store.isUnsettled(stated.rules))
        let settlement = try store.settle(stated.rules, at: noon)
        #expect(settlement.objects == 3 && settlement.entriesNew == 2 && settlement.recalls.isEmpty)
        #expect(try !store.isUnsettled(stated.rules))
        #expect(try ids("KZ") == [1])
        #expect(try ids("UZ") == [1, 2])
        #expect(try ids("RU").isEmpty && ids("").isEmpty && ids("K").isEmpty)
        let again = try store.settle(stated.rules, at: noon)
        #expect(again == Settlement())
    }

    @Test func anObjectComesAsItWas() throws {
        var stated = StatedRules()
        try store.take([stated.version(1, 7, for: ["KZ"])])
        _ = try store.settle(stated.rules, at: noon)
        let entry = try #require(try store.walk(reader: "KZ").first)
        #expect(entry.original == Array("{\"id\":1,\"version\":7}".utf8))
        #expect(entry.id == indicatorID(1) && entry.type == "indicator" && entry.version == Timestamp(seconds: 7))
        #expect(entry.added == noon && entry.specVersion == "2.1")
    }

    @Test("Objects of one moment are paged exactly once, however many they are")
    func equalTimes() throws {
        var stated = StatedRules()
        let count = 20_000
        let items = (1...count).map { stated.version($0, 1, for: ["KZ"]) }
        try store.take(items)
        _ = try store.settle(stated.rules, at: noon)
        let entries = try store.walk(reader: "KZ", limit: 999)
        #expect(entries.count == count && Set(entries.map(\.id)).count == count)
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.added < $1.added })
    }

    @Test func whatBecomesVisibleLaterComesFromThatMomentOn() throws {
        var stated = StatedRules()
        try store.take([stated.version(1, 1, for: ["KZ"]), stated.version(2, 1, for: ["KZ"])])
        _ = try store.settle(stated.rules, at: noon)
        // Another rule lets UZ see the first; KZ has had it and does not get it again.
        stated.judgements[Array("{\"id\":1,\"version\":1}".utf8)]?.readers = ["KZ", "UZ"]
        stated.fingerprint = 2
        let later = Timestamp(microseconds: noon.microseconds + 60_000_000)
        _ = try store.settle(stated.rules, at: later)
        #expect(try store.walk(reader: "UZ", after: noon).map(\.added) == [later])
        #expect(try store.walk(reader: "KZ", after: Timestamp(microseconds: noon.microseconds + 1)).isEmpty)
        #expect(try ids("KZ") == [1, 2])
    }

    @Test func whoHasHadWhatItMayNotSeeAnyMoreIsNamed() throws {
        var stated = StatedRules()
        try store.take([stated.version(1, 1, for: ["KZ", "UZ"])])
        _ = try store.settle(stated.rules, at: noon)
        try store.log(
            Release(
                time: noon, recipient: "UZ", door: "taxii", actor: "uz", purpose: "", released: [:], withheld: [:]),
            items: [ReleasedItem(id: indicatorID(1), modified: Timestamp(seconds: 1))])
        try store.take([stated.version(1, 2, for: ["KZ"])])
        let settlement = try store.settle(stated.rules, at: noon)
        #expect(settlement.recalls == [.init(reader: "UZ", id: indicatorID(1))])
        // The older version hides with the newer one.
        #expect(try ids("UZ").isEmpty)
        #expect(try store.walk(reader: "KZ") { $0.versions.all = true }.count == 2)
        #expect(try store.walk(reader: "KZ").map(\.version) == [Timestamp(seconds: 2)])
    }

    @Test func aReferenceTellsThatItsTargetIsThere() throws {
        var stated = StatedRules()
        // 3 refers to 2, which refers to 1, which is not here yet.
        try store.take([
            stated.version(3, 1, for: ["KZ", "UZ"], refersTo: [2]),
            stated.version(2, 1, for: ["KZ", "UZ"], refersTo: [1, 2]),
        ])
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("UZ").sorted() == [2, 3])
        try store.take([stated.version(1, 1, for: ["KZ"])])
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("UZ").isEmpty)
        #expect(try ids("KZ").sorted() == [1, 2, 3])
        try store.take([stated.version(1, 2, for: ["KZ", "UZ"])])
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("UZ").sorted() == [1, 2, 3])
    }

    @Test func whatIsWithdrawnHereIsGoneUntilItComesBack() throws {
        var stated = StatedRules()
        try store.take([stated.version(1, 1, for: ["KZ"])])
        _ = try store.settle(stated.rules, at: noon)
        _ = try store.revoke(id: indicatorID(1), at: noon)
        #expect(try store.isUnsettled(stated.rules))
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("KZ").isEmpty)
        _ = try store.restore(id: indicatorID(1))
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("KZ") == [1])
    }

    @Test func whatAMemberHandsInIsInItsInboxForItAlone() throws {
        var stated = StatedRules()
        try store.take([stated.version(1, 1, for: ["KZ", "UZ"])], name: "taxii:inbox-KZ", from: kz)
        try store.take([stated.version(2, 1, for: ["KZ", "UZ"])], name: "elsewhere")
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("KZ", .inbox(kz)) == [1])
        #expect(try ids("UZ", .inbox(kz)).isEmpty)
        #expect(try ids("UZ") == [1, 2])
        // The same object again, from another member: it is in both inboxes.
        try store.take([stated.version(1, 1, for: ["KZ", "UZ"])], name: "taxii:inbox-UZ", from: uz)
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("UZ", .inbox(uz)) == [1])
        #expect(try ids("UZ") == [1, 2])
    }

    @Test func aGroupsCollectionIsForThoseInIt() throws {
        var stated = StatedRules()
        try store.take([stated.version(1, 1, for: ["KZ", "UZ", "RU"], groups: ["energy", "unknown"])])
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("KZ", .group("energy")) == [1])
        #expect(try ids("RU", .group("energy")).isEmpty)
        #expect(try ids("KZ", .group("unknown")).isEmpty)
        stated.groups = ["energy": ["RU"]]
        stated.fingerprint = 2
        _ = try store.settle(stated.rules, at: noon)
        #expect(try ids("KZ", .group("energy")).isEmpty)
        #expect(try ids("RU", .group("energy")) == [1])
    }

    @Test func versionsTypesAndIdsNarrow() throws {
        var stated = StatedRules()
        try store.take([
            stated.version(1, 1, for: ["KZ"]), stated.version(1, 2, for: ["KZ"]), stated.version(1, 3, for: ["KZ"]),
            stated.version(2, 1, for: ["KZ"]),
            object("xodd--1"), object("xother--1"),
        ])
        for id in ["xodd--1", "xother--1"] {
            stated.judgements[Array("{\"id\":\"\(id)\"}".utf8)] = Judgement(readers: ["KZ"], specVersion: "2.0")
        }
        _ = try store.settle(stated.rules, at: noon)
        func found(_ adjust: (inout CollectionQuery) -> Void) throws -> [String] {
            try store.walk(reader: "KZ", adjust).map { "\($0.id.suffix(1)).\($0.version.microseconds / 1_000_000)" }
                .sorted()
        }
        #expect(try found { $0.ids = [indicatorID(1)] } == ["1.3"])
        #expect(
            try found {
                $0.types = ["indicator"]; $0.versions = .newest
            } == ["1.3", "2.1"])
        #expect(try found { $0.types = ["xodd"] }.count == 1)
        #expect(try found { $0.types = ["xodd", "indicator"] }.count == 3)
        #expect(try found { $0.types = ["x-none"] }.isEmpty)
        #expect(try found { $0.specVersions = ["2.0"] }.count == 2)
        #expect(
            try found {
                $0.ids = [indicatorID(1)]; $0.versions.first = true; $0.versions.last = false
            } == ["1.1"])
        #expect(
            try found {
                $0.ids = [indicatorID(1)]; $0.versions.first = true
            } == ["1.1", "1.3"])
        #expect(
            try found {
                $0.types = ["indicator"]
                $0.versions.last = false
                $0.versions.exact = [Timestamp(seconds: 2), Timestamp(seconds: 9)]
            } == ["1.2"])
        #expect(
            try found {
                $0.types = ["indicator"]; $0.versions.all = true
            } == ["1.1", "1.2", "1.3", "2.1"])
    }

    @Test func aPageIsBoundedInBytes() throws {
        var stated = StatedRules()
        try store.take((1...10).map { stated.version($0, 1, for: ["KZ"]) })
        _ = try store.settle(stated.rules, at: noon)
        var query = CollectionQuery(.everything, reader: "KZ", limit: 10)
        query.byteLimit = 50
        let page = try store.page(query)
        #expect(page.entries.count == 2 && page.hasMore)
        query.byteLimit = 1
        #expect(try store.page(query).entries.count == 1)
    }
}
