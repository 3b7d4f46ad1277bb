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
        formatTime(record, fields, clock) ?? columnTime(record, header, fields, clock)
            ?? pairTime(record, fields, clock) ?? clock.time(of: record)
    }

    /// The time that a text format names.
    private func formatTime(_ record: Span<UInt8>, _ fields: RecordFields, _ clock: RecordClock) -> Timestamp? {
        guard let time = fields.time else { return nil }
        if time.isDecoded { return read(fields.decoded.span.extracting(time.value), time.format, clock) }
        return read(record.extracting(time.value), time.format, clock)
    }

    private func read(_ text: Span<UInt8>, _ format: Int?, _ clock: RecordClock) -> Timestamp? {
        if let format, let form = set.formats[format].timeForm { return form.time(text, latest: clock.latest) }
        return clock.value(of: text)
    }

    /// A time that stands in one column, or in two.
    private func columnTime(
        _ record: Span<UInt8>, _ header: RecordHeader?, _ fields: RecordFields, _ clock: RecordClock
    ) -> Timestamp? {
        guard let header, !header.timeColumns.isEmpty else { return nil }
        var text = header.timeColumns.count == 1 ? header.date : []
        for column in header.timeColumns {
            let name = header.columns[column].name
            guard let field = fields.fields.first(where: { $0.name == name }) else { return nil }
            if !text.isEmpty { text.append(0x20) }
            text += fields.bytes(field, in: record)
        }
        return clock.value(of: text.span)
    }

    /// `date=2026-11-23 time=12:00:00 tz="+0500"`, as firewalls write it.
    private func pairTime(_ record: Span<UInt8>, _ fields: RecordFields, _ clock: RecordClock) -> Timestamp? {
        guard fields.formats.last == "keyvalue", let date = fields.fields.first(where: { $0.name == "date" }),
            let time = fields.fields.first(where: { $0.name == "time" })
        else { return nil }
        var text = fields.bytes(date, in: record) + [0x20] + fields.bytes(time, in: record)
        if let zone = fields.fields.first(where: { $0.name == "tz" }) { text += fields.bytes(zone, in: record) }
        return clock.value(of: text.span)
    }
}
