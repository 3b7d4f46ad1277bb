import TamgaLogs

/// A log put through a reshaper the way a reader of blocks does it.
struct Reshaping: Equatable {
    /// The log behind the reshaper.
    var bytes: [UInt8] = []
    /// Where records begin in it.
    var records: [RecordStart] = []
    /// The most bytes that had to wait for more.
    var longestWait = 0

    /// Reshapes a log that comes in pieces of these sizes; the last size is repeated.
    init(_ input: [UInt8], _ layout: LogLayout, pieces: [Int], longestRecord: Int = 1 << 20) {
        guard var reshaper = RecordReshaper(layout, longestRecord: longestRecord) else {
            bytes = input
            return
        }
        var buffer: [UInt8] = []
        var read = 0
        var piece = 0
        var done = 0
        repeat {
            let size = max(1, pieces[min(piece, pieces.count - 1)])
            piece += 1
            let start = buffer.count
            buffer += input[read..<min(input.count, read + size)]
            read = min(input.count, read + size)
            var found: [RecordStart] = []
            var span = buffer.mutableSpan
            let end = reshaper.reshape(&span, from: start, isLast: read == input.count, records: &found)
            bytes += buffer[..<end]
            records += found.map { RecordStart(offset: $0.offset + done, line: $0.line) }
            done += end
            buffer.removeFirst(end)
            longestWait = max(longestWait, buffer.count)
        } while read < input.count
    }

    /// The records as text, blanks around them left out, in the order of their lines.
    var texts: [String] {
        records.map { record in
            let end = bytes[record.offset...].firstIndex(of: 0x0A) ?? bytes.count
            return String(decoding: bytes[record.offset..<end], as: UTF8.self).trimmed
        }
    }

    static func == (one: Reshaping, other: Reshaping) -> Bool {
        one.bytes == other.bytes && one.records == other.records
    }
}

extension String {
    /// Without blanks at the ends.
    var trimmed: String {
        var text = self[...]
        while let first = text.unicodeScalars.first, first.value <= 0x20 { text.unicodeScalars.removeFirst() }
        while let last = text.unicodeScalars.last, last.value <= 0x20 { text.unicodeScalars.removeLast() }
        return String(text)
    }
}
