import FoundationEssentials
import GRDB
import TamgaModel

/// Counts over all statements, kept in the store because counting a million takes a good part of a second.
///
/// The row `tallied` of `meta` is there while the kept counts hold.
struct Tallies {
    /// Distinct live values by producer.
    var shared: [MemberState?: Int] = [:]
    /// Live statements and all statements by source.
    var sources: [Int64: (live: Int, total: Int)] = [:]

    /// The counts, kept or made anew.
    static func current(_ db: Database) throws -> Tallies {
        try kept(db) ?? counted(db)
    }

    /// Forgets the kept counts: statements have changed.
    static func invalidate(_ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM meta WHERE key = 'tallied'").execute()
    }

    /// Counts anew where the kept counts do not hold, and keeps them.
    static func refresh(_ db: Database) throws {
        if try kept(db) != nil { return }
        let tallies = try counted(db)
        try db.execute(
            sql: "DELETE FROM shared_tally; DELETE FROM source_tally; INSERT INTO meta VALUES ('tallied', 1)")
        for (producer, count) in tallies.shared {
            try db.execute(sql: "INSERT INTO shared_tally VALUES (?, ?)", arguments: [producer?.code, count])
        }
        for (source, count) in tallies.sources {
            try db.execute(
                sql: "INSERT INTO source_tally VALUES (?, ?, ?)", arguments: [source, count.live, count.total])
        }
    }

    private static func kept(_ db: Database) throws -> Tallies? {
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'tallied')") == true else {
            return nil
        }
        var tallies = Tallies()
        for row in try Row.fetchAll(db, sql: "SELECT producer, observables FROM shared_tally") {
            tallies.shared[try row.member(0)] = try row.count(1)
        }
        for row in try Row.fetchAll(db, sql: "SELECT source, live, total FROM source_tally") {
            tallies.sources[try row[0]] = (try row.count(1), try row.count(2))
        }
        return tallies
    }

    /// Reads every statement in the order of values, so that a value counts once for each producer.
    private static func counted(_ db: Database) throws -> Tallies {
        var tallies = Tallies()
        var type = -1
        var value = Data()
        var producers: [String?] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT type, value, source, state, producer FROM indicator ORDER BY type, value")
        var shared: [String?: Int] = [:]
        while let row = try rows.next() {
            let isLive = try row[3] as Int == StatementState.live.rawValue
            let source: Int64 = try row[2]
            tallies.sources[source, default: (0, 0)].total += 1
            guard isLive else { continue }
            tallies.sources[source, default: (0, 0)].live += 1
            let (rowType, rowValue): (Int, Data) = (try row[0], try row[1])
            if rowType != type || rowValue != value {
                (type, value) = (rowType, rowValue)
                producers.removeAll(keepingCapacity: true)
            }
            let producer: String? = try row[4]
            if !producers.contains(producer) {
                producers.append(producer)
                shared[producer, default: 0] += 1
            }
        }
        for (producer, count) in shared {
            tallies.shared[producer.flatMap { MemberState($0) }, default: 0] += count
        }
        return tallies
    }
}
