import CTamgaSift
import Synchronization
public import TamgaModel

/// Hands blocks of whole records to workers, source after source, each byte read once.
///
/// A worker fills its own block under the lock; what is left behind the last newline waits for the next one.
/// A record that is longer than a block makes the block grow; one longer than the limit is refused and skipped.
final class BlockSource: Sendable {
    private let state: Mutex<State>
    private let blockSize: Int
    private let longestRecord: Int

    init(_ inputs: [LogInput], blockSize: Int, longestRecord: Int) {
        self.blockSize = blockSize
        self.longestRecord = longestRecord
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
                let fingerprint = try LogFingerprint.of(&source)
                state.logs.append(LogSummary(name: input.name, modified: source.modified, fingerprint: fingerprint))
                state.open = OpenLog(source: source)
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
        block.fill(with: log.carry)
        log.carry.removeAll(keepingCapacity: true)
        let summary = state.logs.count - 1

        var end = 0
        while true {
            while block.count < block.capacity, !log.isAtEnd {
                do throws(InputError) {
                    // Safe: the block has room for `capacity` bytes.
                    let got = try unsafe log.source.read(into: block.text + block.count, block.capacity - block.count)
                    if got == 0 { log.isAtEnd = true }
                    block.count += got
                } catch {
                    log.isAtEnd = true
                    state.refusals.append(Refusal(source: log.source.name, reason: "\(error)"))
                    state.logs[summary].isUnreadable = true
                }
            }
            end = lastRecordEnd(block, log.isAtEnd)
            if end > 0 || log.isAtEnd { break }
            if block.count >= longestRecord {
                skipRecord(&block, &log, &state)
                if log.isAtEnd, block.count == 0 { break }
            } else {
                block.grow()
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
        let newlines = unsafe Int(tamga_count_newlines(block.text, end))
        let isOpenEnded = unsafe block.text[end - 1] != 0x0A
        log.line += newlines
        state.logs[summary].records += newlines + (isOpenEnded ? 1 : 0)
        state.logs[summary].bytes += end
        if !(log.isAtEnd && log.carry.isEmpty) { state.open = consume log }
        return true
    }

    /// Where the last whole record ends; at the end of a source the last record needs no newline.
    private func lastRecordEnd(_ block: borrowing Block, _ isAtEnd: Bool) -> Int {
        if isAtEnd { return block.count }
        var end = block.count
        while end > 0, unsafe block.text[end - 1] != 0x0A { end -= 1 }
        return end
    }

    /// Drops a record that is longer than the limit, to its newline, and refuses it.
    private func skipRecord(_ block: inout Block, _ log: inout OpenLog, _ state: inout State) {
        let summary = state.logs.count - 1
        var skipped = block.count
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var found = false
        while !found, !log.isAtEnd {
            let got: Int
            do throws(InputError) {
                got = try read(&log, &buffer)
            } catch {
                state.refusals.append(Refusal(source: log.source.name, reason: "\(error)"))
                state.logs[summary].isUnreadable = true
                got = 0
            }
            if got == 0 { log.isAtEnd = true }
            if let newline = buffer[..<got].firstIndex(of: 0x0A) {
                skipped += newline + 1
                rest = Array(buffer[(newline + 1)..<got])
                found = true
            } else {
                skipped += got
            }
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
        block.shrink(to: blockSize)
        block.fill(with: rest)
    }

    private func read(_ log: inout OpenLog, _ buffer: inout [UInt8]) throws(InputError) -> Int {
        try unsafe buffer.withUnsafeMutableBufferPointer { room throws(InputError) in
            try unsafe log.source.read(into: room.baseAddress!, room.count)
        }
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
    /// See ``LogFingerprint``.
    let fingerprint: [UInt8]

    init(name: String, modified: Timestamp, isUnreadable: Bool = false, fingerprint: [UInt8] = []) {
        self.name = name
        self.modified = modified
        self.isUnreadable = isUnreadable
        self.fingerprint = fingerprint
    }
}
