extension LogFormatSet {
    /// How many of a log's first bytes are looked at to recognise it.
    public static let headLength = 65_536

    /// The layout of a log, from its first ``headLength`` bytes, or all where it has fewer.
    ///
    /// Every log has one: what is nothing else is text.
    public func recognise(head: [UInt8]) -> LogLayout {
        let head = head.span.extracting(0..<min(head.count, Self.headLength))
        if let directives = DirectiveLines.recognise(head) { return LogLayout(directives) }
        if let shape = JSONShape.recognise(head) { return LogLayout(.json(shape)) }
        if JournalEntry.recognise(head) { return LogLayout(.journal) }
        if let separator = DelimitedRow.recognise(head) { return LogLayout(.delimited(separator: separator)) }
        return .text
    }

    /// The layout of a log whose format somebody names: `json`, `zeek`, `csv`, `w3c`, `journald`, `text`, or a text
    /// format; `nil` for another name. Records that a named text format does not read are malformed.
    ///
    /// - Parameter head: the log's first bytes, which tell the shape of JSON and the separator of CSV.
    public func layout(named name: String, head: [UInt8]) -> LogLayout? {
        let head = head.span.extracting(0..<min(head.count, Self.headLength))
        switch name {
        case "json": return LogLayout(.json(JSONShape.recognise(head) ?? .lines))
        case "zeek": return LogLayout(.zeek)
        case "w3c": return LogLayout(.w3c)
        case "journald", "journal": return LogLayout(.journal)
        case "csv": return LogLayout(.delimited(separator: DelimitedRow.separator(head)))
        case "text", "cef", "leef", "auditd", "keyvalue": return .text
        default: return formats.first { $0.name == name }.map { LogLayout(.text, format: $0.index) }
        }
    }
}
