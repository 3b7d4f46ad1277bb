public import TamgaModel

/// Finds a record's own time without being told the format. A time without a zone is UTC.
///
/// The first of these that gives one:
/// 1. a time at the record's start, behind nothing but brackets, quotes, spaces and a syslog priority
///    with its version: any written form, or seconds since 1970 followed by a blank;
/// 2. auditd's `audit(1364481363.243:24287)`;
/// 3. the value of a time key, in JSON or as `key=value`: the first key of ``keys`` that holds a time;
/// 4. Apache's `[10/Oct/2000:13:55:36 -0700]`, anywhere in the first 1,024 bytes;
/// 5. the first written time that begins at a word in the first 256 bytes, then in the first 4,096. A
///    time in the middle of free text is the record's only here, where nothing else was found.
public struct RecordClock: Sendable {
    let latest: Timestamp

    /// The keys whose value is taken, the most telling first; letter case aside.
    public static let keys = [
        "@timestamp", "timestamp", "eventtime", "utctime", "systemtime", "timecreated", "time", "ts", "datetime",
        "event_time", "_time", "event.created", "start_time", "starttime", "date", "created", "published", "when",
        "started_at", "timeunixnano", "__realtime_timestamp", "epochsecond",
    ]
    private static let keyBytes = keys.map { Array($0.utf8) }

    /// A clock for one source.
    ///
    /// - Parameter newest: when the source was last written to (now, for a stream): a time without a year
    ///   gets the newest year that does not put it more than a day after this.
    public init(newest: Timestamp) {
        latest = Timestamp(microseconds: newest.microseconds.addingReportingOverflow(86_400_000_000).partialValue)
    }

    /// The record's own time, or `nil` where none is found.
    ///
    /// - Complexity: O(n) of the record, of which 64 KiB are read at most.
    public func time(of record: Span<UInt8>) -> Timestamp? {
        let record = record.extracting(0..<min(record.count, 65_536))
        return atStart(record) ?? audit(record) ?? keyed(record) ?? bracketed(record)
            ?? inText(record, from: 0, to: 256) ?? inText(record, from: 256, to: 4_096)
    }

    /// The time that a text is, from its first byte: any written form, or an epoch.
    func value(of text: Span<UInt8>) -> Timestamp? {
        let start = JSONSketch.afterBlanks(text, 0)
        return (TimeForms.written(text, start, latest: latest) ?? TimeForms.epoch(text, start))?.time
    }

    private func atStart(_ record: Span<UInt8>) -> Timestamp? {
        var index = 0
        if record.count > 0, record[0] == 0x3C {
            index = 1
            while index < 5, TimeForms.byte(record, index).isDigit { index += 1 }
            guard TimeForms.byte(record, index) == 0x3E else { return nil }
            index += 1
            if TimeForms.byte(record, index).isDigit, TimeForms.byte(record, index + 1) == 0x20 { index += 2 }
        }
        while index < record.count, index < 16, Self.isOpening(record[index]) { index += 1 }
        if let found = TimeForms.written(record, index, latest: latest) { return found.time }
        guard TimeForms.byte(record, index).isDigit, let (time, end) = TimeForms.epoch(record, index) else {
            return nil
        }
        switch TimeForms.byte(record, end) {
        case 0x20, 0x09, 0x5D, 0x2C, 0x7C, 0x3A: return time
        default: return nil
        }
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x5B || byte == 0x22 || byte == 0x28 || byte == 0x27 || byte == 0x2A
    }

    private func audit(_ record: Span<UInt8>) -> Timestamp? {
        let mark = Array("audit(".utf8)
        var index = 0
        while index + mark.count < min(record.count, 512) {
            if record[index] == 0x61 {
                var length = 1
                while length < mark.count, record[index + length] == mark[length] { length += 1 }
                if length == mark.count { return TimeForms.epoch(record, index + length)?.time }
            }
            index += 1
        }
        return nil
    }

    /// Looks at every key that stands before `:` or `=` once, and keeps the best by the order of ``keys``.
    private func keyed(_ record: Span<UInt8>) -> Timestamp? {
        var best: (rank: Int, time: Timestamp)?
        var index = 1
        while index < record.count {
            defer { index += 1 }
            guard record[index] == 0x3A || record[index] == 0x3D else { continue }
            var end = index
            while end > 0, record[end - 1] == 0x20 { end -= 1 }
            if end > 0, record[end - 1] == 0x22 { end -= 1 }
            if end > 0, record[end - 1] == 0x5C { end -= 1 }
            var start = end
            while start > 0, end - start <= 20, Self.isKeyByte(record[start - 1]) { start -= 1 }
            guard start < end, let rank = rank(record, start..<end), rank < best?.rank ?? .max else { continue }
            var value = index + 1
            while value < record.count, value < index + 8,
                record[value] == 0x20 || record[value] == 0x22 || record[value] == 0x27 || record[value] == 0x5C
                    || record[value] == 0x5B
            { value += 1 }
            if let found = TimeForms.written(record, value, latest: latest) ?? TimeForms.epoch(record, value) {
                best = (rank, found.time)
                if rank == 0 { break }
            }
        }
        return best?.time
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isLetter || byte == 0x5F || byte == 0x40 || byte == 0x2E
    }

    private func rank(_ record: Span<UInt8>, _ key: Range<Int>) -> Int? {
        for rank in Self.keyBytes.indices where Self.keyBytes[rank].count == key.count {
            var offset = 0
            while offset < key.count, record[key.lowerBound + offset].lowered == Self.keyBytes[rank][offset] {
                offset += 1
            }
            if offset == key.count { return rank }
        }
        return nil
    }

    private func bracketed(_ record: Span<UInt8>) -> Timestamp? {
        for index in 0..<min(record.count, 1_024) where record[index] == 0x5B {
            if let found = TimeForms.apache(record, index + 1) { return found.time }
        }
        return nil
    }

    private func inText(_ record: Span<UInt8>, from start: Int, to end: Int) -> Timestamp? {
        var index = start
        while index < min(end, record.count) {
            let startsWord = index == 0 || !(record[index - 1].isDigit || record[index - 1].isLetter)
            if startsWord, let found = TimeForms.written(record, index, latest: latest) { return found.time }
            index += 1
        }
        return nil
    }
}
