import TamgaModel
import TamgaStore
import Testing

@Suite struct ListImportTests {
    let scratch: Scratch
    let store: Store

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
    }

    @Test func aLineBecomesALiveStatementOfItsSource() throws {
        let outcome = try store.take([line(ipv4(7), confidence: 80)], name: "ips.txt", from: kz)
        #expect(outcome.indicators.new == 1)
        #expect(outcome.observablesNew == 1)
        #expect(outcome.revisionBefore == 0)
        #expect(outcome.revisionAfter == 1)
        let statement = try #require(try store.live().first)
        #expect(statement.observable == ipv4(7))
        #expect(statement.objectID == nil)
        #expect(statement.producer == kz)
        #expect(statement.confidence == 80)
        #expect(statement.source == "ips.txt")
        #expect(statement.revision == 1)
        #expect(statement.indicatorID == Store.derivedIndicatorID(producer: kz, observable: ipv4(7)))
    }

    @Test func theSameListTwiceChangesNothingAndSaysSo() throws {
        let list = (0..<500).map { line(ipv4($0 &* 2_654_435_761), confidence: UInt8($0 % 100)) }
        try store.take(list, from: kz, batch: 100)
        let revision = try store.revision()
        let again = try store.take(list, from: kz, batch: 70)
        #expect(again.isUnchanged)
        #expect(again.indicators.unchanged == 500)
        #expect(again.revisionAfter == revision)
        #expect(try store.revision() == revision)
    }

    @Test func aListThatContradictsItselfIsAlsoUnchangedTheSecondTime() throws {
        let list = [line(ipv4(1), name: "a"), line(ipv4(1), name: "b"), line(ipv4(2)), line(ipv4(1), name: "a")]
        let first = try store.take(list)
        #expect(first.indicators.new == 2)
        #expect(first.indicators.repeated == 2)
        let second = try store.take(list)
        #expect(second.isUnchanged)
        #expect(second.indicators.unchanged == 2)
    }

    @Test func anotherConfidenceUpdatesTheStatementButDoesNotMakeItNew() throws {
        try store.take([line(ipv4(1), confidence: 10)])
        let outcome = try store.take([line(ipv4(1), confidence: 90)])
        #expect(outcome.indicators.updated == 1)
        #expect(outcome.revisionAfter == 2)
        #expect(try store.live().map(\.confidence) == [90])
        #expect(try store.live(newSince: 1).isEmpty)
    }

    @Test func aValueThatManyShareIsOneObservableWithEveryProvenance() throws {
        try store.take([line(ipv4(1))], name: "a", from: kz)
        let second = try store.take([line(ipv4(1)), line(ipv4(2))], name: "a", from: uz)
        let third = try store.take([stix(1, version: 1, [ipv4(1)])], name: "b")
        #expect(second.observablesNew == 1)
        #expect(third.observablesNew == 0)
        #expect(try store.live().map(\.observable) == [ipv4(1), ipv4(1), ipv4(1), ipv4(2)])
        #expect(try store.indicatorsShared() == [kz: 1, uz: 2, nil: 1])
    }

    @Test func statementsComeInTheOrderOfValuesWhateverTheOrderOfLines() throws {
        let values = [ipv4(0xFFFF_FFFF), ipv4(3), domain("b.example"), ipv4(0), domain("a.example")]
        try store.take(values.map { line($0) })
        #expect(
            try store.live().map(\.observable) == [
                ipv4(0), ipv4(3), ipv4(0xFFFF_FFFF), domain("a.example"), domain("b.example"),
            ])
    }

    @Test func onlyWhatIsNewSinceARevisionComesOnRequest() throws {
        try store.take((0..<30).map { line(ipv4($0)) }, batch: 10)
        #expect(try store.revision() == 3)
        #expect(try store.live(newSince: 0).count == 30)
        #expect(try store.live(newSince: 2).map(\.observable) == (20..<30).map { ipv4($0) })
        #expect(try store.live(newSince: 3).isEmpty)
    }

    @Test func refusedItemsAreCountedAndTheFirstAreKept() throws {
        let refusals = (0..<5_000).map { FeedItem.refused(Refusal(source: "x", line: $0, reason: "no")) }
        let empty = FeedItem.indicator(Indicator(observables: []))
        let long = line(Observable(type: .url, canonicalBytes: Array(repeating: 0x61, count: 70_000)))
        let badID = object("x--\u{7}", link: .none)
        let outcome = try store.take(refusals + [empty, long, badID, line(ipv4(1))])
        #expect(outcome.itemsIn == 5_004)
        #expect(outcome.refused == 5_003)
        #expect(outcome.refusals.count == 1_000)
        #expect(outcome.indicators.total + outcome.objects.total + outcome.refused == outcome.itemsIn)
        #expect(try store.live().count == 1)
    }

    @Test(arguments: [1, 7, 10, 50])
    func aReaderThatFailsLeavesWholeBatches(batch: Int) throws {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try store.importFeed(from: FeedDescription(name: "f", format: "list", time: noon, batchSize: batch)) {
                sink in
                for number in UInt32(0)..<33 { try sink(line(ipv4(number))) }
                throw Broken()
            }
        }
        let whole = 33 / batch * batch
        #expect(try Store(path: scratch.path()).live().count == whole)
        #expect(try store.revision() == Int64(33 / batch))
    }

    @Test func aDerivedIDIsTheSameEverywhere() {
        let id = Store.derivedIndicatorID(producer: kz, observable: ipv4(0xCB00_7101))
        #expect(id == Store.derivedIndicatorID(producer: kz, observable: ipv4(0xCB00_7101)))
        #expect(id != Store.derivedIndicatorID(producer: nil, observable: ipv4(0xCB00_7101)))
        #expect(id.hasPrefix("indicator--") && id.utf8.count == 47)
        #expect(Array(id)[25] == "5")
    }
}
