import TamgaLogs
import TamgaModel

/// What one sender has sent: a log whose records are its messages.
struct SenderLog: Sendable {
    let name: String
    let number: Int64
    /// Messages that have not been handed out, each a line.
    private(set) var pending: [UInt8] = []
    /// Messages that were left out since.
    var refusals: [Refusal] = []
    /// When the last message came.
    var used = ContinuousClock.now
    private var head: [UInt8] = []
    private var log: GrowingLog?

    /// What is looked at of a sender's first messages.
    private static let longestHead = 4_096

    init(name: String, number: Int64) {
        self.name = name
        self.number = number
    }

    /// Takes a message: line ends and NULs in it become spaces, those at its end are left out.
    mutating func add(_ message: ArraySlice<UInt8>) {
        var message = message
        while let last = message.last, last == 0x0A || last == 0x0D || last == 0 { message.removeLast() }
        guard !message.isEmpty else { return }
        let start = pending.count
        pending += message
        pending.append(0x0A)
        for index in start..<pending.count - 1 where pending[index] == 0x0A || pending[index] == 0 {
            pending[index] = 0x20
        }
        used = .now
        if head.count < Self.longestHead { head += pending[start...].prefix(Self.longestHead - head.count) }
    }

    /// Fills a block with messages.
    mutating func fill(_ block: inout Block, formats: LogFormatSet, formatName: String?, longest: Int) -> StreamPiece {
        var log =
            log
            ?? GrowingLog(
                name: name, number: number, head: head, cutter: RecordCutter(name: name, longestRecord: longest),
                formats: formats, formatName: formatName, isFramed: true)
        var piece = StreamPiece()
        piece.refusals = refusals
        refusals = []
        var taken = 0
        let (pending, head) = (pending, head)
        log.fill(&block, &piece, modified: .now, head: { head }) { block in
            let count = min(block.capacity - block.count, pending.count - taken)
            block.append(Array(pending[taken..<taken + count]))
            taken += count
            return taken < pending.count ? .full : .dry
        }
        piece.log.refusedRecords += piece.refusals.count
        piece.log.records += piece.refusals.count
        if head.count == Self.longestHead { log.settle() }
        self.pending.removeFirst(taken)
        self.log = log
        return piece
    }

    /// Reads what follows by other formats.
    mutating func adopt(_ formats: LogFormatSet) { log?.adopt(formats, head: head, header: []) }
}
