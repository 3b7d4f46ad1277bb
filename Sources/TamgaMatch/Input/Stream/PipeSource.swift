import Glibc
import TamgaLogs
import TamgaModel

/// Standard input, taken as it comes.
///
/// A block is cut at the last whole record of what is there; where data keep coming it grows to its full size. How the
/// log is laid out is recognised from its first line; where that opens a JSON value or describes lines to come, from
/// what follows, up to 64 KiB or a second of silence. A last line without a newline waits for it, or for the end.
@safe
struct PipeSource: StreamSource {
    private let file: Int32
    private let longestRecord: Int
    private var formats: LogFormatSet
    private let formatName: String?
    private let number: Int64
    private var log: GrowingLog?
    /// The first bytes, and how many of them have been cut.
    private var head: [UInt8] = []
    private var headTaken = 0
    private var place = 0
    private var isReady = true
    private var hasEnded = false
    private var isClosing = false
    private var failure: String?
    /// When the layout is settled with what is there.
    private(set) var deadline: ContinuousClock.Instant?
    /// What may still be read of what was there when the source was closed.
    private var allowance = Int.max

    private static let patience = Duration.seconds(1)
    /// What a pipe is asked to hold, so that a writer need not wait for each block.
    private static let pipeSize = 1 << 20
    /// So much at once comes from a writer that is busy.
    private static let muchData = 1 << 16
    /// `F_SETPIPE_SZ` of Linux.
    private static let setPipeSize: Int32 = 1_031

    init(longestRecord: Int, formats: LogFormatSet, formatName: String?, number: Int64) {
        file = 0
        self.longestRecord = longestRecord
        self.formats = formats
        self.formatName = formatName
        self.number = number
        // Where it is no pipe, or the system allows no more, nothing changes.
        _ = fcntl(file, Self.setPipeSize, Int32(Self.pipeSize))
    }

    mutating func watch(_ polled: inout PollSet) { if !hasEnded { place = polled.add(file) } }

    mutating func wake(_ polled: PollSet) { if !hasEnded { isReady = polled.isReady(place) } }

    var isAtEnd: Bool { hasEnded && headTaken == head.count && log?.cutter.carry.isEmpty ?? true }

    var status: StreamStatus { StreamStatus() }

    mutating func close() {
        guard !isClosing else { return }
        isClosing = true
        allowance = Self.pipeSize
        isReady = true
    }

    mutating func adopt(_ formats: LogFormatSet) {
        self.formats = formats
        log?.adopt(formats, head: head, header: head)
    }

    mutating func next(into block: inout Block) -> StreamPiece? {
        guard !isAtEnd, isReady || isClosing || deadline.map({ $0 <= .now }) ?? false else { return nil }
        if log == nil, let refused = recognise() { return refused }
        guard var log = log.take() else { return nil }
        var piece = StreamPiece()
        var supply = self
        log.fill(&block, &piece, modified: .now, head: { supply.head }) { supply.read(into: &$0) }
        self = supply
        self.log = log
        if hasEnded, let failure {
            piece.refusals.append(Refusal(source: log.name, reason: failure))
            piece.log.isUnreadable = true
            self.failure = nil
        }
        isReady = piece.hasBlock
        return piece.hasBlock || !piece.refusals.isEmpty ? piece : nil
    }

    /// Reads until the layout is known; a piece that says why there is none.
    private mutating func recognise() -> StreamPiece? {
        var layout: LogLayout?
        while layout == nil, head.count < GrowingLog.headLength, !hasEnded, isReadable() {
            var bytes = [UInt8](repeating: 0, count: GrowingLog.headLength - head.count)
            // Safe: the room is as large as is said.
            let got = unsafe bytes.withUnsafeMutableBufferPointer { room in
                unsafe take(into: room.baseAddress!, room.count)
            }
            if got > 0 {
                head += bytes[..<got]
                deadline = .now + Self.patience
            }
            layout = formatName == nil ? formats.recognise(start: head) : head.contains(0x0A) ? .text : nil
        }
        if isClosing, !isReadable() { hasEnded = true }
        if let reason = foreign() {
            hasEnded = true
            head = []
            var piece = StreamPiece()
            piece.log = LogSummary(name: "-", modified: .now, isUnreadable: true)
            piece.refusals = [Refusal(source: "-", reason: reason)]
            return piece
        }
        let isSilent = deadline.map { $0 <= .now } ?? false
        guard layout != nil || hasEnded || isSilent && head.contains(0x0A) || head.count == GrowingLog.headLength
        else {
            isReady = false
            if isSilent { deadline = nil }
            return nil
        }
        deadline = nil
        log = GrowingLog(
            name: "-", number: number, head: head,
            cutter: RecordCutter(name: "-", longestRecord: longestRecord), formats: formats, formatName: formatName)
        return nil
    }

    /// Why the input is not text; `nil` for text.
    private func foreign() -> String? {
        if let reason = ForeignFile.reason(head) { return reason }
        return Compression.of(head).map { "standard input is packed: unpack it first, as with \($0.program) -dc" }
    }

    private mutating func read(into block: inout Block) -> RecordCutter.Supply {
        while block.count < block.capacity {
            // Safe: the block has room for `capacity` bytes.
            let room = unsafe UnsafeMutableBufferPointer(
                start: block.text + block.count, count: block.capacity - block.count)
            if headTaken < head.count {
                let count = min(room.count, head.count - headTaken)
                for index in 0..<count { unsafe room[index] = head[headTaken + index] }
                headTaken += count
                block.count += count
                continue
            }
            if hasEnded { return .end }
            guard isReadable(block.count) else {
                if isClosing { hasEnded = true }
                return isClosing ? .end : .dry
            }
            let got = unsafe take(into: room.baseAddress!, room.count)
            if got > 0, head.count < GrowingLog.headLength {
                // Safe: so many bytes have just been read.
                unsafe head += room.prefix(min(got, GrowingLog.headLength - head.count))
                headTaken = head.count
            }
            block.count += got
        }
        return .full
    }

    /// Where much is there already, more is waited for, as briefly as it takes a busy writer to write.
    private func isReadable(_ count: Int = 0) -> Bool {
        allowance > 0 && PollSet.isReadable(file, within: count < Self.muchData || isClosing ? 0 : 1)
    }

    /// Reads what is there; 0 at the end.
    private mutating func take(into buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        while true {
            // Safe: the caller's buffer has room for `count` bytes.
            let got = unsafe Glibc.read(file, buffer, min(count, allowance))
            if got < 0, errno == EINTR || errno == EAGAIN { continue }
            if got < 0 { failure = "\(InputError.io("cannot be read to its end", errno))" }
            if got <= 0 { hasEnded = true }
            if isClosing { allowance -= max(0, got) }
            return max(0, got)
        }
    }
}
