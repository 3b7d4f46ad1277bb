import FoundationEssentials
import GRDB
import TamgaModel

extension Sighting {
    /// Reads the columns id, type, value, indicator, producers, observer, source, count, first seen, last seen,
    /// confidence, marking, in this order; `nil` where the type is none that this version knows.
    init?(_ row: Row) throws {
        guard let type = ObservableType(rawValue: try row[1]) else { return nil }
        try self.init(
            id: row[0], observable: Observable(type: type, canonicalBytes: row.bytes(2)), indicatorID: row[3],
            producers: row.members(4), observer: row.member(5), source: row[6], count: row.count(7),
            firstSeen: row.time(8), lastSeen: row.time(9), confidence: row[10], marking: row.marking(11))
    }
}
