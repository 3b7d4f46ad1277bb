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
        _ = try first(address.input, formats, formatName) { record in
            lines = record.lastLine
            if record.line <= address.line, address.line <= record.lastLine { found.append(record) }
            return false
        } passes: {
            $0.line > address.line
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
        try first(input, formats, formatName) {
            $0.byteOffset <= byteOffset && byteOffset <= $0.byteOffset + $0.bytes.count
        } passes: {
            $0.byteOffset > byteOffset
        }
    }

    private static func first(
        _ input: LogInput, _ formats: LogFormatSet, _ formatName: String?, where isWanted: (LogRecord) -> Bool,
        passes: (LogRecord) -> Bool
    ) throws -> LogRecord? {
        var reader = LogRecordReader([input], formats: formats, formatName: formatName)
        while let record = reader.next() {
            if isWanted(record) { return record }
            if passes(record) { return nil }
        }
        let (logs, refusals) = reader.finish()
        if logs.contains(where: \.isUnreadable), let refusal = refusals.first {
            throw Unreadable(description: "\(refusal)")
        }
        return nil
    }
}
