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
    var lines = GatheredLines()
    private let rowInsert: Statement

    init(_ db: Database, session: ImportSession) throws {
        self.db = db
        self.session = session
        revision = try DamagedValue.next(after: Store.revision(db))
        rowInsert = try db.cachedStatement(sql: Queries.statementInsert)
    }

    /// Ends the batch: writes the lines of lists, names producers that can be named now, and sets the revision.
    func finish() throws {
        try writeLines()
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

}

extension StatementRow {
    /// A row read back: the columns from producer to `withdrawn` begin at `index`.
    init(_ row: Row, state: Int, from index: Int) throws {
        self.state = StatementState(rawValue: state) ?? .withdrawn
        producer = try row.member(index)
        confidence = try row[index + 1]
        marking = try row.marking(index + 2)
        validity = try Validity(from: row.time(index + 3), until: row.time(index + 4))
        name = try row[index + 5]
        labels = try row[index + 6]
        killChain = try row[index + 7]
        withdrawn = try row.time(index + 8)
    }
}
