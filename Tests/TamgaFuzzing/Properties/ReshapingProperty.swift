import TamgaLogs

/// A log whose records are made lines keeps its length, counts every line with text as a record, and is the same in pieces of
/// any size.
struct ReshapingProperty: FuzzProperty {
    mutating func failure(on input: [UInt8]) -> String? {
        for name in ["json", "csv", "journald", ""] {
            let layout =
                name.isEmpty
                ? KnownFormats.set.recognise(head: input) : KnownFormats.set.layout(named: name, head: input)
            guard let layout, layout.needsReshaping else { continue }
            let whole = Self.reshaped(input, layout, step: input.count + 1)
            guard whole.bytes.count == input.count else {
                return "\(layout.name): \(input.count) bytes became \(whole.bytes.count)"
            }
            for (index, record) in whole.records.enumerated() {
                let floor = index == 0 ? 0 : whole.records[index - 1].offset + 1
                guard record.offset >= floor, record.offset < input.count, record.line >= 1 else {
                    return "\(layout.name): record \(index) begins at \(record.offset), line \(record.line)"
                }
            }
            if let line = Self.uncounted(whole.bytes, whole.records) {
                return "\(layout.name): the line at \(line) has text and is no record"
            }
            let step = 1 + Int(input.last ?? 0) % 61
            let pieces = Self.reshaped(input, layout, step: step)
            if pieces.bytes != whole.bytes || pieces.records != whole.records {
                return "\(layout.name): in pieces of \(step) it differs"
            }
        }
        return nil
    }

    /// Where a line begins that has text and is not among the records; readers of records would find one there.
    private static func uncounted(_ bytes: [UInt8], _ records: [RecordStart]) -> Int? {
        let starts = Set(records.map(\.offset))
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if !starts.contains(start), line.contains(where: { $0 != 0x20 && $0 &- 0x09 >= 5 }) { return start }
            start += line.count + 1
        }
        return nil
    }

    private static func reshaped(
        _ input: [UInt8], _ layout: LogLayout, step: Int
    ) -> (bytes: [UInt8], records: [RecordStart]) {
        guard var reshaper = RecordReshaper(layout, longestRecord: 1 << 20) else { return (input, []) }
        var bytes: [UInt8] = []
        var records: [RecordStart] = []
        var buffer: [UInt8] = []
        var read = 0
        repeat {
            let start = buffer.count
            let end = min(input.count, read + step)
            buffer += input[read..<end]
            read = end
            var found: [RecordStart] = []
            var span = buffer.mutableSpan
            let done = reshaper.reshape(&span, from: start, isLast: read == input.count, records: &found)
            records += found.map { RecordStart(offset: $0.offset + bytes.count, line: $0.line) }
            bytes += buffer[..<done]
            buffer.removeFirst(done)
        } while read < input.count
        return (bytes + buffer, records)
    }
}
