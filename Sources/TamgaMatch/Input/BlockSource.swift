import CTamgaSift
import Synchronization
public import TamgaLogs
public import TamgaModel

/// Hands blocks of whole records to workers, source after source, each byte read once.
///
/// A worker fills its own block under the lock; what is left behind the last newline waits for the next one.
/// A record that is longer than a block makes the block grow; one longer than the limit is refused and skipped.
final class BlockSource: Sendable {
    private let state: Mutex<State>
    private let blockSize: Int
    private let longestRecord: Int
    private let formats: LogFormatSet
    /// The format that every log is read as, where somebody named one.
    private let formatName: String?

    /// The largest block and the longest record, in bytes: positions in decoded text are 32 bits wide.
    static let largest = 1 << 30

    init(_ inputs: [LogInput], blockSize: Int, longestRecord: Int, formats: LogFormatSet, formatName: String?) {
        self.formats = formats
        self.formatName = formatName
        self.longestRecord = min(max(1, longestRecord), Self.largest)
        self.blockSize = min(max(1, blockSize), self.longestRecord)
        state = Mutex(State(inputs: inputs))
    }

    private struct State: ~Copyable {
        let inputs: [LogInput]
        var nextInput = 0
        var sequence = 0
        var open: OpenLog?
        var logs: [LogSummary] = []
        var refusals: [Refusal] = []

        init(inputs: [LogInput]) { self.inputs = inputs }
    }

    /// The log that is being read.
    private struct OpenLog: ~Copyable {
        var source: LogSource
        var carry: [UInt8] = []
        var offset = 0
        var line = 1
        var isAtEnd = false
        /// Makes lines of records that are none; `nil` where they are, or where one was too long to go on.
        var reshaper: RecordReshaper?
        /// Where lines of the source end in ``carry``, for a log that is reshaped.
        var carriedLineEnds: [Int] = []
        /// Follows the lines that name fields.
        var headers: HeaderTracker?
    }

    /// Fills a block with the next whole records.
    ///
    /// - Returns: the log the block is from; `nil` when every source has been read.
    func next(into block: inout Block) -> LogSummary? {
        block.shrink(to: blockSize)
        return state.withLock { state in
            while true {
                if state.open == nil, !openNext(&state) { return nil }
                if fill(&block, &state) { return state.logs[block.source] }
            }
        }
    }

    /// What has been read, once ``next(into:)`` has returned `nil` to every worker.
    func finish() -> (logs: [LogSummary], refusals: [Refusal]) {
        state.withLock { ($0.logs, $0.refusals) }
    }

    /// Opens the next source that can be read; those that cannot are refused.
    private func openNext(_ state: inout State) -> Bool {
        while state.nextInput < state.inputs.count {
            let input = state.inputs[state.nextInput]
            state.nextInput += 1
            do throws(InputError) {
                var source = try LogSource.open(input)
                let reason = try source.recognise()
                if let reason {
                    refuse(input.name, reason, &state)
                    continue
                }
                let head = source.peek(max(LogOrigin.head, LogFormatSet.headLength))
                let origin = LogOrigin(Array(head.prefix(LogOrigin.head)), name: input.name)
                let layout =
                    formatName.flatMap { formats.layout(named: $0, head: head) } ?? formats.recognise(head: head)
                state.logs.append(
                    LogSummary(name: input.name, modified: source.modified, origin: origin, layout: layout))
                let reshaper = RecordReshaper(layout)
                state.open = OpenLog(
                    source: source, reshaper: reshaper,
                    headers: layout.hasHeaders ? HeaderTracker(layout, in: formats) : nil)
                return true
            } catch {
                refuse(input.name, "\(error)", &state)
            }
        }
        return false
    }

    private func refuse(_ name: String, _ reason: String, _ state: inout State) {
        state.refusals.append(Refusal(source: name, reason: reason))
        state.logs.append(LogSummary(name: name, modified: Timestamp(seconds: 0), isUnreadable: true))
    }

    /// Fills a block from the open source; false at its end.
    private func fill(_ block: inout Block, _ state: inout State) -> Bool {
        guard var log = state.open.take() else { return false }
        // Growing keeps `count` bytes: none yet.
        block.count = 0
        while block.capacity < log.carry.count { block.grow(atMost: .max) }
        block.count = log.carry.count
        unsafe block.text.update(from: log.carry, count: log.carry.count)
        log.carry.removeAll(keepingCapacity: true)
        let summary = state.logs.count - 1

        var end = 0
        // What was left behind the last block has been reshaped as far as it goes.
        var reshaped = block.count
        block.lineEnds = log.reshaper == nil ? nil : log.carriedLineEnds
        var records = 0
        while true {
            readMore(&block, &log, &state)
            end = recordsEnd(&block, &log, &reshaped, &records)
            // More than the limit and no newline in it: the one case in which a block holds too long a record.
            if block.count > longestRecord, end == 0 || end == block.count && !holdsNewline(block) {
                skipRecord(&block, &log, &state)
                // From here on a line is a record: what the reshaper knew of the log is gone.
                log.reshaper = nil
                block.lineEnds = nil
            } else if end > 0 || log.isAtEnd {
                break
            } else {
                block.grow(atMost: longestRecord + 1)
            }
        }
        if log.isAtEnd, let reason = log.source.finish() {
            state.refusals.append(Refusal(source: log.source.name, reason: reason))
            state.logs[summary].isUnreadable = true
        }
        guard end > 0 else { return false }

        unsafe log.carry.append(contentsOf: UnsafeBufferPointer(start: block.text + end, count: block.count - end))
        block.count = end
        block.sequence = state.sequence
        block.source = summary
        block.byteOffset = log.offset
        block.firstLine = log.line
        state.sequence += 1
        log.offset += end
        if let lineEnds = block.lineEnds {
            state.logs[summary].records += records
            let inside = lineEnds.partitioningIndex { $0 >= end }
            log.line += inside
            log.carriedLineEnds = lineEnds[inside...].map { $0 - end }
        } else {
            let newlines = unsafe Int(tamga_count_newlines(block.text, end))
            let isOpenEnded = unsafe block.text[end - 1] != 0x0A
            log.line += newlines
            state.logs[summary].records += newlines + (isOpenEnded ? 1 : 0)
        }
        state.logs[summary].bytes += end
        follow(&block, &log)
        if !(log.isAtEnd && log.carry.isEmpty) { state.open = consume log }
        return true
    }

    /// Where the last whole record of a block ends, after reshaping what is new in it.
    private func recordsEnd(
        _ block: inout Block, _ log: inout OpenLog, _ reshaped: inout Int, _ records: inout Int
    ) -> Int {
        guard log.reshaper != nil else { return lastRecordEnd(block, log.isAtEnd) }
        for index in reshaped..<block.count where unsafe block.text[index] == 0x0A { block.lineEnds?.append(index) }
        // Safe: the text is `count` bytes, and nobody else has them.
        var bytes = unsafe UnsafeMutableBufferPointer(start: block.text, count: block.count).mutableSpan
        var starts: [RecordStart] = []
        let end =
            log.reshaper?.reshape(&bytes, from: reshaped, isLast: log.isAtEnd, records: &starts) ?? 0
        records += starts.count
        reshaped = block.count
        return end
    }

    /// Notes the headers that are in force in a block.
    private func follow(_ block: inout Block, _ log: inout OpenLog) {
        block.headers.removeAll(keepingCapacity: true)
        guard log.headers != nil else { return }
        if let header = log.headers?.header { block.headers.append(BlockHeader(offset: 0, header: header)) }
        // Safe: the text is `count` bytes, and nobody writes to them meanwhile.
        let span = unsafe UnsafeBufferPointer(start: block.text, count: block.count).span
        for change in log.headers?.read(span) ?? [] {
            block.headers.append(BlockHeader(offset: change.offset, header: change.header))
        }
    }

    /// Where the last whole record ends; at the end of a source the last record needs no newline.
    private func lastRecordEnd(_ block: borrowing Block, _ isAtEnd: Bool) -> Int {
        if isAtEnd { return block.count }
        var end = block.count
        while end > 0, unsafe block.text[end - 1] != 0x0A { end -= 1 }
        return end
    }

    private func holdsNewline(_ block: borrowing Block) -> Bool {
        // Safe: the text is `count` bytes.
        unsafe tamga_count_newlines(block.text, block.count) > 0
    }

    /// Fills what room a block has; an error ends the source.
    private func readMore(_ block: inout Block, _ log: inout OpenLog, _ state: inout State) {
        while block.count < block.capacity, !log.isAtEnd {
            do throws(InputError) {
                // Safe: the block has room for `capacity` bytes.
                let got = try unsafe log.source.read(into: block.text + block.count, block.capacity - block.count)
                if got == 0 { log.isAtEnd = true }
                block.count += got
            } catch {
                log.isAtEnd = true
                state.refusals.append(Refusal(source: log.source.name, reason: "\(error)"))
                state.logs[state.logs.count - 1].isUnreadable = true
            }
        }
    }

    /// Drops the record that fills a block, to its newline, and refuses it; what follows it stays in the block.
    private func skipRecord(_ block: inout Block, _ log: inout OpenLog, _ state: inout State) {
        let summary = state.logs.count - 1
        var skipped = 0
        while true {
            var index = 0
            while index < block.count, unsafe block.text[index] != 0x0A { index += 1 }
            if index < block.count {
                skipped += index + 1
                let rest = block.count - index - 1
                // Safe: the rest lies inside the text; moving it to the front may overlap.
                unsafe block.text.update(from: block.text + index + 1, count: rest)
                block.count = rest
                break
            }
            skipped += block.count
            block.count = 0
            if log.isAtEnd { break }
            readMore(&block, &log, &state)
        }
        state.refusals.append(
            Refusal(
                source: log.source.name, line: log.line, byteOffset: log.offset,
                reason: "a record of \(skipped) bytes is longer than the limit of \(longestRecord): left out"))
        state.logs[summary].refusedRecords += 1
        state.logs[summary].records += 1
        state.logs[summary].bytes += skipped
        log.offset += skipped
        log.line += 1
    }
}

/// What was read of one source.
public struct LogSummary: Hashable, Sendable {
    /// As the user named it.
    public var name: String
    /// When the file was last changed; when it was opened, for a stream.
    public var modified: Timestamp
    /// Decompressed bytes.
    public var bytes = 0
    /// Records, refused ones included.
    public var records = 0
    /// Records left out because they are too long.
    public var refusedRecords = 0
    /// True where it could not be read, or not to its end: a refusal says why.
    public var isUnreadable = false
    /// How the log is laid out.
    public var layout: LogLayout
    /// What tells this log from others, wherever it lies and however it is packed.
    let origin: LogOrigin

    init(
        name: String, modified: Timestamp, origin: LogOrigin = LogOrigin([], name: ""), layout: LogLayout = .text,
        isUnreadable: Bool = false
    ) {
        self.layout = layout
        self.name = name
        self.origin = origin
        self.modified = modified
        self.isUnreadable = isUnreadable
    }
}

extension [Int] {
    /// The index of the first element of which a predicate holds, where it holds of all behind it.
    func partitioningIndex(_ holds: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
