import Foundation
import TamgaModel
import TamgaStore
import TamgaTestSupport
import Testing

/// Random histories of a store, settled now and then, against what the rules say when everything is judged from scratch.
@Suite struct CollectionPropertyTests {
    static let readers = ["KZ", "UZ", "RU", "partner"]

    /// What there is, told the obvious way.
    private struct Oracle {
        struct Version {
            var judgement: Judgement
        }
        var versions: [Int: [Int64: Judgement]] = [:]
        var withdrawn: Set<Int> = []
        var banned = ""

        func own(_ id: Int, _ version: Int64) -> Set<String> {
            withdrawn.contains(id) ? [] : (versions[id]?[version]?.readers ?? []).subtracting([banned])
        }

        func references(_ id: Int, _ version: Int64) -> Set<String> {
            Set(versions[id]?[version]?.references ?? []).subtracting([indicatorID(id)])
        }

        func visible() -> [String: Set<String>] {
            var effective = versions.reduce(into: [Int: Set<String>]()) { sets, object in
                sets[object.key] = own(object.key, object.value.keys.max() ?? 0)
            }
            let numbers = Dictionary(uniqueKeysWithValues: versions.keys.map { (indicatorID($0), $0) })
            var hasChanged = true
            while hasChanged {
                hasChanged = false
                for (id, history) in versions {
                    let targets = references(id, history.keys.max() ?? 0).compactMap { numbers[$0] }
                    let narrowed = targets.reduce(effective[id] ?? []) {
                        $0.intersection(effective[$1] ?? [])
                    }
                    if narrowed != effective[id] {
                        effective[id] = narrowed
                        hasChanged = true
                    }
                }
            }
            var seen: [String: Set<String>] = [:]
            for (id, history) in versions {
                let newest = references(id, history.keys.max() ?? 0)
                for version in history.keys where references(id, version).isSubset(of: newest) {
                    for reader in own(id, version).intersection(effective[id] ?? []) {
                        seen[reader, default: []].insert("\(indicatorID(id)) \(version)")
                    }
                }
            }
            return seen
        }
    }

    @Test("What is seen is what may be seen, and each poll brings what is new to its reader, once")
    func randomHistories() throws {
        let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 20
        for round in 0..<rounds {
            let seed = SeededRandom.seed &+ UInt64(round)
            var random = SeededRandom(seed: seed)
            try history(&random, "seed \(seed)")
        }
    }

    private func history(_ random: inout SeededRandom, _ comment: Comment) throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        var stated = StatedRules()
        var oracle = Oracle()
        var places: [String: Timestamp] = [:]
        var before: [String: Set<String>] = [:]
        for step in 0..<12 {
            var items: [FeedItem] = []
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let id = Int.random(in: 1...6, using: &random)
                let version = Int64.random(in: 1...4, using: &random)
                let readers = Set(Self.readers.filter { _ in Int.random(in: 0...2, using: &random) > 0 })
                let targets = (1...6).filter { _ in Int.random(in: 0...6, using: &random) == 0 }
                if oracle.versions[id]?[version] != nil { continue }
                items.append(stated.version(id, version, for: readers, refersTo: targets))
                if version > oracle.versions[id]?.keys.max() ?? 0 { oracle.withdrawn.remove(id) }
                oracle.versions[id, default: [:]][version] = Judgement(
                    readers: readers, references: targets.map(indicatorID))
            }
            try store.take(items)
            if let id = oracle.versions.keys.sorted().randomElement(using: &random),
                Int.random(in: 0...3, using: &random) == 0
            {
                if oracle.withdrawn.remove(id) != nil {
                    _ = try store.restore(id: indicatorID(id))
                } else if try store.revoke(id: indicatorID(id), at: noon) > 0 {
                    oracle.withdrawn.insert(id)
                }
            }
            if Int.random(in: 0...4, using: &random) == 0 {
                oracle.banned = Self.readers.randomElement(using: &random) ?? ""
                stated.fingerprint += 1
            }
            var rules = stated
            for (bytes, judgement) in stated.judgements {
                rules.judgements[bytes]?.readers = judgement.readers.subtracting([oracle.banned])
            }
            // The clock may stand still, or go back.
            let time = Timestamp(microseconds: noon.microseconds + Int64.random(in: -5...5, using: &random))
            _ = try store.settle(rules.rules, at: time)

            let visible = oracle.visible()
            for reader in Self.readers {
                let now = visible[reader] ?? []
                let all = try store.walk(reader: reader) { $0.versions.all = true }
                #expect(all.map(\.key).sorted() == now.sorted(), "\(comment) step \(step) \(reader)")
                #expect(zip(all, all.dropFirst()).allSatisfy { $0.added < $1.added }, comment)
                let news = try store.walk(reader: reader, after: places[reader]) { $0.versions.all = true }
                let expected = now.subtracting(before[reader] ?? [])
                #expect(news.map(\.key).sorted() == expected.sorted(), "\(comment) step \(step) \(reader) news")
                if let last = news.last { places[reader] = last.added }
                let newest = try store.walk(reader: reader)
                let current = Set(oracle.versions.map { "\(indicatorID($0.key)) \($0.value.keys.max() ?? 0)" })
                #expect(newest.map(\.key).sorted() == now.intersection(current).sorted(), comment)
            }
            before = visible
        }
    }
}

extension CollectionPage.Entry {
    fileprivate var key: String { "\(id) \(version.microseconds / 1_000_000)" }
}
