public import TamgaLogs
public import TamgaModel

/// Reads logs record by record, as a run reads them: unpacked, recognised, reshaped, with their headers.
///
/// Memory is that of one block, which holds the longest record at the most.
public struct LogRecordReader: ~Copyable {
    private let source: BlockSource
    private var block: Block
    private var records: BlockRecords?

    /// A reader.
    ///
    /// - Parameters:
    ///   - formatName: the format that every log is read as; `nil` recognises each.
    ///   - longestRecord: in bytes; longer ones are refused.
    public init(
        _ inputs: [LogInput], formats: LogFormatSet, formatName: String? = nil, longestRecord: Int = 256 << 20,
        blockSize: Int = 1 << 20
    ) {
        source = BlockSource(
            inputs, blockSize: blockSize, longestRecord: longestRecord, formats: formats, formatName: formatName)
        block = Block(capacity: min(max(1, blockSize), max(1, longestRecord)))
    }

    /// The next record that is not blank; `nil` when every log has been read.
    public mutating func next() -> LogRecord? {
        while true {
            if let record = records?.next() { return record }
            records = nil
            guard let log = source.next(into: &block) else { return nil }
            records = BlockRecords(block, of: log)
        }
    }

    /// What has been read, once ``next()`` has returned `nil`.
    public func finish() -> (logs: [LogSummary], refusals: [Refusal]) { source.finish() }
}
