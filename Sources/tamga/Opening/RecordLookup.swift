import TamgaLogs
import TamgaMatch
import TamgaModel

/// Finds one record in a log.
enum RecordLookup {
    /// A log that could not be read.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    /// The records on a line: several where a file of JSON has them on one, never none.
    ///
    /// - Throws: ``FailedInput`` where there is none, ``Unreadable`` where the log cannot be read.
    static func records(
        _ address: RecordAddress, formats: LogFormatSet, formatName: String?
    ) throws -> [LogRecord] {
        var lines = 0
        var found: [LogRecord] = []
        try read(address.input, formats, formatName) { record in
            lines = record.lastLine
            if record.line <= address.line, address.line <= record.lastLine { found.append(record) }
            return record.line <= address.line
        }
        if !found.isEmpty { return found }
        throw FailedInput(
            description: lines < address.line
                ? "\(address.source): no line \(address.line); the last record stands on line \(lines)"
                : "\(address.source): no record on line \(address.line)")
    }

    /// The record that holds a byte of the log; `nil` where there is none.
    static func record(
        _ input: LogInput, byteOffset: Int, formats: LogFormatSet, formatName: String?
    ) throws -> LogRecord? {
        var found: LogRecord?
        try read(input, formats, formatName) { record in
            guard record.byteOffset <= byteOffset else { return false }
            if byteOffset <= record.byteOffset + record.bytes.count { found = record }
            return found == nil
        }
        return found
    }

    /// Reads records as long as more are wanted.
    private static func read(
        _ input: LogInput, _ formats: LogFormatSet, _ formatName: String?, whileWanted take: (LogRecord) -> Bool
    ) throws {
        var reader = LogRecordReader([input], formats: formats, formatName: formatName)
        while let record = reader.next() {
            guard take(record) else { return }
        }
        let (logs, refusals) = reader.finish()
        if logs.contains(where: \.isUnreadable), let refusal = refusals.first {
            throw Unreadable(description: "\(refusal)")
        }
    }
}
