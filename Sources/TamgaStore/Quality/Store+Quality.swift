import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// What has become known of indicators: the newest sightings of values here, those that others have sent, and the
    /// opinions that say that one is a false positive.
    ///
    /// A dispute is that of the member that has handed the opinion over. Where the source is no member's, it is that of
    /// the member whose identity made it; opinions of identities that nobody knows are one dispute a source, since
    /// anyone can invent as many as he likes. Of several opinions of one creator on one indicator the newest counts.
    ///
    /// - Parameter identities: the community's word on whom identities speak for.
    /// - Complexity: O(sightings + opinions), whatever the number of indicators.
    public func qualityEvidence(identities: [String: MemberState] = [:]) throws(StoreError) -> QualityEvidence {
        try read { db in
            QualityEvidence(
                lastSeen: try Self.lastSeen(db), lastReported: try Self.lastReported(db),
                disputes: try Self.disputes(db, identities))
        }
    }

    private static func lastSeen(_ db: Database) throws -> [Observable: Timestamp] {
        var newest: [Observable: Timestamp] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT type, value, max(coalesce(last_seen, recorded)) FROM sighting GROUP BY type, value")
        while let row = try rows.next() {
            guard let type = ObservableType(rawValue: try row[0]) else { continue }
            newest[Observable(type: type, canonicalBytes: try row.bytes(1))] = try row.time(2)
        }
        return newest
    }

    /// Current objects of a type as JSON text.
    private static let currentOfType = """
        (SELECT object.created_by AS creator, object.current AS modified, CAST(version.original AS TEXT) AS text,
                version.source AS source
            FROM object JOIN version ON version.object = object.id AND version.modified = object.current
            WHERE object.type = ? AND object.state = 0 AND json_valid(CAST(version.original AS TEXT)))
        """

    private static func lastReported(_ db: Database) throws -> [String: Timestamp] {
        var newest: [String: Timestamp] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT json_extract(text, '$.sighting_of_ref'), json_extract(text, '$.last_seen'), modified
                FROM \(currentOfType) WHERE json_extract(text, '$.count') IS NOT 0
                """, arguments: ["sighting"])
        while let row = try rows.next() {
            guard let id = String.fromDatabaseValue(try row[0]) else { continue }
            let stated = String.fromDatabaseValue(try row[1]).flatMap { Timestamp(rfc3339: $0) }
            guard let time = try stated ?? row.time(2) else { continue }
            newest[id] = max(newest[id] ?? time, time)
        }
        return newest
    }

    /// Who disputes an indicator.
    private enum Disputant: Hashable {
        case member(MemberState)
        /// Those that nobody knows, by the source that brought them.
        case source(Int64)
    }

    /// How many dispute an indicator, by its id.
    static func disputes(_ db: Database, _ identities: [String: MemberState]) throws -> [String: Int] {
        var disputes: [String: [Disputant: Set<String>]] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT ref.value, ifnull(creator, ''), json_extract(text, '$.opinion'), source.producer, source.id
                FROM \(currentOfType) AS opinion JOIN source ON source.id = opinion.source,
                    json_each(opinion.text, '$.object_refs') AS ref ORDER BY modified
                """, arguments: ["opinion"])
        while let row = try rows.next() {
            guard let id = String.fromDatabaseValue(try row[0]),
                let creator = String.fromDatabaseValue(try row[1])
            else { continue }
            let member = try row.member(3) ?? identities[creator]
            let disputant = try member.map { Disputant.member($0) } ?? .source(row[4])
            switch String.fromDatabaseValue(try row[2]) {
            case "disagree", "strongly-disagree":
                disputes[id, default: [:]][disputant, default: []].insert(creator)
            default: disputes[id]?[disputant]?.remove(creator)
            }
        }
        return disputes.mapValues { $0.values.count { !$0.isEmpty } }
    }
}
