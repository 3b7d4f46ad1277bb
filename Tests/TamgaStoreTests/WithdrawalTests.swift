import TamgaModel
import TamgaStore
import Testing

@Suite struct WithdrawalTests {
    let scratch: Scratch
    let store: Store
    let later = Timestamp(seconds: 1_900_000_000)

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
    }

    @Test func aWithdrawnIndicatorStaysSoUntilANewerVersion() throws {
        let first = stix(1, version: 1, [ipv4(1), ipv4(2)])
        try store.take([first])
        #expect(try store.revoke(id: indicatorID(1), at: later) == 2)
        #expect(try store.revision() == 2)
        #expect(try store.live().isEmpty)
        #expect(try store.indicator(id: indicatorID(1))?.statements.map(\.withdrawn) == [later, later])
        #expect(try store.take([first]).isUnchanged)
        try store.take([stix(1, version: 0, [ipv4(1)])])
        #expect(try store.live().isEmpty)
        try store.take([stix(1, version: 2, [ipv4(1)])])
        #expect(try store.live().map(\.observable) == [ipv4(1)])
        #expect(try store.live().map(\.revision) == [try store.revision()])
    }

    @Test func aWithdrawnLineStaysSoWhateverTheListSays() throws {
        try store.take([line(ipv4(1), confidence: 1)], from: kz)
        let id = Store.derivedIndicatorID(producer: kz, observable: ipv4(1))
        #expect(try store.revoke(id: id, at: later) == 1)
        #expect(try store.take([line(ipv4(1), confidence: 1)], from: kz).isUnchanged)
        try store.take([line(ipv4(1), confidence: 50)], from: kz)
        #expect(try store.live().isEmpty)
        try store.take([line(ipv4(1))], from: uz)
        #expect(try store.live().map(\.producer) == [uz])
    }

    @Test func aValueIsWithdrawnForAllOrForOneProducer() throws {
        try store.take([line(ipv4(1))], from: kz)
        try store.take([line(ipv4(1)), line(ipv4(2))], from: uz)
        try store.take([stix(1, version: 1, [ipv4(1)])], from: cn)
        #expect(try store.revoke(observable: ipv4(1), sharedBy: uz, at: later) == 1)
        #expect(try store.live().map(\.producer) == [kz, cn, uz])
        #expect(try store.indicatorsShared() == [kz: 1, cn: 1, uz: 1])
        #expect(try store.revoke(observable: ipv4(1), at: later) == 2)
        #expect(try store.live().map(\.observable) == [ipv4(2)])
    }

    @Test func nothingToWithdrawChangesNothing() throws {
        try store.take([line(ipv4(1))], from: kz)
        #expect(try store.revoke(observable: ipv4(2), at: later) == 0)
        #expect(try store.revoke(observable: ipv4(1), sharedBy: uz, at: later) == 0)
        #expect(try store.revoke(id: indicatorID(1), at: later) == 0)
        #expect(try store.revision() == 1)
    }

    @Test func aWithdrawalCanBeTakenBackButNotAProducersOwn() throws {
        try store.take([stix(1, version: 1, [ipv4(1)]), stix(2, version: 1, [ipv4(1)], revoked: true)])
        #expect(try store.revoke(observable: ipv4(1), at: later) == 1)
        #expect(try store.restore(observable: ipv4(1)) == 1)
        #expect(try store.live().map(\.objectID) == [indicatorID(1)])
        #expect(try store.live(newSince: 2).count == 1)
        #expect(try store.restore(id: indicatorID(2)) == 0)
    }
}
