import TamgaLogs
import TamgaMatch

/// How the records of a log are read, counted.
struct ReadingTally {
    /// Records by the formats that read them, the outermost first.
    private(set) var chains: [[String]: Int] = [:]
    private(set) var records = 0
    /// Records that no format reads, and lines of the first of them.
    private(set) var unread = (count: 0, lines: [Int]())
    /// Records that do not have their log's form, and lines of the first of them.
    private(set) var malformed = (count: 0, lines: [Int]())
    /// Records that a format reads and that have no fields: lines that describe others, mostly.
    private(set) var withoutFields = 0
    /// The most lines that are kept.
    private static let mostLines = 5
    /// The most chains that are kept apart; a format's name is one of a small set, so that there are few.
    private static let mostChains = 10_000

    /// Counts a record.
    mutating func add(_ record: LogRecord, formats: [String], fields: Int, isMalformed: Bool) {
        records += 1
        if fields == 0, !formats.isEmpty, !isMalformed { withoutFields += 1 }
        if isMalformed {
            malformed.count += 1
            if malformed.lines.count < Self.mostLines { malformed.lines.append(record.line) }
        }
        if formats.isEmpty {
            unread.count += 1
            if unread.lines.count < Self.mostLines { unread.lines.append(record.line) }
        } else if chains.count < Self.mostChains || chains[formats] != nil {
            chains[formats, default: 0] += 1
        } else {
            chains[["other"], default: 0] += 1
        }
    }

    /// The chains, the most frequent first.
    var ordered: [(formats: [String], count: Int)] {
        chains.map { (formats: $0.key, count: $0.value) }.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.formats.lexicographicallyPrecedes($1.formats)
        }
    }
}
