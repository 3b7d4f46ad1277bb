import TamgaLogs
import TamgaModel

/// A log that grows while it is read: how it begins and is laid out, as far as is known, and where its next record
/// begins.
///
/// What a record's hits are called depends on nothing behind the record (see ``LogOrigin``), so that an id is the same
/// whether the log has been read so far or to its end. The layout is looked at again with each block, until the first
/// 64 KiB are there, where it is text: a log of which one line is known may turn out to have columns.
struct GrowingLog: Sendable {
    let name: String
    /// Tells logs apart that have had the same name.
    let number: Int64
    private(set) var origin: LogOrigin
    private(set) var layout: LogLayout
    var cutter: RecordCutter
    /// True until a block of it has been handed out.
    var isNew = true
    /// False while more of the log's head would tell more.
    private(set) var isSettled = false
    /// Records are told apart before they come here: each is a line, and describes no other.
    private let isFramed: Bool
    /// The format that the log is read as, where somebody named one.
    private let formatName: String?
    private var formats: LogFormatSet

    /// How many of the first bytes are looked at.
    static let headLength = max(LogOrigin.head, LogFormatSet.headLength)

    /// A log that begins with these bytes.
    init(
        name: String, number: Int64, head: [UInt8], cutter: RecordCutter, formats: LogFormatSet, formatName: String?,
        isFramed: Bool = false
    ) {
        self.isFramed = isFramed
        self.name = name
        self.number = number
        self.cutter = cutter
        self.formats = formats
        self.formatName = formatName
        origin = LogOrigin(head, name: name)
        layout = .text
        setLayout(head)
        isSettled = head.count >= Self.headLength
    }

    /// Fills a block with the log's next whole records, and adds to a piece what is to be said of them.
    ///
    /// - Parameters:
    ///   - head: the log's first bytes once the block has been filled, all that are there up to ``headLength``.
    ///   - read: as of ``RecordCutter/fill(_:_:)``.
    /// - Throws: Why there is no head; what was filled is to be dropped then, and this log with it for a copy from before.
    mutating func fill<Failure: Error>(
        _ block: inout Block, _ piece: inout StreamPiece, modified: Timestamp, head: () throws(Failure) -> [UInt8],
        _ read: (inout Block) -> RecordCutter.Supply
    ) throws(Failure) {
        let layout = layout
        let cut = cutter.fill(&block, read)
        if !isSettled { learn(head: try head()) }
        piece.log = LogSummary(name: name, modified: modified, origin: origin, layout: layout)
        piece.log.records = cut.records
        piece.log.bytes = cut.bytes
        piece.log.refusedRecords = cut.refusals.count
        piece.number = number
        piece.hasBlock = cut.hasBlock
        piece.refusals += cut.refusals
        piece.beginsLog = cut.hasBlock && isNew
        if cut.hasBlock { isNew = false }
    }

    /// Takes note of more of the log's first bytes, all that are there up to ``headLength``.
    private mutating func learn(head: [UInt8]) {
        guard !isSettled else { return }
        origin = LogOrigin(head, name: name)
        if layout == .text { setLayout(head) }
        isSettled = head.count >= Self.headLength
    }

    /// Takes what is known of the log's beginning for all there is to know.
    mutating func settle() { isSettled = true }

    /// Reads what follows by other formats.
    ///
    /// - Parameter lines: what lines before say of the columns.
    mutating func adopt(_ formats: LogFormatSet, head: [UInt8], header lines: [UInt8]) {
        self.formats = formats
        let isReshaping = cutter.isReshaping
        let new = named(head) ?? layout
        // In the middle of a record of several lines only what names fields can change.
        if new != layout, !isReshaping { cutter.adopt(new, formats, header: lines.span) }
        layout = new
        cutter.follow(layout, formats, header: lines.span)
    }

    private mutating func setLayout(_ head: [UInt8]) {
        var found = named(head) ?? formats.recognise(head: head)
        if isFramed, found.needsReshaping || found.hasHeaders { found = .text }
        guard found != layout else { return }
        layout = found
        cutter.adopt(found, formats, header: head.span.extracting(0..<min(cutter.offset, head.count)))
    }

    private func named(_ head: [UInt8]) -> LogLayout? { formatName.flatMap { formats.layout(named: $0, head: head) } }
}
