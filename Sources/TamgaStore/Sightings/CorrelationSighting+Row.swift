import GRDB
import TamgaModel

extension CorrelationSighting {
    /// Reads the columns id, rule, title, level, tags, observers, count, records, first seen, last seen, in this order.
    init(_ row: Row) throws {
        try self.init(
            id: row[0], ruleID: row[1], title: row[2], level: row.level(3), tags: StringList.decoded(row[4]),
            observers: row.members(5), count: row.count(6), records: row.count(7), firstSeen: row.timestamp(8),
            lastSeen: row.timestamp(9))
    }
}
