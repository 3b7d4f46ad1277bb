import GRDB
import TamgaModel

extension RuleSighting {
    /// Reads the columns id, rule, title, level, tags, observer, source, count, first seen, last seen, in this order.
    init(_ row: Row) throws {
        try self.init(
            id: row[0], ruleID: row[1], title: row[2], level: row.level(3), tags: StringList.decoded(row[4]),
            observer: row.member(5), source: row[6], count: row.count(7), firstSeen: row.time(8), lastSeen: row.time(9))
    }
}
