import FoundationEssentials
import GRDB
import TamgaModel

/// The lines of lists in a batch, taken together.
///
/// A million lines one statement at a time cost more in preparing calls than in SQLite. So the values of a batch are
/// sorted and packed, all of one kind and length in one blob, and one SELECT looks them all up:
///
///     blob     [ 203 0 113 1 ][ 203 0 113 7 ][ 203 0 113 9 ] …
///     SELECT      i = 0           i = 1           i = 2          LEFT JOIN indicator ON value = substr(blob, …)
///
/// and one INSERT adds those that are not there and say the same otherwise. Sorted values also touch the pages of
/// the B-tree one after the other.
struct GatheredLines {
    /// One value of one line.
    struct Entry {
        var observable: Observable
        /// The first eight bytes as a number: most comparisons end here.
        var prefix: UInt64
        /// The line.
        var line: Int
        /// True where the value has stood in an earlier batch of this import.
        var isRepeated: Bool

        init(_ observable: Observable, line: Int, isRepeated: Bool) {
            self.observable = observable
            self.line = line
            self.isRepeated = isRepeated
            prefix = 0
            for index in 0..<8 {
                prefix = prefix << 8 | (index < observable.bytes.count ? UInt64(observable.bytes[index]) : 0)
            }
        }

        /// By kind, then length, then bytes; one value's lines as they came.
        static func < (left: Entry, right: Entry) -> Bool {
            let (one, other) = (left.observable, right.observable)
            if one.type != other.type { return one.type.rawValue < other.type.rawValue }
            if one.bytes.count != other.bytes.count { return one.bytes.count < other.bytes.count }
            if left.prefix != right.prefix { return left.prefix < right.prefix }
            if one.bytes.count > 8 {
                for index in 8..<one.bytes.count where one.bytes[index] != other.bytes[index] {
                    return one.bytes[index] < other.bytes[index]
                }
            }
            return left.line < right.line
        }
    }

    /// What has become of the values of a line.
    struct Fate: OptionSet {
        let rawValue: UInt8
        static let new = Fate(rawValue: 1)
        static let updated = Fate(rawValue: 2)
        static let unchanged = Fate(rawValue: 4)
        static let arrivedRevoked = Fate(rawValue: 8)
    }

    var rows: [StatementRow] = []
    var fates: [Fate] = []
    var entries: [Entry] = []
}

extension ImportBatch {
    /// Takes a line: each value is a statement of this source, found by value. It is written with the others.
    func gather(_ line: Indicator) {
        for observable in line.observables {
            var hasher = Hasher()
            hasher.combine(observable)
            let isRepeated = !session.seenLines.insert(hasher.finalize()).inserted
            lines.entries.append(.init(observable, line: lines.rows.count, isRepeated: isRepeated))
        }
        lines.rows.append(StatementRow(line, producer: session.feed.producer))
        lines.fates.append(line.isRevoked ? .arrivedRevoked : [])
    }

    /// Writes the lines that were gathered, and counts them.
    func writeLines() throws {
        lines.entries.sort { $0 < $1 }
        // Of lines that contradict each other the first counts, on this import and on the next.
        var kept = 0
        for index in lines.entries.indices
        where kept == 0 || lines.entries[kept - 1].observable != lines.entries[index].observable {
            lines.entries[kept] = lines.entries[index]
            kept += 1
        }
        lines.entries.removeSubrange(kept...)
        var start = 0
        while start < lines.entries.count {
            let first = lines.entries[start].observable
            var end = start + 1
            while end < lines.entries.count, lines.entries[end].observable.type == first.type,
                lines.entries[end].observable.bytes.count == first.bytes.count
            {
                end += 1
            }
            try write(lines.entries[start..<end], first.type, width: first.bytes.count)
            start = end
        }
        for fate in lines.fates {
            if fate.contains(.arrivedRevoked), !fate.isDisjoint(with: [.new, .updated]) {
                session.outcome.indicators.revoked += 1
            } else if fate.contains(.new) {
                session.outcome.indicators.new += 1
            } else if fate.contains(.updated) {
                session.outcome.indicators.updated += 1
            } else if fate.contains(.unchanged) {
                session.outcome.indicators.unchanged += 1
            } else {
                session.outcome.indicators.repeated += 1
            }
        }
        lines = GatheredLines()
    }

    /// Writes values of one kind and length.
    private func write(_ entries: ArraySlice<GatheredLines.Entry>, _ type: ObservableType, width: Int) throws {
        var missing: [StatementRow: [Int]] = [:]
        var changed: [(entry: Int, row: StatementRow, revision: Int64)] = []
        let stored = try Row.fetchCursor(
            db.cachedStatement(sql: Queries.lineProbe),
            arguments: [type.rawValue, Self.packed(entries), width, entries.count, session.sourceID])
        while let found = try stored.next() {
            let index = entries.startIndex + (try found[0] as Int)
            let line = entries[index].line
            guard let state = try found[2] as Int? else {
                if try !(found[1] as Bool) { session.outcome.observablesNew += 1 }
                lines.fates[line].insert(.new)
                missing[lines.rows[line], default: []].append(index)
                continue
            }
            if entries[index].isRepeated { continue }
            let older = try StatementRow(found, state: state, from: 3)
            var newer = lines.rows[line]
            // What was withdrawn here stays so: a line has no versions that could bring it back.
            if older.state == .withdrawn { (newer.state, newer.withdrawn) = (.withdrawn, older.withdrawn) }
            if newer == older {
                lines.fates[line].insert(.unchanged)
            } else {
                lines.fates[line].insert(.updated)
                changed.append((index, newer, newer.continues(older) ? try found[12] : revision))
                noteChange(visible: newer.state == .live || older.state == .live)
            }
        }
        for change in changed {
            try write(
                change.row, type, Data(entries[change.entry].observable.bytes), object: 0, source: session.sourceID,
                revision: change.revision)
        }
        for (row, indices) in missing {
            noteChange(visible: row.state == .live)
            let blob = Self.packed(indices.lazy.map { entries[$0] })
            try db.cachedStatement(sql: Queries.lineInsert).execute(
                arguments: [
                    type.rawValue, blob, width, indices.count, session.sourceID, row.state.rawValue,
                    row.producer?.code, row.confidence, row.marking?.rawValue, row.validity.from?.microseconds,
                    row.validity.until?.microseconds, revision, row.name, row.labels, row.killChain,
                ])
        }
    }

    private static func packed(_ entries: some Collection<GatheredLines.Entry>) -> Data {
        var bytes: [UInt8] = []
        for entry in entries { bytes += entry.observable.bytes }
        return Data(bytes)
    }

}
