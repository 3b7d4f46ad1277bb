import Foundation
import GRDB
import TamgaModel
import TamgaStore
import Testing

/// Columns that hold what was never written there: the file is whole, and what it says is not.
@Suite struct DamagedValueTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    // MARK: - A store with something in every table

    /// The file and the key of its one account: made once, and copied for each damage.
    private static let filled = Result {
        let scratch = try Scratch()
        let key = try fill(scratch.path())
        try sqlite(scratch.path(), "PRAGMA wal_checkpoint(TRUNCATE)")
        return (bytes: try Data(contentsOf: URL(filePath: scratch.path())), account: key)
    }

    private static let item = ReleasedItem(id: indicatorID(1), modified: Timestamp(seconds: 1))
    private static let identity = "identity--00000000-0000-4000-8000-00000000000a"

    private static func rules(_ fingerprint: Int64) -> CollectionRules {
        CollectionRules(fingerprint: fingerprint, groups: [:]) { _ in { _ in Judgement(readers: ["KZ", "UZ"]) } }
    }

    private static func items() -> [FeedItem] {
        [
            stix(1, version: 1, [ipv4(1), domain("a.example")], by: identity, confidence: 50, marking: .green),
            stix(1, version: 2, [ipv4(1)], by: identity, name: "newer"), object("report--1"),
        ]
    }

    private static func fill(_ path: String) throws -> String {
        let store = try Store(path: path)
        try store.take([line(ipv4(9), name: "a line")], name: "list", from: uz)
        var run = RunOutcome(finished: noon, revision: 1)
        run.logs = "a.log"
        run.rulesRun = 1
        try store.record(
            run, sightings: [sighting(1)], ruleSightings: [ruleSighting], correlationSightings: [correlated])
        _ = try store.addFalsePositives([FalsePositive(kind: .string, value: "good.example", list: "mine")])
        let release = Release(
            time: noon, recipient: "KZ", door: "test", actor: "me", purpose: "", released: ["a": 1], withheld: [:])
        try store.log(release, items: [item])
        _ = try store.addFeed(StoredFeed(name: "feed", url: "https://a.example", kind: "csv"))
        let webhook = Webhook(name: "bell", recipient: "KZ", url: "https://b.example", secret: [1, 2], created: noon)
        _ = try store.addWebhook(webhook)
        _ = try store.noteDeliveries([(id: "sighting--1", modified: noon)], webhook: "bell", at: noon)
        let key = try store.addAccount("reader", for: "KZ", role: .reader, at: noon)
        try store.keepPush("push-1", of: "reader", to: "inbox-KZ", at: noon, status: Array("{}".utf8))
        _ = try store.secret("cursor")
        try store.take(items(), name: "bundle", identities: [identity: kz])
        _ = try store.settle(rules(1), at: noon)
        return try #require(key)
    }

    private static func sighting(_ number: UInt32) -> Sighting {
        Sighting(
            id: "sighting--\(number)", observable: ipv4(number), indicatorID: indicatorID(1), producers: [kz],
            observer: uz, source: "a.log", count: 3, firstSeen: noon, lastSeen: noon, confidence: 50, marking: .green)
    }

    private static let ruleSighting = RuleSighting(
        id: "rule-sighting--1", ruleID: "rule", title: "A rule", level: .high, tags: ["a"], observer: kz,
        source: "a.log", count: 1, firstSeen: noon, lastSeen: noon)

    private static let correlated = CorrelationSighting(
        id: "correlation-sighting--1", ruleID: "rule", title: "Several", level: .high, tags: [], observers: [kz, uz],
        count: 1, records: 2, firstSeen: noon, lastSeen: noon)

    // MARK: - What can be asked

    /// Every way to read, and those ways to write that read first.
    private static let questions: [(name: String, ask: @Sendable (Store, _ key: String) throws -> Void)] = [
        ("revision", { store, _ in _ = try store.revision() }),
        ("sources", { store, _ in _ = try store.sources() }),
        ("shared", { store, _ in _ = try store.indicatorsShared() }),
        (
            "objects",
            { store, _ in _ = try store.objects(matching: ObjectQuery(includesHistory: true)).map(\.modified.stix) }
        ),
        ("live", { store, _ in try store.forEachLiveStatement(withTimes: true) { _ = "\($0)\($0.observable.text)" } }),
        (
            "view",
            { store, _ in
                try store.view { view in
                    try view.forEachIndicator { _ in }
                    _ = try view.hasHad(item, "KZ")
                }
            }
        ),
        (
            "indicators",
            { store, _ in
                var query = IndicatorQuery()
                query.includesRevoked = true
                _ = try store.indicators(matching: query).map { "\($0)\($0.observable.text)" }
                _ = try store.indicators(matching: query) { _ in true }
                _ = try store.indicatorCount(matching: query)
            }
        ),
        ("an object's indicator", { store, _ in _ = try store.indicator(id: indicatorID(1)) }),
        (
            "a line's indicator",
            { store, _ in _ = try store.indicator(id: "indicator--00000000-0000-5000-8000-000000000001") }
        ),
        ("a value", { store, _ in _ = try store.indicator(observable: ipv4(9)) }),
        ("statements", { store, _ in _ = try store.statements(on: [ipv4(1), ipv4(9)]) }),
        ("patterns", { store, _ in _ = try (store.patternCount(), store.lineCount()) }),
        ("false positives", { store, _ in _ = try store.falsePositives() }),
        ("sightings", { store, _ in _ = try store.sightings().map { "\($0)" } }),
        ("rule sightings", { store, _ in _ = try store.ruleSightings().map { "\($0)" } }),
        ("correlation sightings", { store, _ in _ = try store.correlationSightings().map { "\($0)" } }),
        ("sighting times", { store, _ in _ = try store.sightingTimes().map(\.value.description) }),
        (
            "runs",
            { store, _ in
                var sum = RunOutcome(finished: noon, revision: 0)
                for run in try store.runs() { sum += run }
            }
        ),
        ("quality", { store, _ in _ = try store.qualityEvidence() }),
        ("usefulness", { store, _ in _ = try store.usefulness() }),
        ("releases", { store, _ in _ = try store.releases().map(\.release.time.description) }),
        ("releases of one", { store, _ in _ = try store.releases(of: indicatorID(1)) }),
        ("the log's chain", { store, _ in _ = try store.releaseLogFault() }),
        ("unreleased", { store, _ in _ = try store.unreleased([item], to: "KZ") }),
        ("feeds", { store, _ in _ = try (store.feeds(), store.feed(named: "feed")) }),
        ("webhooks", { store, _ in _ = try store.webhooks() }),
        ("due", { store, _ in _ = try (store.dueDeliveries(webhook: "bell", by: noon), store.deliveryTallies()) }),
        ("accounts", { store, _ in _ = try store.accounts() }),
        ("a key", { store, key in _ = try store.account(presenting: key) }),
        ("a certificate", { store, _ in _ = try store.account(certificate: [1]) }),
        ("a secret", { store, _ in _ = try store.secret("cursor") }),
        ("a push", { store, _ in _ = try store.push("push-1", of: "reader") }),
        (
            "history",
            { store, _ in
                _ = try store.history(of: [indicatorID(1)], source: "bundle", producer: kz)
                _ = try store.isReferredTo("report--1", byOthersThan: kz)
                _ = try store.original(of: indicatorID(1), version: Timestamp(seconds: 1))
            }
        ),
        ("the newest time", { store, _ in _ = try store.newestTime().map { "\($0)" } }),
        (
            "a page",
            { store, _ in
                var query = CollectionQuery(.everything, reader: "KZ", limit: 10)
                query.versions.all = true
                _ = try store.page(query).entries.map(\.added.description)
                _ = try store.hasEntries(.everything)
            }
        ),
        ("a settling", { store, _ in if try store.isUnsettled(rules(2)) { _ = try store.settle(rules(2), at: noon) } }),
        (
            "a release",
            { store, _ in
                try store.log(
                    Release(
                        time: noon, recipient: "UZ", door: "test", actor: "me", purpose: "", released: [:],
                        withheld: [:]), items: [item])
            }
        ),
        (
            "a run",
            { store, _ in try store.record(RunOutcome(finished: noon, revision: 1), sightings: [sighting(2)]) }
        ),
        ("a list", { store, _ in try store.take([line(ipv4(9)), line(ipv4(10))], name: "list", from: uz) }),
        ("a bundle", { store, _ in try store.take(items(), name: "bundle", identities: [identity: uz]) }),
        ("producers", { store, _ in _ = try store.resolveProducers(identities: [identity: cn]) }),
        ("a withdrawal", { store, _ in _ = try store.revoke(id: indicatorID(1), at: noon) }),
        ("a list's end", { store, _ in _ = try store.removeFalsePositives(list: "mine") }),
    ]

    /// Columns that are compared and not read, or not read at all: rows without them are not found.
    private static let unread: Set<String> = [
        "meta.value", "object.source", "version.object", "version.source", "provenance.added", "creator.producer",
        "run.finished", "sighting.run", "rule_sighting.recorded", "rule_sighting.run", "correlation_sighting.recorded",
        "correlation_sighting.run", "release_item.release", "entry.object", "verdict.own", "verdict.effective",
        "push.account", "push.collection", "push.received", "delivery.due",
    ]

    // MARK: - Damage

    /// Puts a value into a column of every row that can have it, whatever the table's own conditions say.
    ///
    /// - Returns: False where no row can.
    private static func damage(_ path: String, _ table: String, _ column: String, _ value: String) throws -> Bool {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { db in
            let triggers = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?",
                arguments: [table])
            let made = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", arguments: [table])
            let strict = try #require(made)
            let loose = strict.replacing("NOT NULL", with: "").replacing(") STRICT, WITHOUT", with: ") WITHOUT")
                .replacing(") STRICT", with: ")")
            func setSchema(_ sql: String) throws {
                try db.execute(sql: "PRAGMA writable_schema = ON")
                try db.execute(
                    sql: "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", arguments: [sql, table])
                try db.execute(sql: "PRAGMA writable_schema = RESET")
            }
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \"\(trigger["name"] as String)\"") }
            try setSchema(loose)
            // A row's own number, and a key of a table without such numbers, cannot be without a value.
            try? db.execute(sql: "UPDATE OR IGNORE \"\(table)\" SET \"\(column)\" = \(value)")
            let changed = db.changesCount
            let count =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM \"\(table)\" WHERE \"\(column)\" IS \(value)") ?? 0
            try setSchema(strict)
            for trigger in triggers { try db.execute(sql: trigger["sql"] as String) }
            return changed > 0 && count > 0
        }
    }

    private static func columns(_ path: String) throws -> [(table: String, column: String, isNeeded: Bool)] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.name, c.name, c."notnull" FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
                    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'grdb_migrations'
                    """
            ).map { ($0[0], $0[1], $0[2]) }
        }
    }

    /// What each question is answered by.
    private static func answers(_ path: String, _ key: String) throws -> [(name: String, error: StoreError?)] {
        let store: Store
        do { store = try Store(path: path) } catch { return [("opening", error)] }
        return try questions.map { question in
            do {
                try question.ask(store, key)
                return (question.name, nil)
            } catch let error as StoreError {
                return (question.name, error)
            }
        }
    }

    @Test(
        "A store whose columns hold what they should not is called damaged, whatever is asked of it",
        arguments: ["NULL", "'words'", "x'FF'", "9223372036854775807", "(-9223372036854775807 - 1)"])
    func damagedColumns(value: String) throws {
        let (bytes, key) = try Self.filled.get()
        let path = scratch.path()
        try bytes.write(to: URL(filePath: path))
        let sound = try Self.answers(path, key)
        #expect(sound.allSatisfy { $0.error == nil }, "\(sound.filter { $0.error != nil })")
        for (table, column, isNeeded) in try Self.columns(path) {
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
            try bytes.write(to: URL(filePath: path))
            guard try Self.damage(path, table, column, value) else { continue }
            // A value of another kind may be read as if it were none: SQLite makes a number of every text.
            let isMissing = value == "NULL" && isNeeded
            let condition = try Store.check(path)
            if isMissing { #expect(condition.isDamaged, "\(table).\(column): \(condition.faults)") }
            let answers = try Self.answers(path, key)
            if answers.contains(where: { Self.isDamage($0.error) }) {
                #expect(!condition.isSound, "\(table).\(column): a reader refuses what a check does not see")
            }
            if isMissing, !Self.unread.contains("\(table).\(column)") {
                let isTold = answers.contains { Self.isDamage($0.error) }
                #expect(isTold, "\(table).\(column): \(answers.filter { $0.error != nil })")
            }
        }
    }

    private static func isDamage(_ error: StoreError?) -> Bool {
        guard case .damaged? = error else { return false }
        return true
    }

    @Test(
        "A count beyond all measure, a time in no year: no sum is made of them, a check finds, a repair leaves them out"
    )
    func values() throws {
        let (bytes, key) = try Self.filled.get()
        let path = scratch.path()
        let cases: [(sql: String, question: String)] = [
            ("UPDATE sighting SET count = -1", "sightings"), ("UPDATE run SET unmatched = -1", "runs"),
            ("UPDATE sighting SET first_seen = 9223372036854775807", "sightings"),
            ("UPDATE run SET bytes = 9223372036854775807", "runs"),
            ("UPDATE run SET shared = '{\"KZ\":9223372036854775807}'", "runs"),
            ("UPDATE run SET undecided = 'words'", "runs"),
            ("UPDATE source SET last_imported = -9223372036854775807", "sources"),
            ("UPDATE source_tally SET live = -9223372036854775807, total = 9223372036854775807", "sources"),
            ("UPDATE indicator SET confidence = 1000", "indicators"),
            ("UPDATE meta SET value = 9223372036854775807 WHERE key = 'revision'", "a list"),
            (
                "INSERT INTO release SELECT 9223372036854775807, time, recipient, door, actor, purpose, released, "
                    + "withheld, items, digest FROM release", "a release"
            ),
            ("UPDATE secret SET value = x''", "a secret"),
        ]
        for (sql, question) in cases {
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
            try bytes.write(to: URL(filePath: path))
            try sqlite(path, sql)
            let faults = try Store.check(path).faults
            #expect(faults.contains { $0.part == .values }, "\(sql): \(faults)")
            let repaired = scratch.path("repaired.sqlite")
            #expect(try !Store.rebuild(path, into: repaired).isWhole, "\(sql)")
            let answer = try Self.answers(path, key).first { $0.name == question }
            guard case .damaged(path, _)? = answer?.error else {
                Issue.record("\(sql): \(String(describing: answer))")
                continue
            }
            #expect(try Store.check(repaired).faults.filter { $0.part != .releases } == [], "\(sql)")
            let after = try Self.answers(repaired, key)
            #expect(after.allSatisfy { $0.error == nil }, "\(sql): \(after.filter { $0.error != nil })")
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: repaired + ending) }
        }
    }

    @Test(
        "What a check finds, a repair cures, and what was left of it is found again",
        arguments: [
            "DELETE FROM version WHERE object = (SELECT object FROM entry LIMIT 1)",
            "UPDATE version SET original = x'7B22' WHERE rowid = (SELECT min(rowid) FROM version)",
            "UPDATE indicator SET source = 999", "UPDATE indicator SET object = 999 WHERE object > 0",
        ])
    func cured(_ sql: String) throws {
        let (bytes, key) = try Self.filled.get()
        let (path, repaired) = (scratch.path(), scratch.path("repaired.sqlite"))
        try bytes.write(to: URL(filePath: path))
        try sqlite(path, "PRAGMA foreign_keys = OFF; " + sql)
        #expect(try !Store.check(path).isSound)
        _ = try Store.rebuild(path, into: repaired)
        let faults = try Store.check(repaired).faults
        #expect(faults == [], "\(faults)")
        let answers = try Self.answers(repaired, key)
        #expect(answers.allSatisfy { $0.error == nil }, "\(answers.filter { $0.error != nil })")
    }

    @Test("A store that was removed or replaced is not the one that is open")
    func places() throws {
        let path = scratch.path("a.sqlite")
        let store = try Store(path: path)
        try store.requireInPlace()
        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        #expect(throws: StoreError.replaced(path: path)) { try store.requireInPlace() }
        _ = try Store(path: path)
        #expect(throws: StoreError.replaced(path: path)) { try store.requireInPlace() }
    }
}
