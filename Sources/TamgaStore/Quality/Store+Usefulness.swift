import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// What the indicators of each producer have been worth, by producer; "unattributed" comes last.
    ///
    /// - Parameter identities: the community's word on whom identities speak for.
    /// - Complexity: O(statements + sightings); memory for the values that were sighted.
    public func usefulness(identities: [String: MemberState] = [:]) throws(StoreError) -> [Usefulness] {
        try read { db in
            var rows: [MemberState?: Usefulness] = [:]
            for (producer, count) in try Self.valuesShared(db) {
                rows[producer] = Usefulness(producer: producer, shared: count)
            }
            let first = try Self.firstSightings(db)
            for (observable, sighting) in first {
                for (producer, times) in try Self.known(observable, db) {
                    var row = rows[producer] ?? Usefulness(producer: producer, shared: 0)
                    row.sighted += 1
                    let delay = Double(sighting.time - times.known) / 1_000_000
                    if delay >= 0 { row.sinceKnown.append(delay) } else { row.lookingBack += 1 }
                    if let valid = times.valid, sighting.time >= valid {
                        row.sinceValid.append(Double(sighting.time - valid) / 1_000_000)
                    }
                    row.observers = Set(row.observers).union(sighting.observers).sorted()
                    rows[producer] = row
                }
            }
            for (id, count) in try Self.disputes(db, identities) {
                let found = try Row.fetchOne(
                    db, sql: "SELECT producer FROM object WHERE stix_id = ? AND type = 'indicator'", arguments: [id])
                guard let found else { continue }
                rows[try found.member(0)]?.disputes += count
            }
            return rows.values.map { row in
                var row = row
                row.sinceKnown.sort()
                row.sinceValid.sort()
                return row
            }.sorted {
                ($0.producer == nil ? 1 : 0, $0.producer?.code ?? "") < (
                    $1.producer == nil ? 1 : 0, $1.producer?.code ?? ""
                )
            }
        }
    }

    /// How many distinct values each producer has ever shared. Statements on one value stand together.
    private static func valuesShared(_ db: Database) throws -> [MemberState?: Int] {
        var counts: [String: Int] = [:]
        var value: (type: Int, bytes: Data)?
        var seen: Set<String> = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT type, value, ifnull(producer, '') FROM indicator ORDER BY type, value")
        while let row = try rows.next() {
            let (type, bytes): (Int, Data) = (try row[0], try row[1])
            if value?.type != type || value?.bytes != bytes {
                value = (type, bytes)
                seen.removeAll(keepingCapacity: true)
            }
            let producer: String = try row[2]
            if seen.insert(producer).inserted { counts[producer, default: 0] += 1 }
        }
        return Dictionary(counts.map { (MemberState($0.key), $0.value) }, uniquingKeysWith: +)
    }

    /// When each value was first seen, in microseconds, and in whose logs ever.
    private static func firstSightings(
        _ db: Database
    ) throws -> [Observable: (time: Int64, observers: Set<MemberState>)] {
        var first: [Observable: (time: Int64, observers: Set<MemberState>)] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT type, value, min(coalesce(first_seen, last_seen, recorded)), observer FROM sighting
                GROUP BY type, value, observer
                """)
        while let row = try rows.next() {
            guard let type = ObservableType(rawValue: try row[0]) else { continue }
            let observable = Observable(type: type, canonicalBytes: try row.bytes(1))
            let time = try row.timestamp(2).microseconds
            var entry = first[observable] ?? (time, [])
            entry.time = min(entry.time, time)
            if let observer = try row.member(3) { entry.observers.insert(observer) }
            first[observable] = entry
        }
        return first
    }

    /// When each producer's word on a value came here first, and since when it holds.
    private static func known(
        _ observable: Observable, _ db: Database
    ) throws -> [MemberState?: (known: Int64, valid: Int64?)] {
        var times: [MemberState?: (known: Int64, valid: Int64?)] = [:]
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT producer, valid_from,
                        CASE WHEN object > 0 THEN (SELECT min(added) FROM version WHERE object = indicator.object)
                            ELSE (SELECT first_imported FROM source WHERE id = indicator.source) END
                    FROM indicator WHERE type = ? AND value = ?
                    """), arguments: [observable.type.rawValue, Data(observable.bytes)])
        while let row = try rows.next() {
            let producer = try row.member(0)
            guard let known = try row.time(2)?.microseconds else { continue }
            let valid = try row.time(1)?.microseconds
            let other = times[producer]
            times[producer] = (
                min(other?.known ?? known, known), [other?.valid, valid].compactMap { $0 }.min()
            )
        }
        return times
    }
}
