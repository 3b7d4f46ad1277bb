import FoundationEssentials
import GRDB
import TamgaModel

/// One batch of an import, inside its transaction: the statements ready to run and the revision it will make.
final class ImportBatch {
    let db: Database
    let session: ImportSession
    /// The revision that this batch makes, if it changes anything for the matcher.
    let revision: Int64
    /// Whom creators speak for, as far as this batch has asked; another process may know more by the next.
    var creators: [String: MemberState?] = [:]
    private var changesMatcher = false
    private let lineProbe: Statement
    private let rowInsert: Statement

    init(_ db: Database, session: ImportSession) throws {
        self.db = db
        self.session = session
        revision = try Store.revision(db) + 1
        lineProbe = try db.cachedStatement(sql: SQL.lineProbe)
        rowInsert = try db.cachedStatement(sql: SQL.rowInsert)
    }

    /// Ends the batch: names producers that can be named now, and sets the revision.
    func finish() throws {
        try resolveProducers()
        session.outcome.revisionAfter = revision - 1
        if changesMatcher {
            try Store.setRevision(db, revision)
            session.outcome.revisionAfter = revision
        }
        if session.hasChangedRows { try Tallies.invalidate(db) }
    }

    /// Notes that a row was written; `visible` where the matcher would see the difference.
    func noteChange(visible: Bool) {
        session.hasChangedRows = true
        if visible { changesMatcher = true }
    }

    // MARK: Lines of lists

    /// Takes a line: each value is a statement of this source, found by value.
    func takeLine(_ line: Indicator) throws {
        let row = StatementRow(line, producer: session.feed.producer)
        var isNew = false
        var isUpdated = false
        var isUnchanged = false
        for observable in line.observables {
            let value = Data(observable.bytes)
            var hasher = Hasher()
            hasher.combine(observable)
            let isFirst = session.seenLines.insert(hasher.finalize()).inserted

            let known = try Row.fetchCursor(
                lineProbe, arguments: [observable.type.rawValue, value, session.sourceID])
            guard let stored = try known.next() else { continue }
            if let state = stored[1] as Int? {
                guard isFirst else { continue }
                // What was withdrawn here stays so: a line has no versions that could bring it back.
                let older = StatementRow(stored, state: state, from: 2)
                var newer = row
                if older.state == .withdrawn { (newer.state, newer.withdrawn) = (.withdrawn, older.withdrawn) }
                let came: Int64 = stored[11]
                guard newer != older else {
                    isUnchanged = true
                    continue
                }
                try write(
                    newer, observable.type, value, object: 0, source: session.sourceID,
                    revision: newer.continues(older) ? came : revision)
                noteChange(visible: newer.state == .live || older.state == .live)
                isUpdated = true
            } else {
                let isKnownValue: Bool = stored[0]
                try write(row, observable.type, value, object: 0, source: session.sourceID, revision: revision)
                if !isKnownValue { session.outcome.observablesNew += 1 }
                noteChange(visible: row.state == .live)
                isNew = true
            }
        }
        if (isNew || isUpdated) && line.isRevoked {
            session.outcome.indicators.revoked += 1
        } else if isNew {
            session.outcome.indicators.new += 1
        } else if isUpdated {
            session.outcome.indicators.updated += 1
        } else if isUnchanged {
            session.outcome.indicators.unchanged += 1
        } else {
            session.outcome.indicators.repeated += 1
        }
    }

    /// Adds a statement, or puts it in the place of the one with its key.
    func write(
        _ row: StatementRow, _ type: ObservableType, _ value: Data, object: Int64, source: Int64, revision: Int64
    ) throws {
        try rowInsert.execute(arguments: [
            type.rawValue, value, object, source, row.state.rawValue, row.producer?.code, row.confidence,
            row.marking?.rawValue, row.validity.from?.microseconds, row.validity.until?.microseconds, revision,
            row.withdrawn?.microseconds, row.name, row.labels, row.killChain,
        ])
    }

    private enum SQL {
        static let lineProbe = """
            SELECT EXISTS (SELECT 1 FROM indicator WHERE type = ?1 AND value = ?2),
                own.state, own.producer, own.confidence, own.marking, own.valid_from, own.valid_until,
                own.name, own.labels, own.kill_chain, own.withdrawn, own.revision
            FROM (SELECT 1)
            LEFT JOIN indicator own ON own.type = ?1 AND own.value = ?2 AND own.object = 0 AND own.source = ?3
            """

        static let rowInsert = """
            INSERT OR REPLACE INTO indicator (type, value, object, source, state, producer, confidence, marking,
                valid_from, valid_until, revision, withdrawn, name, labels, kill_chain)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
    }
}

extension StatementRow {
    /// A row read back: the columns from producer to `withdrawn` begin at `index`.
    init(_ row: Row, state: Int, from index: Int) {
        self.state = StatementState(rawValue: state) ?? .withdrawn
        producer = (row[index] as String?).flatMap { MemberState($0) }
        confidence = row[index + 1]
        marking = (row[index + 2] as UInt8?).flatMap { Marking(rawValue: $0) }
        validity = Validity(
            from: (row[index + 3] as Int64?).map { Timestamp(microseconds: $0) },
            until: (row[index + 4] as Int64?).map { Timestamp(microseconds: $0) })
        name = row[index + 5]
        labels = row[index + 6]
        killChain = row[index + 7]
        withdrawn = (row[index + 8] as Int64?).map { Timestamp(microseconds: $0) }
    }
}
