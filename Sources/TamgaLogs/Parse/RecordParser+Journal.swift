extension RecordParser {
    /// An entry of the journal's export format, as ``RecordReshaper`` leaves it.
    mutating func parseJournal(_ record: Span<UInt8>, _ range: Range<Int>, into fields: inout RecordFields) {
        fields.formats.append("journald")
        var index = range.lowerBound
        while index < range.upperBound {
            let end = record.index(of: JournalReshaper.fieldEnd, in: index..<range.upperBound)
            var nameEnd = index
            while nameEnd < end, record[nameEnd] != 0x3D, record[nameEnd] != JournalReshaper.lengthMark { nameEnd += 1 }
            if nameEnd < end, nameEnd > index {
                let hasLength = record[nameEnd] == JournalReshaper.lengthMark
                let path = names.path(NameTable.root, record, index..<nameEnd)
                let (name, nameID) = names.name(path)
                fields.fields.append(
                    RecordFields.Field(name: name, nameID: nameID, value: min(nameEnd + (hasLength ? 9 : 1), end)..<end)
                )
            } else if end > index {
                fields.isMalformed = true
            }
            index = end + 1
        }
        parseCarried(record, .record, into: &fields)
    }
}
