import Foundation
import TamgaStore
import Testing

/// Stores that were made by every version there was, kept as they were.
@Suite struct FixtureStoreTests {
    /// What each has: the same samples, as far as its version had tables for them.
    static let versions = [1, 2, 3, 4]

    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A copy of a kept store.
    private func store(_ version: Int) throws -> String {
        let kept = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/version-\(version).sqlite")
        let path = scratch.path("version-\(version).sqlite")
        try FileManager.default.copyItem(atPath: kept.path, toPath: path)
        return path
    }

    @Test(arguments: versions)
    func aStoreOfAnOlderVersionIsSoundAndSaysSo(version: Int) throws {
        let condition = try Store.check(try store(version))
        #expect(condition.isSound, "\(condition.faults)")
        #expect(condition.version == version)
    }

    @Test(arguments: versions)
    func itBecomesAStoreOfThisVersionWithAllThatItHad(version: Int) throws {
        let path = try store(version)
        let older = StoreError.olderVersion(path: path, found: version, supported: Store.version)
        #expect(throws: older) { try Store(path: path, access: .readOnly) }
        let store = try Store(path: path)
        #expect(try store.sources().count == 2)
        #expect(try store.objects(matching: ObjectQuery()).count == 8)
        #expect(try store.live().count == 12)
        #expect(try store.sightings().count == 21)
        #expect(try store.runs().count == 1)
        #expect(try store.releases().count == (version >= 4 ? 1 : 0))
        #expect(try store.releaseLogFault() == nil)
        let condition = try Store.check(path)
        #expect(condition.isSound, "\(condition.faults)")
        #expect(condition.version == Store.version)
    }

    @Test(arguments: versions)
    func whatItHadIsTakenInAgainWithoutAChange(version: Int) throws {
        let store = try Store(path: try store(version))
        let before = try store.live()
        try store.take([line(ipv4(1))], from: kz)
        #expect(try store.live().count == before.count + 1)
        #expect(try Store.check(store.path).isSound)
    }

    @Test(arguments: versions)
    func anOlderStoreIsRebuiltAsOneOfThisVersion(version: Int) throws {
        let path = try store(version)
        let repair = try Store.rebuild(path, into: scratch.path("new.sqlite"))
        #expect(repair.isWhole, "\(repair.tables.filter { !$0.isWhole })")
        #expect(try Store(path: scratch.path("new.sqlite")).live().count == 12)
    }
}
