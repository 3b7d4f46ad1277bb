import Foundation
import GRDB
import TamgaModel
import TamgaStore
import TamgaTestSupport
import Testing

/// Checks, backups and repairs of the store's file.
@Suite struct KeepingTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// A store with a few hundred pages in one file, and its counts: made once, and copied for each test.
    private static let filled = Result {
        let scratch = try Scratch()
        let counts = try fill(scratch.path())
        return (bytes: try Data(contentsOf: URL(filePath: scratch.path())), counts: counts)
    }

    private func filled(_ path: String) throws -> [String: Int] {
        let filled = try Self.filled.get()
        try filled.bytes.write(to: URL(filePath: path))
        return filled.counts
    }

    private static func fill(_ path: String) throws -> [String: Int] {
        let store = try Store(path: path)
        try store.take((0..<3_000).map { line(ipv4($0), name: "number \($0)") }, name: "list", from: kz)
        try store.take(
            (0..<400).map { stix($0, version: 1, [domain("host\($0).example")], bytes: padded($0)) }, name: "bundle",
            from: uz)
        try store.log(
            (0..<30).map { number in
                (
                    release: Release(
                        time: noon, recipient: "KZ", door: "test", actor: "me", purpose: "", released: [:],
                        withheld: [:]),
                    items: (0..<10).map { ReleasedItem(id: indicatorID(number * 10 + $0), modified: noon) }
                )
            })
        try sqlite(path, "PRAGMA wal_checkpoint(TRUNCATE)")
        return try counts(path)
    }

    private static func padded(_ id: Int) -> String {
        "{\"id\":\"\(indicatorID(id))\",\"x\":\"\(String(repeating: "abcdefgh", count: 100))\"}"
    }

    /// The rows of each table, whatever refers to them.
    private static func counts(_ path: String) throws -> [String: Int] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            try Dictionary(
                uniqueKeysWithValues: ["indicator", "object", "version", "release"].map { table in
                    (table, try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
                })
        }
    }

    @Test func aSoundStoreIsSoundAlsoWhileItIsWritten() throws {
        _ = try filled(scratch.path())
        try lock(scratch.path()) {
            let condition = try Store.check(scratch.path())
            #expect(condition.isSound, "\(condition.faults)")
            #expect(condition.version == Store.version && condition.size > 100_000)
        }
    }

    @Test func whatIsNoStoreIsNotChecked() throws {
        try Data(repeating: 0x61, count: 5_000).write(to: URL(filePath: scratch.path("text")))
        #expect(throws: StoreError.notAStore(path: scratch.path("text"))) { try Store.check(scratch.path("text")) }
        #expect(throws: StoreError.self) { try Store.check(scratch.path("none")) }
        try sqlite(scratch.path("other"), "CREATE TABLE t (a)")
        #expect(throws: StoreError.notAStore(path: scratch.path("other"))) { try Store.check(scratch.path("other")) }
    }

    static let tampering: [(sql: String, part: StoreCondition.Fault.Part)] = [
        ("DROP INDEX sighting_value", .schema), ("DROP TRIGGER release_stays", .schema),
        (
            "DROP TRIGGER release_stays; CREATE TRIGGER release_stays BEFORE UPDATE ON release BEGIN SELECT 1; END",
            .schema
        ),
        ("PRAGMA foreign_keys = OFF; DELETE FROM source", .references),
        ("DROP TRIGGER release_stays; UPDATE release SET recipient = 'UZ' WHERE number = 3", .releases),
        ("DROP TRIGGER release_is_kept; DELETE FROM release WHERE number = 30", .releases),
        (
            """
            INSERT INTO audience VALUES (1, 'KZ'); INSERT INTO class VALUES (1, 1, 'indicator', '2.1', 1);
            INSERT INTO collection VALUES (1, 'everything'); INSERT INTO entry VALUES (1, 1, 1, 99999, 5)
            """, .places
        ),
    ]

    @Test(arguments: tampering)
    func whatWasChangedBehindItsBackIsFound(sql: String, part: StoreCondition.Fault.Part) throws {
        _ = try filled(scratch.path())
        try sqlite(scratch.path(), sql)
        let condition = try Store.check(scratch.path())
        #expect(condition.faults.contains { $0.part == part }, "\(condition.faults)")
    }

    @Test func aBackupHasTheStateOfOneMomentWhileOthersWrite() async throws {
        let path = scratch.path()
        let store = try Store(path: path)
        try store.take((0..<2_000).map { line(ipv4($0)) }, name: "first", batch: 500)
        let target = scratch.path("copy.sqlite")
        try await withThrowingTaskGroup { group in
            group.addTask {
                let other = try Store(path: path)
                for batch in UInt32(0)..<20 {
                    try other.take((0..<100).map { line(ipv4(1 << 20 | batch << 8 | $0)) }, name: "feed \(batch)")
                }
            }
            group.addTask { _ = try Store(path: path, access: .readOnly).backUp(to: target) }
            try await group.waitForAll()
        }
        let condition = try Store.check(target)
        #expect(condition.isSound, "\(condition.faults)")
        let manager = FileManager.default
        #expect(try manager.attributesOfItem(atPath: target)[.posixPermissions] as? Int == 0o600)
        #expect(!manager.fileExists(atPath: target + "-wal"))
        let copied = try Store(path: target).live().count
        #expect(copied >= 2_000 && copied % 100 == 0, "\(copied)")
        #expect(throws: StoreError.cannotOpen(path: target, reason: "there is a file of that name")) {
            _ = try store.backUp(to: target)
        }
    }

    @Test func aSoundStoreIsRebuiltWithoutALoss() throws {
        let before = try filled(scratch.path())
        let repair = try Store.rebuild(scratch.path(), into: scratch.path("new.sqlite"))
        #expect(repair.isWhole, "\(repair.tables.filter { !$0.isWhole })")
        #expect(try Self.counts(scratch.path("new.sqlite")) == before)
        #expect(try Store.check(scratch.path("new.sqlite")).isSound)
        #expect(try Store(path: scratch.path("new.sqlite")).releaseLogFault() == nil)
    }

    /// What is done to pages.
    enum Damage: CaseIterable {
        case zeros, noise, flippedBits, cutShort
    }

    @Test(arguments: Damage.allCases, [UInt64(1), 2, 3, 4, 5, 6])
    func damagedPagesAreFoundAndARepairNeverClaimsMoreThanThereIs(damage: Damage, seed: UInt64) throws {
        let path = scratch.path()
        let before = try filled(path)
        var random = SeededRandom(seed: seed &* 977 &+ 13)
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let pages = bytes.count / 4_096
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let page = Int.random(in: 1..<pages, using: &random)
            let place = page * 4_096
            switch damage {
            case .zeros: for index in 0..<4_096 { bytes[place + index] = 0 }
            case .noise: for index in 0..<4_096 { bytes[place + index] = .random(in: 0...255, using: &random) }
            case .flippedBits:
                for _ in 0..<40 {
                    bytes[place + Int.random(in: 0..<64, using: &random)] ^=
                        UInt8(1) << UInt8.random(in: 0...7, using: &random)
                }
            case .cutShort: break
            }
        }
        if damage == .cutShort { bytes.removeLast(4_096 * Int.random(in: 1..<pages / 2, using: &random)) }
        try Data(bytes).write(to: URL(filePath: path))

        let isSound = try Store.check(path).isSound
        let target = scratch.path("new.sqlite")
        let repair: StoreRepair
        do {
            repair = try Store.rebuild(path, into: target)
        } catch {
            // Where SQLite reads nothing of it any more, that is said, and nothing is made.
            guard case .beyondRepair = error else { throw error }
            #expect(!isSound && !FileManager.default.fileExists(atPath: target), "seed \(seed)")
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(bytes), "the damaged file stays as it is")
            return
        }
        let condition = try Store.check(target)
        #expect(condition.faults.filter { $0.part != .releases } == [], "seed \(seed)")
        let after = try Self.counts(target)
        let isLess = before.contains { after[$0.key, default: 0] < $0.value }
        if isLess {
            #expect(!isSound, "rows are lost, and the check said ok; seed \(seed)")
            #expect(!repair.isWhole, "rows are lost, and the repair said that none is; seed \(seed)")
        }
        for table in repair.tables where table.isWhole {
            if let count = before[table.name], let now = after[table.name] {
                #expect(now >= count, "\(table); seed \(seed)")
            }
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data(bytes), "the damaged file stays as it is")
    }

    @Test func whereTheListOfTablesIsGoneNothingIsPromised() throws {
        let path = scratch.path()
        _ = try filled(path)
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        for index in 100..<4_096 { bytes[index] = 0xA5 }
        try Data(bytes).write(to: URL(filePath: path))
        #expect(try !Store.check(path).isSound)
        #expect(throws: StoreError.self) { try Store.rebuild(path, into: scratch.path("new.sqlite")) }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("new.sqlite")))
    }

    /// Where a leaf in the middle of a table's tree begins. The pages above have rows of their own, and with one of them many
    /// leaves are lost; what stands where differs, since an import writes lines in no order.
    private static func leaf(of table: String, _ path: String, _ bytes: [UInt8]) throws -> Int {
        func number(_ place: Int, _ count: Int) -> Int { bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) } }
        let queue = try DatabaseQueue(path: path)
        let root = try queue.read { db in
            try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table])
        }
        try queue.close()
        var place = (try #require(root) - 1) * 4_096
        // SQLite's file format, §1.6: 2 is a page of an index above its leaves, 10 is a leaf.
        while bytes[place] == 2 {
            let cell = place + number(place + 12 + number(place + 3, 2) / 2 * 2, 2)
            place = (number(cell, 4) - 1) * 4_096
        }
        #expect(bytes[place] == 10)
        return place
    }

    @Test func mostOfATableIsKeptWhereOnePageIsLost() throws {
        let path = scratch.path()
        _ = try filled(path)
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let leaf = try Self.leaf(of: "indicator", path, bytes)
        for index in 0..<4_096 { bytes[leaf + index] = 0 }
        try Data(bytes).write(to: URL(filePath: path))
        let repair = try Store.rebuild(path, into: scratch.path("new.sqlite"))
        let table = try #require(repair.tables.first { $0.name == "indicator" })
        #expect(table.kept > 3_200 && table.kept < 3_400 && !table.isWhole, "\(table)")
    }

    @Test func whoHoldsTheStoreIsNamed() throws {
        _ = try scratch.store()
        #expect(StoreHolder.of(scratch.path()) == nil)
        // A lock of another process: of this one it would not be told. It has many more, so that the list is long.
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/python3")
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else { return }
        holder.arguments = [
            "-c",
            """
            import fcntl, sqlite3, sys
            others = [open(f"{sys.argv[1]}.{n}", "w") for n in range(200)]
            for other in others: fcntl.lockf(other, fcntl.LOCK_EX)
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("BEGIN IMMEDIATE"); print("held", flush=True); sys.stdin.read()
            """, scratch.path(),
        ]
        let input = Pipe()
        let output = Pipe()
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        #expect(try output.fileHandleForReading.read(upToCount: 4) == Data("held".utf8))
        let found = StoreHolder.of(scratch.path())
        #expect(found?.process == holder.processIdentifier && found?.program.contains("python") == true)
        do {
            let second = try Store(path: scratch.path(), patience: 0.1)
            try second.take([line(ipv4(2))])
            Issue.record("it was written under a lock")
        } catch {
            #expect("\(error)".contains("python") && "\(error)".contains("\(holder.processIdentifier)"), "\(error)")
        }
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        #expect(StoreHolder.of(scratch.path()) == nil)
    }

    @Test func theNewestTimeIsThatOfWhatWasWritten() throws {
        let store = try scratch.store()
        #expect(try store.newestTime() == nil)
        try store.take([line(ipv4(1))], at: noon)
        #expect(try store.newestTime() == noon)
    }
}
