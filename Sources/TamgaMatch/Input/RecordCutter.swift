import CTamgaSift
import TamgaLogs
import TamgaModel

/// Cuts what is read of one log into blocks of whole records.
///
/// What is left behind the last record waits for the next block. A record that is longer than a block makes the block
/// grow; one longer than the limit is refused and skipped.
struct RecordCutter: Sendable {
    /// What reading into a block has come to.
    enum Supply {
        /// The block has no more room.
        case full
        /// Nothing more is there now.
        case dry
        /// Nothing more will come.
        case end
    }

    /// What filling a block has come to.
    struct Cut {
        /// The block holds records; else there is nothing to search.
        var hasBlock = false
        /// Records, refused ones included.
        var records = 0
        /// Bytes, those of refused records included.
        var bytes = 0
        /// Records that were too long, one for each.
        var refusals: [Refusal] = []
    }

    /// The log's name in refusals.
    let name: String
    /// The longest record, in bytes.
    let longestRecord: Int
    /// Where the next record begins in the log.
    private(set) var offset: Int
    /// The line of the log on which it begins, 1-based.
    private(set) var line: Int
    /// What has been read behind ``offset``; reshaped as far as ``shaped``.
    private(set) var carry: [UInt8] = []
    /// Bytes of a record that is being skipped, which are behind ``offset`` and no longer kept.
    private(set) var skipped = 0
    /// Where the line ends that made the header that is in force; `nil` where there is none.
    private(set) var headerEnd: Int?

    /// The records that the last filling has handed over, by where they begin in the block; of a log that is reshaped.
    private(set) var starts: [RecordStart] = []

    private var shaped = 0
    /// Makes lines of records that are none; `nil` where they are, or where one was too long to go on.
    private var reshaper: RecordReshaper?
    /// Where lines of the source end in ``carry``, for a log that is reshaped.
    private var carriedLineEnds: [Int] = []
    /// Follows the lines that name fields.
    private var headers: HeaderTracker?

    /// A cutter for a log that is read from a place on.
    init(name: String, longestRecord: Int, offset: Int = 0, line: Int = 1) {
        self.name = name
        self.longestRecord = longestRecord
        self.offset = offset
        self.line = line
    }

    /// Cuts what follows as a layout says.
    ///
    /// - Parameter lines: what lines before say of the columns, if anything.
    mutating func adopt(_ layout: LogLayout, _ formats: LogFormatSet, header lines: Span<UInt8>? = nil) {
        reshaper = RecordReshaper(layout)
        (shaped, carriedLineEnds) = (0, [])
        follow(layout, formats, header: lines)
    }

    /// Names the fields of what follows as a set of formats does.
    mutating func follow(_ layout: LogLayout, _ formats: LogFormatSet, header lines: Span<UInt8>?) {
        headers = layout.hasHeaders ? HeaderTracker(layout, in: formats) : nil
        if let lines { _ = headers?.read(lines) }
    }

    /// True where records may be of several lines.
    var isReshaping: Bool { reshaper != nil }

    /// Forgets what was read behind ``offset``: it will be read again.
    ///
    /// - Precondition: records are lines.
    mutating func forgetCarry() {
        carry = []
        (shaped, skipped) = (0, 0)
    }

    /// Fills a block with the next whole records, and notes in it where it is from.
    ///
    /// - Parameter read: adds bytes to the block as far as there is room, and says why it stopped.
    mutating func fill(_ block: inout Block, _ read: (inout Block) -> Supply) -> Cut {
        var cut = Cut()
        starts = []
        // Growing keeps `count` bytes: none yet.
        block.count = 0
        // Never beyond what the longest record needs: one that is too long would else fit, or not, as blocks fall.
        while block.capacity < carry.count { block.grow(atMost: max(carry.count, longestRecord + 1)) }
        block.count = carry.count
        // Safe: the block has room for all that was carried.
        unsafe block.text.update(from: carry, count: carry.count)
        carry.removeAll(keepingCapacity: carry.count < 65_536)
        block.lineEnds = reshaper == nil ? nil : carriedLineEnds

        var end = 0
        var supply = Supply.full
        while true {
            supply = read(&block)
            if skipped > 0, !skip(&block, isLast: supply == .end, &cut) {
                guard supply == .full else { return cut }
                continue
            }
            end = recordsEnd(&block, isLast: supply == .end)
            // More than the limit and no newline in it: the one case in which a block holds too long a record.
            if block.count > longestRecord, end == 0 || end == block.count && !holdsNewline(block) {
                // From here on a line is a record: what the reshaper knew of the log is gone.
                reshaper = nil
                block.lineEnds = nil
                starts = []
                if !skip(&block, isLast: supply == .end, &cut), supply != .full { return cut }
            } else if end > 0 || supply != .full {
                break
            } else {
                block.grow(atMost: longestRecord + 1)
            }
        }
        // Safe: the end lies in the text.
        unsafe carry.append(contentsOf: UnsafeBufferPointer(start: block.text + end, count: block.count - end))
        shaped = max(0, shaped - end)
        take(&block, end, &cut)
        return cut
    }

    /// Hands over the records that end at a place of a block, if there are any.
    private mutating func take(_ block: inout Block, _ end: Int, _ cut: inout Cut) {
        block.count = end
        block.byteOffset = offset
        block.firstLine = line
        offset += end
        cut.bytes += end
        if let lineEnds = block.lineEnds {
            let inside = lineEnds.partitioningIndex { $0 >= end }
            line += inside
            cut.records += starts.count
            carriedLineEnds = lineEnds[inside...].map { $0 - end }
        } else if end > 0 {
            let newlines = unsafe Int(tamga_count_newlines(block.text, end))
            let isOpenEnded = unsafe block.text[end - 1] != 0x0A
            line += newlines
            cut.records += newlines + (isOpenEnded ? 1 : 0)
        }
        cut.hasBlock = end > 0
        follow(&block)
    }

    /// Where the last whole record of a block ends, after reshaping what is new in it.
    private mutating func recordsEnd(_ block: inout Block, isLast: Bool) -> Int {
        guard reshaper != nil else {
            let end = isLast ? block.count : lastNewline(block, from: shaped)
            shaped = block.count
            return end
        }
        for index in shaped..<block.count where unsafe block.text[index] == 0x0A { block.lineEnds?.append(index) }
        // Safe: the text is `count` bytes, and nobody else has them.
        var bytes = unsafe UnsafeMutableBufferPointer(start: block.text, count: block.count).mutableSpan
        starts = []
        let end = reshaper?.reshape(&bytes, from: shaped, isLast: isLast, records: &starts) ?? 0
        shaped = block.count
        return end
    }

    /// Notes the headers that are in force in a block.
    private mutating func follow(_ block: inout Block) {
        block.headers.removeAll(keepingCapacity: true)
        guard headers != nil, block.count > 0 else { return }
        if let header = headers?.header { block.headers.append(BlockHeader(offset: 0, header: header)) }
        // Safe: the text is `count` bytes, and nobody writes to them meanwhile.
        let span = unsafe UnsafeBufferPointer(start: block.text, count: block.count).span
        for change in headers?.read(span) ?? [] {
            block.headers.append(BlockHeader(offset: change.offset, header: change.header))
            headerEnd = block.byteOffset + change.offset
        }
    }

    /// Behind the last newline; no byte before an index is one.
    private func lastNewline(_ block: borrowing Block, from start: Int) -> Int {
        var end = block.count
        while end > start, unsafe block.text[end - 1] != 0x0A { end -= 1 }
        return end > start ? end : 0
    }

    private func holdsNewline(_ block: borrowing Block) -> Bool {
        // Safe: the text is `count` bytes.
        unsafe tamga_count_newlines(block.text, block.count) > 0
    }

    /// Drops the record that fills a block, as far as it is there, and refuses it once it has ended; what follows it
    /// stays in the block.
    ///
    /// - Returns: true once it has ended.
    private mutating func skip(_ block: inout Block, isLast: Bool, _ cut: inout Cut) -> Bool {
        var index = 0
        while index < block.count, unsafe block.text[index] != 0x0A { index += 1 }
        let hasEnded = index < block.count
        let dropped = hasEnded ? index + 1 : index
        // Safe: the rest lies inside the text; moving it to the front may overlap.
        unsafe block.text.update(from: block.text + dropped, count: block.count - dropped)
        block.count -= dropped
        skipped += dropped
        shaped = 0
        guard hasEnded || isLast else { return false }
        cut.refusals.append(
            Refusal(
                source: name, line: line, byteOffset: offset,
                reason: "a record of \(skipped) bytes is longer than the limit of \(longestRecord): left out"))
        cut.records += 1
        cut.bytes += skipped
        offset += skipped
        line += 1
        skipped = 0
        return true
    }
}
