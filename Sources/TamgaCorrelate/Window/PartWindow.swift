import TamgaModel

/// Which of a correlation's rules have matched in a window of time: for each, its last record.
struct PartWindow {
    private(set) var latest: [Evidence?]

    init(parts: Int) { latest = [Evidence?](repeating: nil, count: parts) }

    /// Bytes of memory.
    var cost: Int { latest.count * Evidence.cost }

    /// Rules that have matched.
    var count: Int { latest.count { $0 != nil } }

    func holds(_ part: Int) -> Bool { latest[part] != nil }

    mutating func add(_ evidence: Evidence) { latest[evidence.part] = evidence }

    mutating func expire(before cutoff: Int64) {
        for part in latest.indices {
            if let known = latest[part], known.place.time.microseconds < cutoff { latest[part] = nil }
        }
    }
}

extension PartWindow {
    func write(to writer: inout StandingWriter) {
        writer.add(latest.compactMap(\.self)) { $0.add($1) }
    }

    /// Reads into an empty window.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for _ in 0..<(try reader.count()) { add(try reader.evidence(parts: latest.count)) }
    }
}
