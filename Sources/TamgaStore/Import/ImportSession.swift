import GRDB
import TamgaModel

/// One import from its first item to its last: what is carried from batch to batch.
final class ImportSession {
    /// A batch ends early where its items hold this many bytes.
    static let batchBytes = 16 << 20

    let feed: FeedDescription
    let sourceID: Int64
    var outcome: ImportOutcome
    /// Hashes of the list values of this import, by which a line that repeats an earlier batch's is known: 8 bytes a
    /// value, where the values would be 80. Two values share a hash once in tens of millions of lists of a million
    /// lines; then what the second newly says of a value that is known waits for the next import.
    var seenLines: Set<Int> = []
    /// True once any statement was added, changed or removed.
    var hasChangedRows = false

    init(_ db: Database, feed: FeedDescription) throws {
        self.feed = feed
        outcome = ImportOutcome(revision: try Store.revision(db))
        let known = try Int64.fetchOne(
            db, sql: "SELECT id FROM source WHERE name = ? AND ifnull(producer, '') = ?",
            arguments: [feed.name, feed.producer?.code ?? ""])
        if let known {
            try db.execute(
                sql: "UPDATE source SET format = ?, last_imported = ? WHERE id = ?",
                arguments: [feed.format, feed.time.microseconds, known])
            sourceID = known
        } else {
            try db.execute(
                sql: """
                    INSERT INTO source (producer, name, format, first_imported, last_imported)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    feed.producer?.code, feed.name, feed.format, feed.time.microseconds, feed.time.microseconds,
                ])
            sourceID = db.lastInsertedRowID
        }
    }

    /// Writes one batch in the transaction that is open.
    func take(_ items: [FeedItem], _ db: Database) throws {
        let batch = try ImportBatch(db, session: self)
        for item in items {
            outcome.itemsIn += 1
            switch item {
            case .indicator(let indicator):
                if let reason = Self.objection(to: indicator) {
                    refuse(Refusal(source: feed.name, objectID: indicator.id, reason: reason))
                    continue
                }
                outcome.wideNetworks.formUnion(indicator.observables.lazy.filter(\.isTooWideToBlock))
                if let id = indicator.id {
                    count(indicator.pattern)
                    try batch.take(.init(indicator, id: id))
                } else {
                    batch.gather(indicator)
                }
            case .retracted(let indicator):
                guard let id = indicator.id, Self.objection(to: indicator) == nil, try batch.knows(id) else {
                    outcome.itemsIn -= 1
                    continue
                }
                try batch.take(.init(indicator, id: id))
            case .object(let object):
                if let reason = Self.objection(to: object.id, original: object.original) {
                    refuse(Refusal(source: feed.name, objectID: object.id, reason: reason))
                } else {
                    try batch.take(.init(object))
                }
            case .refused(let refusal):
                refuse(refusal)
            }
        }
        try batch.finish()
    }

    /// Notes an object of which another copy is kept.
    func noteConflict(_ id: String) {
        if outcome.conflicts.count < feed.refusalLimit { outcome.conflicts.append(id) }
    }

    private func refuse(_ refusal: Refusal) {
        outcome.refused += 1
        if outcome.refusals.count < feed.refusalLimit { outcome.refusals.append(refusal) }
    }

    private func count(_ pattern: PatternForm) {
        switch pattern {
        case .observables: break
        case .richer: outcome.richPatterns += 1
        case .foreign(let language): outcome.foreignPatterns[language, default: 0] += 1
        }
    }

    private static func objection(to indicator: Indicator) -> String? {
        if indicator.observables.contains(where: { $0.bytes.isEmpty || $0.bytes.count > 1 << 16 }) {
            return "a value is empty or longer than 65,536 bytes"
        }
        guard let id = indicator.id else {
            return indicator.observables.isEmpty ? "the line has no value" : nil
        }
        return objection(to: id, original: indicator.original)
    }

    private static func objection(to id: String, original: [UInt8]) -> String? {
        if !BoundedText.isID(id) {
            return "the id is empty, longer than 512 bytes, or has characters that no id has"
        }
        return original.count > 256 << 20 ? "the object is larger than 256 MiB" : nil
    }
}
