/// Records that carry the record of another program: entries of the journal, and what Docker writes.
extension RecordParser {
    /// Reads on in a record that has the fields of such a carrier.
    mutating func parseCarried(_ record: Span<UInt8>, _ place: TextPlace, into fields: inout RecordFields) {
        var isJournal = false
        var isDocker = false
        var message: Int?
        var program: Int?
        var log: Int?
        for (index, field) in fields.fields.enumerated() where field.nameID >= 0 {
            switch field.nameID {
            case ids.message: message = message ?? index
            case ids.identifier: program = index
            case ids.command: program = program ?? index
            case ids.realtime: isJournal = true
            case ids.log: log = log ?? index
            case ids.stream: isDocker = true
            default: break
            }
        }
        if isJournal, let message {
            parseJournalMessage(record, place, message, program, into: &fields)
        } else if isDocker, let log, fields.fields[log].kind == .string {
            parseField(record, place, log, program: nil, of: nil, into: &fields)
        }
    }

    private mutating func parseJournalMessage(
        _ record: Span<UInt8>, _ place: TextPlace, _ message: Int, _ program: Int?, into fields: inout RecordFields
    ) {
        if fields.formats.last != "journald" { fields.formats.append("journald") }
        for field in fields.fields {
            guard let alias = BuiltInNames.journal[field.name] else { continue }
            var copy = field
            copy.name = alias
            copy.nameID = set.id(of: alias)
            fields.fields.append(copy)
        }
        guard let syslog = set.syslog, fields.fields[message].kind == .string else { return }
        parseField(record, place, message, program: program, of: syslog, into: &fields)
    }

    /// Reads the value of a field as a record, or as the message of a format.
    private mutating func parseField(
        _ record: Span<UInt8>, _ place: TextPlace, _ index: Int, program: Int?, of format: CompiledFormat?,
        into fields: inout RecordFields
    ) {
        let field = fields.fields[index]
        func bytes(_ field: RecordFields.Field) -> [UInt8] {
            if field.isDecoded { return Array(fields.decoded[field.value]) }
            return record.bytes(field.value.lowerBound - place.offset..<field.value.upperBound - place.offset)
        }
        // The program's name and the value, side by side: places in the value count from where it stands.
        let name = program.map { bytes(fields.fields[$0]) } ?? []
        let text = name + bytes(field)
        let inner = TextPlace(offset: field.value.lowerBound - name.count, isDecoded: field.isDecoded)
        let range = name.count..<text.span.endOfText
        guard !range.isEmpty else { return }
        if let format {
            parseMessage(text.span, range, inner, of: format, program: 0..<name.count, depth: 1, into: &fields)
        } else {
            parseWhole(text.span, range, inner, depth: 1, into: &fields)
        }
    }
}
