extension RecordParser {
    /// A record of text: JSON where it is an object, else whatever format reads it.
    mutating func parseText(
        _ record: Span<UInt8>, _ range: Range<Int>, _ layout: LogLayout, into fields: inout RecordFields
    ) {
        let start = JSONSketch.afterBlanks(record, range.lowerBound)
        if record[start] == 0x7B, parseJSONObject(record, start..<range.upperBound, into: &fields) { return }
    }
}
