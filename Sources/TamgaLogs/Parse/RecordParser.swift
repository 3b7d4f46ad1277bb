internal import PCRE2

/// Names the fields of records. One a worker.
public struct RecordParser: ~Copyable {
    let set: LogFormatSet
    var scratch = MatchScratch(matchLimit: 200_000)
    var names: NameTable
    var programs = ProgramTable()
    let ids: FieldIDs
    /// How often a pattern of a text format reached a limit, so that it is not known whether it reads a record.
    public internal(set) var undecided = 0

    /// How many formats may stand within another one, each in the message of the one before.
    static let deepest = 4

    /// A parser for the formats of a set.
    public init(_ set: LogFormatSet) {
        self.set = set
        ids = FieldIDs(set)
        names = NameTable(set)
    }

    /// Reads one record.
    ///
    /// A record that is not of its log's form is malformed: ``RecordFields/isMalformed`` says so, and it has the
    /// fields that could be read. One of text that no format reads is not malformed; it has no fields. Lines that
    /// describe others, such as `#fields`, are read by their format and have no fields.
    ///
    /// - Parameters:
    ///   - record: its bytes, with or without the line end.
    ///   - header: the header in force, from ``HeaderTracker``, where the layout has headers.
    ///   - fields: emptied, then filled. Ranges count from the record's start.
    public mutating func parse(
        _ record: Span<UInt8>, layout: LogLayout, header: RecordHeader?, into fields: inout RecordFields
    ) {
        fields.removeAll()
        names.trim()
        let end = record.endOfText
        let start = JSONSketch.afterBlanks(record, JSONSketch.afterMark(record))
        guard start < end else { return }
        switch layout.family {
        case .json(let shape): parseJSON(record, start..<end, shape, into: &fields)
        case .zeek: parseZeek(record, start..<end, header, into: &fields)
        case .w3c: parseW3C(record, start..<end, header, into: &fields)
        case .delimited: parseDelimited(record, min(start, JSONSketch.afterMark(record))..<end, header, into: &fields)
        case .journal: parseJournal(record, start..<end, into: &fields)
        case .text: parseText(record, start..<end, layout, into: &fields)
        }
    }
}
