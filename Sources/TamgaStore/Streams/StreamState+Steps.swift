import FoundationEssentials
import GRDB
public import TamgaModel

extension StreamState {
    /// Where a stream stood when it was last kept.
    public struct Standing: Sendable {
        /// Files, by the numbers of their logs.
        public var positions: [LogPosition]
        /// The highest number of a log so far.
        public var lastLog: Int64
        /// How long the output was.
        public var output: OutputMark?
        /// What the stream had come to; ``RunOutcome/logs`` is the stream's own id.
        public var total: RunOutcome
        /// True once a stream has kept a step: what it does not know has come since.
        public var isKept: Bool
    }

    /// Where the stream stands.
    public func standing() throws(StoreError) -> Standing {
        try read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT id, last_log, output_device, output_inode, output_size FROM stream")
            let id = try row.map { try $0[0] as String } ?? ""
            var total = RunOutcome(finished: Timestamp(seconds: 0), revision: 0)
            let kept = try Store.runs(db, where: "finished >= ?", .min).last?.outcome
            if let kept { total = kept }
            total.logs = "stream-\(id)"
            var output: OutputMark?
            if let device = try (row?[2] as String?).flatMap({ UInt64($0) }),
                let inode = try (row?[3] as String?).flatMap({ UInt64($0) }), let size = try row?.position(4)
            {
                output = OutputMark(device: device, inode: inode, size: size)
            }
            return Standing(
                positions: try Self.positions(db), lastLog: Int64(try row?.count(1) ?? 0), output: output, total: total,
                isKept: kept != nil)
        }
    }

    /// Takes up a stream's output: notes which hits stand in it that are not accounted for, and how long it is.
    ///
    /// - Returns: all such hits, by id, with how often each stands there; of those noted a week ago nobody will come.
    public func begin(_ output: OutputMark?, written ids: [String]) throws(StoreError) -> [String: Int] {
        try write { db in
            let now = Int64(Date().timeIntervalSince1970)
            try db.execute(sql: "DELETE FROM written WHERE added < ?", arguments: [now - 7 * 86_400])
            let note = try db.cachedStatement(
                sql: """
                    INSERT INTO written (id, count, added) VALUES (?, 1, ?)
                    ON CONFLICT (id) DO UPDATE SET count = count + 1
                    """)
            for id in ids { try note.execute(arguments: [id, now]) }
            try Self.keep(output, db)
            var written: [String: Int] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT id, count FROM written") { written[try row[0]] = try row[1] }
            return written
        }
    }

    private static func keep(_ output: OutputMark?, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE stream SET output_device = ?, output_inode = ?, output_size = ?")
            .execute(arguments: [output.map { "\($0.device)" }, output.map { "\($0.inode)" }, output?.size])
    }

    /// Keeps a step, whole or not at all.
    public func keep(_ step: StreamStep) throws(StoreError) {
        try write { db in
            _ = try Store.record(step.total, db)
            try db.cachedStatement(sql: "UPDATE stream SET last_log = max(last_log, ?)").execute(arguments: [
                step.lastLog
            ])
            try Self.keep(step.output, db)
            for (id, count) in step.rewritten {
                try db.cachedStatement(sql: "UPDATE written SET count = count - ? WHERE id = ?").execute(arguments: [
                    count, id,
                ])
                try db.cachedStatement(sql: "DELETE FROM written WHERE id = ? AND count <= 0").execute(arguments: [id])
            }
            try Self.keep(step.positions.values, db)
            for log in step.ended {
                try db.cachedStatement(sql: "DELETE FROM position WHERE log = ?").execute(arguments: [log])
            }
            if let standing = step.standing { try Self.keep(standing, db) }
            try Self.add(step.sightings, db)
            try Self.add(step.ruleSightings, db)
            try Self.add(step.correlationSightings, db)
        }
    }

    private static func positions(_ db: Database) throws -> [LogPosition] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT log, path, device, inode, byte_offset, line, header_end, head FROM position ORDER BY log
                """
        ).map { row in
            try LogPosition(
                log: row[0], path: row[1], device: UInt64(row[2] as String) ?? 0, inode: UInt64(row[3] as String) ?? 0,
                offset: row.count(4), line: row.count(5), headerEnd: row.position(6), head: row.bytes(7))
        }
    }

    private static func keep(_ positions: some Sequence<LogPosition>, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO position (log, path, device, inode, byte_offset, line, header_end, head)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (log) DO UPDATE SET path = excluded.path, device = excluded.device,
                    inode = excluded.inode, byte_offset = excluded.byte_offset, line = excluded.line,
                    header_end = excluded.header_end, head = excluded.head
                """)
        for position in positions {
            try statement.execute(arguments: [
                position.log, position.path, "\(position.device)", "\(position.inode)", position.offset, position.line,
                position.headerEnd, Data(position.head),
            ])
        }
    }

    private static func add(_ findings: [LogFinding<Sighting>], _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO tally (log, type, value, observer, id, indicator, producers, source, count, first_seen,
                    last_seen, confidence, marking, is_sent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                ON CONFLICT (log, type, value, observer) DO UPDATE SET count = count + excluded.count,
                    indicator = excluded.indicator, producers = excluded.producers, source = excluded.source,
                    first_seen = \(earlier), last_seen = \(later), confidence = excluded.confidence,
                    marking = excluded.marking, is_sent = 0
                """)
        for finding in findings {
            let sighting = finding.found
            try statement.execute(arguments: [
                finding.log, sighting.observable.type.rawValue, Data(sighting.observable.bytes),
                sighting.observer?.code ?? "", sighting.id, sighting.indicatorID,
                sighting.producers.map(\.code).joined(separator: ","), sighting.source, sighting.count,
                sighting.firstSeen?.microseconds, sighting.lastSeen?.microseconds, sighting.confidence,
                sighting.marking?.rawValue,
            ])
        }
    }

    private static func add(_ findings: [LogFinding<RuleSighting>], _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO rule_tally (log, rule, observer, id, title, level, tags, source, count, first_seen,
                    last_seen, is_sent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                ON CONFLICT (log, rule, observer) DO UPDATE SET count = count + excluded.count,
                    title = excluded.title, level = excluded.level, tags = excluded.tags, source = excluded.source,
                    first_seen = \(earlier), last_seen = \(later), is_sent = 0
                """)
        for finding in findings {
            let sighting = finding.found
            try statement.execute(arguments: [
                finding.log, sighting.ruleID, sighting.observer?.code ?? "", sighting.id, sighting.title,
                sighting.level?.rawValue, StringList.encoded(sighting.tags), sighting.source, sighting.count,
                sighting.firstSeen?.microseconds, sighting.lastSeen?.microseconds,
            ])
        }
    }

    private static func add(_ sightings: [CorrelationSighting], _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO correlation_tally (rule, observers, id, title, level, tags, count, records, first_seen,
                    last_seen, is_sent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                ON CONFLICT (rule, observers) DO UPDATE SET count = count + excluded.count,
                    records = records + excluded.records, first_seen = min(first_seen, excluded.first_seen),
                    last_seen = max(last_seen, excluded.last_seen), title = excluded.title, level = excluded.level,
                    tags = excluded.tags, is_sent = 0
                """)
        for sighting in sightings {
            try statement.execute(arguments: [
                sighting.ruleID, sighting.observers.map(\.code).joined(separator: ","), sighting.id, sighting.title,
                sighting.level?.rawValue, StringList.encoded(sighting.tags), sighting.count, sighting.records,
                sighting.firstSeen.microseconds, sighting.lastSeen.microseconds,
            ])
        }
    }

    private static let earlier =
        "min(ifnull(first_seen, excluded.first_seen), ifnull(excluded.first_seen, first_seen))"
    private static let later = "max(ifnull(last_seen, excluded.last_seen), ifnull(excluded.last_seen, last_seen))"
}
