import GRDB
import TamgaModel

extension CorrelationSighting {
    /// Reads the columns id, rule, title, level, tags, observers, count, records, first seen, last seen, in this order.
    init(_ row: Row) {
        self.init(
            id: row[0], ruleID: row[1], title: row[2], level: row.level(3), tags: StringList.decoded(row[4]),
            observers: row.members(5), count: row[6], records: row[7], firstSeen: Timestamp(microseconds: row[8]),
            lastSeen: Timestamp(microseconds: row[9]))
    }
}
