import FoundationEssentials
import GRDB
import TamgaModel

extension ImportBatch {
    /// What the store has under an object's id.
    private struct Known {
        var id: Int64
        var current: Int64
        var state: StatementState
        var producer: String?
        var createdBy: String?

        init(_ row: Row) throws {
            id = try row[0]
            current = try row[1]
            state = try StatementState(rawValue: row[2]) ?? .live
            producer = try row[3]
            createdBy = try row[4]
        }
    }

    /// Takes one version of a STIX object. The same versions in any order leave the same: the newest counts,
    /// and where a version withdraws the object, the earliest that does ends it for good.
    func take(_ object: ArrivingObject) throws {
        let fate: WritableKeyPath<ImportOutcome.Tally, Int>
        let known = try Row.fetchOne(
            db.cachedStatement(sql: Queries.objectByID),
            arguments: [object.id]
        ).map { try Known($0) }
        if let known {
            fate = try take(object, over: known)
        } else {
            try insert(object)
            fate = object.isRevoked ? \.revoked : \.new
        }
        if object.indicator != nil {
            session.outcome.indicators[keyPath: fate] += 1
        } else {
            session.outcome.objects[keyPath: fate] += 1
        }
    }

    /// True where any version of an object is known.
    func knows(_ id: String) throws -> Bool {
        try Row.fetchOne(db.cachedStatement(sql: Queries.objectByID), arguments: [id]) != nil
    }

    private func take(_ object: ArrivingObject, over known: Known) throws -> WritableKeyPath<ImportOutcome.Tally, Int> {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO provenance VALUES (?, ?, ?)")
            .execute(arguments: [known.id, session.sourceID, session.feed.time.microseconds])

        let stored = try Row.fetchOne(
            db.cachedStatement(sql: Queries.versionProbe),
            arguments: [Data(object.original), known.id, object.modified])
        if let stored, try stored[0] { return \.unchanged }
        if object.type == "marking-definition" { return try takeBeside(object, known) }
        if stored != nil {
            if try tighten(object, known) { return \.updated }
            session.noteConflict(object.id)
            return \.conflicting
        }

        try insertVersion(object, of: known.id)
        let isOver = known.state == .revoked
        let becomesCurrent =
            isOver
            ? object.isRevoked && object.modified < known.current
            : object.isRevoked || object.modified > known.current
        guard becomesCurrent else { return \.older }
        if object.isPattern { noteChange(visible: true) }

        let producer = object.indicator == nil ? nil : try self.producer(of: object.createdBy)
        try db.cachedStatement(sql: Queries.objectUpdate).execute(
            arguments: columns(of: object, producer: producer) + [known.id])
        if let indicator = object.indicator {
            try replaceStatements(
                of: known.id, isNew: false, by: indicator, StatementRow(indicator, producer: producer))
        }
        return object.isRevoked ? \.revoked : \.updated
    }

    /// Puts an indicator into the place of one with the same id and `modified` that its creator had marked less strictly.
    ///
    /// STIX 2.1 §3.6 has no such pair, and producers make them: they mark what is out already, and leave `modified` as it
    /// was. Of the two the stricter counts, whichever came first.
    ///
    /// - Returns: False where the other does not stand, was made by somebody else, or was as strict.
    private func tighten(_ object: ArrivingObject, _ known: Known) throws -> Bool {
        guard let indicator = object.indicator, let marking = indicator.marking, known.state != .revoked,
            known.current == object.modified, known.createdBy == object.createdBy,
            let before = try statements(of: known.id).first?.value.row.marking, before < marking
        else { return false }
        try db.cachedStatement(sql: "UPDATE version SET original = ? WHERE object = ? AND modified = ?")
            .execute(arguments: [Data(object.original), known.id, object.modified])
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO unsettled VALUES (?)").execute(arguments: [known.id])
        let producer = try self.producer(of: object.createdBy)
        try db.cachedStatement(sql: Queries.objectUpdate).execute(
            arguments: columns(of: object, producer: producer) + [known.id])
        try replaceStatements(of: known.id, isNew: false, by: indicator, StatementRow(indicator, producer: producer))
        return true
    }

    /// Keeps another marking definition of an id beside the one that came first, which stays the one that is handed out.
    ///
    /// Definitions have no versions (STIX 2.1 §7.2.1), so one of the two is not what its makers mean by it; and which of
    /// them marks an object, nobody can tell. What they mark goes to nobody (`ReleasePolicy`): whoever came first with a
    /// loose one does not loosen what others mark by it. Past ``TamgaModel/Marking/maximumDefinitions`` none is kept.
    private func takeBeside(
        _ object: ArrivingObject, _ known: Known
    ) throws -> WritableKeyPath<ImportOutcome.Tally, Int> {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT count(*), ifnull(max(original = ?), 0) FROM version WHERE object = ?"),
            arguments: [Data(object.original), known.id])
        if let row, try row[0] < Marking.maximumDefinitions, try !row[1] {
            // A place of its own among the versions, behind those of its time and later.
            var beside = object
            beside.modified =
                try Int64.fetchOne(
                    db.cachedStatement(
                        sql: "SELECT max(modified) + 1 FROM version WHERE object = ? AND modified >= ?"),
                    arguments: [known.id, object.modified]) ?? object.modified
            try insertVersion(beside, of: known.id)
        }
        session.noteConflict(object.id)
        return \.conflicting
    }

    private func insert(_ object: ArrivingObject) throws {
        if object.isPattern { noteChange(visible: true) }
        let producer = object.indicator == nil ? nil : try self.producer(of: object.createdBy)
        try db.cachedStatement(sql: Queries.objectInsert).execute(
            arguments: columns(of: object, producer: producer) + [object.id])
        let id = db.lastInsertedRowID
        try insertVersion(object, of: id)
        try db.cachedStatement(sql: "INSERT INTO provenance VALUES (?, ?, ?)")
            .execute(arguments: [id, session.sourceID, session.feed.time.microseconds])
        if let indicator = object.indicator {
            try replaceStatements(of: id, isNew: true, by: indicator, StatementRow(indicator, producer: producer))
        }
    }

    private func insertVersion(_ object: ArrivingObject, of id: Int64) throws {
        try db.cachedStatement(sql: "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)").execute(arguments: [
            id, object.modified, object.isRevoked ? 1 : 0, session.sourceID, session.feed.time.microseconds,
            Data(object.original),
        ])
    }

    private func columns(of object: ArrivingObject, producer: MemberState?) -> StatementArguments {
        let relationship = object.relationship
        return [
            object.type, object.modified, object.createdBy, object.name,
            (object.isRevoked ? StatementState.revoked : .live).rawValue, object.country, relationship?.type,
            relationship?.source, relationship?.target, object.form, producer?.code, session.sourceID,
        ]
    }

    /// Makes the statements of an object those of its current version; a value that stays in force keeps the
    /// revision at which it came.
    private func replaceStatements(
        of object: Int64, isNew: Bool, by indicator: Indicator, _ row: StatementRow
    ) throws {
        var older = isNew ? [:] : try statements(of: object)
        var written: Set<Observable> = []
        for observable in indicator.observables where written.insert(observable).inserted {
            let value = Data(observable.bytes)
            if let before = older.removeValue(forKey: observable) {
                if before.row == row && before.source == session.sourceID { continue }
                if before.source != session.sourceID {
                    try delete(observable, object: object, source: before.source)
                }
                try write(
                    row, observable.type, value, object: object, source: session.sourceID,
                    revision: row.continues(before.row) ? before.revision : revision)
                noteChange(visible: row.state == .live || before.row.state == .live)
            } else {
                let isKnownValue =
                    try Int.fetchOne(
                        db.cachedStatement(sql: Queries.valueProbe), arguments: [observable.type.rawValue, value])
                    != nil
                if !isKnownValue { session.outcome.observablesNew += 1 }
                try write(
                    row, observable.type, value, object: object, source: session.sourceID, revision: revision)
                noteChange(visible: row.state == .live)
            }
        }
        for (observable, before) in older {
            try delete(observable, object: object, source: before.source)
            noteChange(visible: before.row.state == .live)
        }
    }

    private typealias Stored = (row: StatementRow, source: Int64, revision: Int64)

    private func statements(of object: Int64) throws -> [Observable: Stored] {
        var older: [Observable: Stored] = [:]
        let stored = try Row.fetchCursor(db.cachedStatement(sql: Queries.statementsOfObject), arguments: [object])
        while let row = try stored.next() {
            guard let type = ObservableType(rawValue: try row[11]) else { continue }
            let observable = Observable(type: type, canonicalBytes: try row.bytes(12))
            older[observable] = (try StatementRow(row, state: row[0], from: 1), try row[13], try row[10])
        }
        return older
    }

    private func delete(_ observable: Observable, object: Int64, source: Int64) throws {
        try db.cachedStatement(
            sql: Queries.statementDelete
        ).execute(arguments: [observable.type.rawValue, Data(observable.bytes), object, source])
    }

}
