import TamgaModel
import TamgaStore
import TamgaTestSupport
import Testing

@Suite struct ImportPropertyTests {
    struct Key: Hashable {
        var observable: Observable
        var source: String
    }

    /// Lists of few values, imported in any batches, leave what a dictionary would hold.
    @Test(arguments: UInt64(1)...12)
    func listsLeaveWhatADictionaryWouldHold(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let scratch = try Scratch()
        let store = try scratch.store()
        var expected: [Key: UInt8] = [:]
        for round in 0..<6 {
            let source = ["a", "b"].randomElement(using: &random)!
            var items: [FeedItem] = []
            var said: [Key: UInt8] = [:]
            var isNew = 0
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                let number = UInt32.random(in: 0..<25, using: &random)
                let observable = number % 3 == 0 ? domain(String(repeating: "x", count: Int(number) + 1)) : ipv4(number)
                let confidence = UInt8.random(in: 0..<3, using: &random)
                items.append(line(observable, confidence: confidence))
                let key = Key(observable: observable, source: source)
                if said[key] == nil {
                    said[key] = confidence
                    if expected[key] == nil { isNew += 1 }
                }
            }
            let changed = said.filter { expected[$0.key] != nil && expected[$0.key] != $0.value }.count
            expected.merge(said) { _, newer in newer }
            let batch = Int.random(in: 1...40, using: &random)
            let before = try store.revision()
            let outcome = try store.take(items, name: source, batch: batch)
            let place: Comment = "seed \(seed), round \(round)"
            #expect(outcome.indicators.new == isNew, place)
            #expect(outcome.indicators.updated == changed, place)
            #expect(outcome.indicators.repeated == items.count - said.count, place)
            #expect(outcome.indicators.total == items.count, place)
            #expect((try store.revision() > before) == (isNew + changed > 0), place)
            #expect(outcome.revisionAfter == (try store.revision()), place)
            var found: [Key: UInt8] = [:]
            for statement in try store.live() {
                found[Key(observable: statement.observable, source: statement.source)] = statement.confidence
            }
            #expect(found == expected, place)
            #expect(try store.indicatorsShared()[nil, default: 0] == Set(expected.keys.map(\.observable)).count, place)
        }
    }

    @Test func linesWithSeveralValuesAreCountedOnce() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        func both(_ one: Observable, _ other: Observable) -> FeedItem {
            .indicator(Indicator(observables: [one, other, one]))
        }
        let outcome = try store.take([
            both(ipv4(1), domain("a.example")), both(ipv4(1), ipv4(2)), both(ipv4(2), ipv4(1)),
        ])
        #expect(outcome.indicators.new == 2)
        #expect(outcome.indicators.repeated == 1)
        #expect(outcome.observablesNew == 3)
        #expect(outcome.itemsIn == outcome.indicators.total)
    }

    @Test func hostileTextIsBoundedAndChangesNothingTheSecondTime() throws {
        let scratch = try Scratch()
        let store = try scratch.store()
        let marks = "e" + String(repeating: "\u{301}", count: 5_000)
        let items: [FeedItem] = [
            line(ipv4(1), name: "a\u{0}b"), line(ipv4(2), name: marks),
            stix(
                1, version: 1, [ipv4(3)], by: "identity--\u{0}", name: marks,
                labels: Array(repeating: marks, count: 500)),
            stix(2, version: 1, [], form: .foreign(marks)),
            object("relationship--1", link: .relationship(type: marks, source: marks, target: "")),
        ]
        try store.take(items)
        #expect(try store.take(items).isUnchanged)
        let stored = try store.indicators(matching: IndicatorQuery())
        #expect(stored.map { $0.name?.utf8.count } == [1, 1_023, 1_023])
        #expect(stored[2].labels.count == 64)
    }
}
