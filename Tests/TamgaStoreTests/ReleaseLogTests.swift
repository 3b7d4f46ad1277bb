import Foundation
import TamgaModel
import TamgaStore
import Testing

@Suite struct ReleaseLogTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func release(_ recipient: String = "KZ", at time: Timestamp = noon) -> Release {
        Release(
            time: time, recipient: recipient, door: "export list", actor: "analyst", purpose: "weekly",
            released: ["amber": 2], withheld: ["not-named": 1])
    }

    private func item(_ id: Int, _ version: Int64 = 1) -> ReleasedItem {
        ReleasedItem(id: indicatorID(id), modified: Timestamp(seconds: version))
    }

    @Test func whatWentOutIsFoundByRecipientAndByObject() throws {
        let store = try scratch.store()
        #expect(try store.releaseLogFault() == nil)
        #expect(try store.log(release(), items: [item(1), item(2)]).itemsNew == 2)
        #expect(try store.log(release("UZ"), items: [item(1)]).itemsNew == 1)
        let third = try store.log(release(), items: [item(1), item(1, 2), item(3)])
        #expect(third.itemsNew == 2 && third.number == 3)
        #expect(try store.releases().map(\.release) == [release(), release("UZ"), release()])
        #expect(try store.releases(to: "KZ").map(\.number) == [1, 3])
        let found = try store.releases(of: indicatorID(1))
        #expect(found.map(\.entry.number) == [1, 2, 3])
        #expect(found.map(\.item.modified.microseconds) == [1_000_000, 1_000_000, 2_000_000])
        #expect(try store.releaseLogFault() == nil)
        #expect(try Store(path: scratch.path(), access: .readOnly).releases().last == third)
    }

    @Test func sendingTheSameAgainAddsAnEntryAndNoItems() throws {
        let store = try scratch.store()
        for round in 0..<5 { #expect(try store.log(release(), items: [item(1)]).itemsNew == (round == 0 ? 1 : 0)) }
        #expect(try store.releases(of: indicatorID(1)).count == 1)
        #expect(try store.releaseLogFault() == nil)
    }

    @Test(arguments: [
        "UPDATE release SET recipient = 'RU' WHERE number = 2", "DELETE FROM release WHERE number = 2",
        "UPDATE release_item SET recipient = 'RU'", "DELETE FROM release_item",
    ])
    func whatIsWrittenStays(sql: String) throws {
        try filled()
        #expect(throws: (any Error).self) { try sqlite(scratch.path(), sql) }
        #expect(try scratch.store().releaseLogFault() == nil)
    }

    @Test(arguments: [
        ("UPDATE release SET actor = 'nobody' WHERE number = 2", ReleaseLogFault.changed(2)),
        ("UPDATE release SET withheld = '{}' WHERE number = 3", .changed(3)),
        ("UPDATE release SET time = time + 1 WHERE number = 1", .changed(1)),
        ("UPDATE release SET digest = zeroblob(32) WHERE number = 4", .changed(4)),
        ("UPDATE release SET digest = (SELECT digest FROM release WHERE number = 1) WHERE number = 2", .changed(2)),
        ("DELETE FROM release WHERE number = 2", .missing(before: 3)),
        ("DELETE FROM release WHERE number = 1", .missing(before: 2)),
        ("DELETE FROM release_item WHERE release = 3", .changed(3)),
        ("UPDATE release_item SET modified = 9 WHERE release = 2", .changed(2)),
        ("INSERT INTO release_item VALUES ('RU', 'indicator--x', 0, 2)", .changed(2)),
        ("INSERT INTO release_item VALUES ('RU', 'indicator--x', 0, 9)", .strayItems(9)),
        ("DELETE FROM release WHERE number = 4; DELETE FROM release_item WHERE release = 4", .cut(last: 3)),
    ])
    func aChangeBehindTheTriggersShows(sql: String, fault: ReleaseLogFault) throws {
        try filled()
        let drops = ["release_stays", "release_is_kept", "release_item_stays", "release_item_is_kept"]
        try sqlite(scratch.path(), drops.map { "DROP TRIGGER \($0); " }.joined() + sql)
        #expect(try scratch.store().releaseLogFault() == fault)
    }

    @Test func aStoreOfTheThirdVersionGetsItsLog() throws {
        let path = scratch.path("third.sqlite")
        try sqlite(path, ThirdSchema.sql)
        #expect(throws: StoreError.olderVersion(path: path, found: 3, supported: 5)) {
            try Store(path: path, access: .readOnly)
        }
        let store = try Store(path: path)
        #expect(try store.releases().isEmpty)
        #expect(try store.log(release(), items: [item(1)]).number == 1)
        #expect(try Store(path: path, access: .readOnly).releaseLogFault() == nil)
    }

    @Test func theLogHasNothingToDoWithTheRevision() throws {
        let store = try scratch.store()
        try store.take([line(ipv4(1))])
        try store.log(release(), items: [item(1)])
        #expect(try store.revision() == 1)
    }

    private func filled() throws {
        let store = try scratch.store()
        for number in 1...4 { try store.log(release(number == 2 ? "UZ" : "KZ"), items: [item(number)]) }
    }
}
