public import TamgaLogs
public import TamgaModel

/// Tries rules on records that stand in no log, such as a rule's own examples, with both engines.
public struct RuleTrial: ~Copyable {
    private let formats: LogFormatSet
    private var search: RuleSearch
    private var reference: ReferenceRules
    private let newest: Timestamp

    /// What the engines say of one rule.
    public struct Outcome: Sendable {
        /// The fast engine's verdict: some record of the text matches.
        public let fast: ExplainedVerdict
        /// The reference engine's.
        public let reference: ExplainedVerdict
        /// The records that the text was taken to be.
        public let records: [LogRecord]
    }

    /// A trial of a table's rules.
    ///
    /// - Parameter newest: when the texts are taken to have been written, for times that have no year.
    public init(_ table: RuleTable, _ formats: LogFormatSet, newest: Timestamp) {
        self.newest = newest
        self.formats = formats
        search = RuleSearch(table, formats, wantsFields: false)
        reference = ReferenceRules(table, formats)
    }

    /// Tries a rule on a text as it would stand in a file; where it has several records, one of them must match.
    ///
    /// - Parameters:
    ///   - format: the log format to read it as; `nil` recognises it.
    ///   - rule: the rule's number in the table.
    /// - Returns: `nil` where there is no such format.
    public mutating func run(_ text: String, format: String?, rule: Int) -> Outcome? {
        var bytes = Array(text.utf8)
        let named = format.map { formats.layout(named: $0, head: bytes) }
        guard let layout = named ?? formats.recognise(head: bytes) else { return nil }
        var block = Self.block(&bytes, layout, formats)
        let view = block.seal()
        search.search(view, layout: layout, headers: block.headers)
        reference.search(view, layout: layout, headers: block.headers)
        let log = LogSummary(name: "", modified: newest, layout: layout)
        var records = BlockRecords(block, of: log)
        var all: [LogRecord] = []
        while let record = records.next() { all.append(record) }
        block.count = 0
        return Outcome(
            fast: Self.verdict(search.hits, search.undecided, rule),
            reference: Self.verdict(reference.hits, reference.undecided, rule), records: all)
    }

    private static func verdict(_ hits: [RuleHit], _ undecided: [RuleHit], _ rule: Int) -> ExplainedVerdict {
        if hits.contains(where: { $0.rule == rule }) { return .holds }
        return undecided.contains { $0.rule == rule } ? .undecided : .fails
    }

    /// A text as a block: what a run does to a file that holds it.
    private static func block(_ bytes: inout [UInt8], _ layout: LogLayout, _ formats: LogFormatSet) -> Block {
        var lineEnds: [Int]?
        if var reshaper = RecordReshaper(layout) {
            lineEnds = bytes.indices.filter { bytes[$0] == 0x0A }
            var starts: [RecordStart] = []
            var span = bytes.mutableSpan
            _ = reshaper.reshape(&span, from: 0, isLast: true, records: &starts)
        }
        var headers: [BlockHeader] = []
        if layout.hasHeaders {
            var tracker = HeaderTracker(layout, in: formats)
            headers = tracker.read(bytes.span).map { BlockHeader(offset: $0.offset, header: $0.header) }
        }
        var block = Block(bytes: bytes)
        block.lineEnds = lineEnds
        block.headers = headers
        return block
    }
}
