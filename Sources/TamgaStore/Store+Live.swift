import FoundationEssentials
import GRDB
public import TamgaModel

extension Store {
    /// Hands over every statement that is in force, one by one, in the order of type and value: the statements on
    /// one value come together.
    ///
    /// - Parameters:
    ///   - newSince: Only statements that came after this revision.
    ///   - withTimes: Whether ``TamgaModel/LiveStatement/stated`` is told.
    ///   - body: What to do with each.
    /// - Returns: The revision of the view that was read.
    /// - Throws: ``StoreError``, and whatever `body` throws.
    /// - Complexity: O(statements); no memory grows with them.
    @discardableResult
    public func forEachLiveStatement(
        newSince: Int64? = nil, withTimes: Bool = false, _ body: (LiveStatement) throws -> Void
    ) throws -> Int64 {
        var revision: Int64 = 0
        try readPassing { db in
            revision = try Self.revision(db)
            var sources: [Int64: String] = [:]
            var imported: [Int64: Timestamp] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT id, name, last_imported FROM source") {
                let source: Int64 = try row[0]
                sources[source] = try row[1]
                imported[source] = try row.time(2)
            }
            var producers: [String: MemberState] = [:]
            let rows = try Row.fetchCursor(
                db.makeStatement(sql: Queries.live(newSince: newSince != nil, withTimes: withTimes)),
                arguments: newSince.map { [$0] } ?? [])
            while let row = try rows.next() {
                guard let type = ObservableType(rawValue: try row[0]) else { continue }
                var producer: MemberState?
                if let code = try row[2] as String? {
                    producer = producers[code] ?? MemberState(code)
                    producers[code] = producer
                }
                let from = try row.time(5)
                let source: Int64 = try row[9]
                var stated: Timestamp?
                if withTimes {
                    let known = try row.time(10) ?? (from == nil ? imported[source] : nil)
                    stated = [from, known].compactMap { $0 }.max()
                }
                try body(
                    try LiveStatement(
                        observable: Observable(type: type, canonicalBytes: row.bytes(1)),
                        objectID: row[8],
                        producer: producer,
                        confidence: row[3],
                        marking: row.marking(4),
                        validity: Validity(from: from, until: row.time(6)),
                        source: sources[source] ?? "",
                        revision: row[7],
                        stated: stated))
            }
        }
        return revision
    }

    /// How many distinct values in force each producer has shared; `nil` is "unattributed".
    ///
    /// - Complexity: O(1) after an import; O(statements) after anything else that changed them.
    public func indicatorsShared() throws(StoreError) -> [MemberState?: Int] {
        try read { db in try Tallies.current(db).shared }
    }
}
