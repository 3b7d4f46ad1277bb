public import TamgaModel

extension RecordParser {
    /// The time of a record that ``parse(_:layout:header:into:)`` has read: where its format says that it stands;
    /// else what ``RecordClock`` finds in the record.
    ///
    /// - Parameters:
    ///   - fields: the record's fields.
    ///   - clock: the source's clock, which knows the year of times that have none.
    public func time(
        of record: Span<UInt8>, layout: LogLayout, header: RecordHeader?, fields: RecordFields, clock: RecordClock
    ) -> Timestamp? {
        if let header, !header.timeColumns.isEmpty, let time = columnTime(record, header, fields, clock) { return time }
        return clock.time(of: record)
    }

    /// A time that stands in one column, or in two.
    private func columnTime(
        _ record: Span<UInt8>, _ header: RecordHeader, _ fields: RecordFields, _ clock: RecordClock
    ) -> Timestamp? {
        var text = header.timeColumns.count == 1 ? header.date : []
        for column in header.timeColumns {
            let name = header.columns[column].name
            guard let field = fields.fields.first(where: { $0.name == name }) else { return nil }
            if !text.isEmpty { text.append(0x20) }
            text += fields.bytes(field, in: record)
        }
        return clock.time(of: text.span)
    }
}
