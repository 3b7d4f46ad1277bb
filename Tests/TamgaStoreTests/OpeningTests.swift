import Foundation
import TamgaModel
import TamgaStore
import Testing

@Suite struct OpeningTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func aNewStoreIsPrivateAndEmpty() throws {
        let path = scratch.path("deep/er/store.sqlite")
        let store = try Store(path: path)
        #expect(try store.revision() == 0)
        #expect(try store.live().isEmpty)
        let manager = FileManager.default
        #expect(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(
            try manager.attributesOfItem(atPath: scratch.path("deep/er"))[.posixPermissions] as? Int == 0o700)
    }

    @Test func aStoreOpensAgainWithWhatItHad() throws {
        try scratch.store().take([line(ipv4(1))])
        for access in [Store.Access.readWrite, .readOnly] {
            let store = try Store(path: scratch.path(), access: access)
            #expect(try store.revision() == 1)
            #expect(try store.live().map(\.observable) == [ipv4(1)])
        }
    }

    @Test func aReadOnlyStoreIsNeitherMadeNorWritten() throws {
        #expect(throws: StoreError.cannotOpen(path: scratch.path("none"), reason: "there is no such file")) {
            try Store(path: scratch.path("none"), access: .readOnly)
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("none")))
        _ = try scratch.store()
        let store = try Store(path: scratch.path(), access: .readOnly)
        #expect(throws: StoreError.readOnly(path: scratch.path())) { try store.take([line(ipv4(1))]) }
    }

    @Test(arguments: ["text", "short", "other", "newer", "folder"])
    func whatIsNoStoreOfOursIsRefusedUntouched(kind: String) throws {
        let path = scratch.path(kind)
        let expected: StoreError
        switch kind {
        case "text":
            try Data(repeating: 0x61, count: 5_000).write(to: URL(filePath: path))
            expected = .notAStore(path: path)
        case "short":
            try Data("203.0.113.1\n".utf8).write(to: URL(filePath: path))
            expected = .notAStore(path: path)
        case "other":
            try sqlite(path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
            expected = .notAStore(path: path)
        case "newer":
            _ = try Store(path: path)
            try sqlite(path, "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
            expected = .newerVersion(path: path, found: 99, supported: 5)
        default:
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            expected = .cannotOpen(path: path, reason: "it is a folder")
        }
        let before = try? Data(contentsOf: URL(filePath: path))
        for access in [Store.Access.readWrite, .readOnly] {
            #expect(throws: expected) { try Store(path: path, access: access) }
        }
        #expect((try? Data(contentsOf: URL(filePath: path))) == before)
    }

    @Test func anEmptyFileBecomesAStore() throws {
        try Data().write(to: URL(filePath: scratch.path()))
        #expect(try scratch.store().revision() == 0)
    }

    @Test func aWriterWaitsForAnotherAndThenSaysThatTheStoreIsInUse() throws {
        let first = try scratch.store()
        let second = try Store(path: scratch.path(), patience: 0.2)
        try first.take([line(ipv4(1))])
        try lock(scratch.path()) {
            #expect(throws: StoreError.inUse(path: scratch.path())) { _ = try second.take([line(ipv4(2))]) }
            let live = try second.live().count
            #expect(live == 1)
        }
        #expect(try second.take([line(ipv4(2))]).indicators.new == 1)
    }

    @Test(arguments: 1...5)
    func manyMayMakeTheSameStoreAtOnce(round: Int) async throws {
        let path = scratch.path("folder/new-\(round)")
        try await withThrowingTaskGroup { group in
            for number in UInt32(0)..<8 {
                group.addTask { _ = try Store(path: path).take([line(ipv4(number))], name: "feed \(number)") }
            }
            try await group.waitForAll()
        }
        #expect(try Store(path: path).live().count == 8)
    }

    @Test func writersTakeTurns() async throws {
        let path = scratch.path()
        _ = try Store(path: path)
        try await withThrowingTaskGroup { group in
            for writer in UInt32(0)..<4 {
                group.addTask {
                    let store = try Store(path: path)
                    try store.take(
                        (0..<200).map { line(ipv4(writer << 16 | $0)) }, name: "feed \(writer)", batch: 10)
                }
            }
            try await group.waitForAll()
        }
        let store = try Store(path: path)
        #expect(try store.live().count == 800)
        #expect(try store.revision() == 80)
    }
}
