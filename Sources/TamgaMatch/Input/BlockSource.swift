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

    /// Of each source only the records that begin in this range of its bytes; `nil` for all of them.
    private let range: Range<Int>?

    init(
        _ inputs: [LogInput], blockSize: Int, longestRecord: Int, formats: LogFormatSet, formatName: String?,
        range: Range<Int>? = nil
    ) {
        self.range = range
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
        /// The log that is being read, and what cuts it.
        var open: LogSource?
        var cutter: RecordCutter?
        /// Which of its records are wanted; `nil` for all.
        var window: SplitWindow?
        var logs: [LogSummary] = []
        var refusals: [Refusal] = []

        init(inputs: [LogInput]) { self.inputs = inputs }
    }

    /// Fills a block with the next whole records.
    ///
    /// - Returns: the log the block is from; `nil` when every source has been read.
    func next(into block: inout Block) -> LogSummary? {
        block.shrink(to: blockSize, atMost: longestRecord + 1)
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
                    state.logs[state.logs.count - 1].size = source.size
                    state.logs[state.logs.count - 1].isForeign = true
                    continue
                }
                let head = source.peek(max(LogOrigin.head, LogFormatSet.headLength))
                let origin = LogOrigin(Array(head.prefix(LogOrigin.head)), name: input.name)
                let layout =
                    formatName.flatMap { formats.layout(named: $0, head: head) } ?? formats.recognise(head: head)
                var log = LogSummary(name: input.name, modified: source.modified, origin: origin, layout: layout)
                log.size = source.size
                log.isPacked = source.isPacked
                state.logs.append(log)
                var cutter = RecordCutter(name: input.name, longestRecord: longestRecord)
                if let range, !source.isPacked {
                    let window = SplitWindow(range, size: source.size, layout)
                    state.window = window
                    if window.range.isEmpty { continue }
                    if window.position > 0 {
                        try source.seek(to: window.position)
                        cutter = RecordCutter(name: input.name, longestRecord: longestRecord, offset: window.position)
                    }
                }
                cutter.adopt(layout, formats)
                state.cutter = cutter
                state.open = consume source
                return true
            } catch {
                refuse(input.name, "\(error)", &state)
            }
        }
        return false
    }

    private func refuse(_ name: String, _ reason: String, _ state: inout State) {
        state.refusals.append(Refusal(source: name, reason: reason))
        var log = LogSummary(name: name, modified: Timestamp(seconds: 0), isUnreadable: true)
        log.failure = reason
        state.logs.append(log)
    }

    /// Fills a block from the open source; false at its end.
    private func fill(_ block: inout Block, _ state: inout State) -> Bool {
        guard var source = state.open.take(), var cutter = state.cutter.take() else { return false }
        let summary = state.logs.count - 1
        var isAtEnd = false
        var isDone = false
        var failure: String?
        var cut: RecordCutter.Cut
        repeat {
            cut = cutter.fill(&block) { block in
                let room = block.capacity - block.count
                let limit = block.count + (state.window?.room(room) ?? room)
                while block.count < limit, !isAtEnd {
                    do throws(InputError) {
                        // Safe: the block has room for `capacity` bytes.
                        let got = try unsafe source.read(into: block.text + block.count, limit - block.count)
                        if got == 0 { isAtEnd = true }
                        block.count += got
                        state.window?.position += got
                    } catch {
                        isAtEnd = true
                        failure = "\(error)"
                    }
                }
                return isAtEnd ? .end : .full
            }
            isDone = isAtEnd
            if state.window != nil {
                state.window?.keep(&block, &cut, cutter)
                isDone = isAtEnd || state.window?.isBehind(cutter.offset) == true
            }
            state.refusals += cut.refusals
            state.logs[summary].refusedRecords += cut.refusals.count
            state.logs[summary].records += cut.records
            state.logs[summary].bytes += cut.bytes
            state.logs[summary].lines = state.window?.lines ?? cutter.line - 1
        } while !cut.hasBlock && !isDone
        if isAtEnd, let reason = failure ?? source.finish() {
            state.refusals.append(Refusal(source: source.name, reason: reason))
            state.logs[summary].isUnreadable = true
            state.logs[summary].failure = reason
        }
        if !isDone {
            state.open = consume source
            state.cutter = cutter
        }
        guard cut.hasBlock else { return false }
        block.sequence = state.sequence
        block.source = summary
        state.sequence += 1
        return true
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
    /// Bytes as they lie on disk; 0 for what is no file.
    var size = 0
    /// It was unpacked while it was read.
    var isPacked = false
    /// Its first bytes say that it holds no text.
    public internal(set) var isForeign = false
    /// Lines that were read; a line that the end of the log ends is none.
    var lines = 0
    /// Why it could not be read, or not to its end; `nil` also where nobody has tried a part of it.
    public internal(set) var failure: String?

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
