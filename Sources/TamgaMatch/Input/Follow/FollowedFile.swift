import TamgaLogs
import TamgaModel

/// A file that is read as it grows, as far as it has been read.
struct FollowedFile: Sendable {
    /// How the file can be found.
    enum Standing: Hashable, Sendable {
        /// Under a name that is followed.
        case listed
        /// It was renamed or deleted: it is read to its end, and waited for a while.
        case leaving
    }

    /// Tells logs apart that have had the same name.
    let log: Int64
    /// The name under which it was found first: what its hits are said to be from.
    let path: String
    /// The name under which it was found last.
    var currentPath: String
    let file: FileNumber
    var standing = Standing.listed
    /// Its size when it was looked at last.
    var size: Int
    /// When it last grew, or was first seen.
    var grown = ContinuousClock.now
    /// When it was last read: of files that are open, the longest idle is closed first.
    var used = ContinuousClock.now
    /// Where the next record begins, and on which line, until the first has been read.
    var start: (offset: Int, line: Int, headerEnd: Int?)
    /// The first bytes, at most ``LogPosition/longestHead`` and none behind what has been read.
    var head: [UInt8] = []
    var descriptor: OwnedDescriptor?
    /// `nil` until it is known how the log is laid out.
    var text: GrowingLog?
    /// No record ends between what has been read and here.
    var searched = 0
    /// Nothing more is waited for: what is left is the last record.
    var isFinishing = false
    /// It stands in the queue of files to be read.
    var isQueued = false
    /// Since when it cannot be read; `nil` while it can.
    var fault: ContinuousClock.Instant?
    /// It has been read before: where it stands is known to whoever keeps positions.
    var isKnown = false

    /// A file that is read from a place on.
    init(log: Int64, path: String, found: FollowPattern.Found, offset: Int = 0, line: Int = 1) {
        self.log = log
        self.path = path
        currentPath = found.path
        file = found.facts.number
        size = found.facts.size
        start = (offset, line, nil)
    }

    /// A file that was read before, from where it was left.
    init(_ position: LogPosition, found: FollowPattern.Found) {
        self.init(log: position.log, path: position.path, found: found, offset: position.offset, line: position.line)
        start.headerEnd = position.headerEnd
        head = position.head
        isKnown = true
    }

    /// Where the next record begins.
    var offset: Int { text?.cutter.offset ?? start.offset }

    /// Up to where its bytes have been taken.
    var taken: Int {
        guard let cutter = text?.cutter else { return start.offset }
        return cutter.offset + cutter.skipped + cutter.carry.count
    }

    /// How far it has been read.
    var position: LogPosition {
        LogPosition(
            log: log, path: path, device: file.device, inode: file.inode, offset: offset,
            line: text?.cutter.line ?? start.line, headerEnd: text?.cutter.headerEnd ?? start.headerEnd, head: head)
    }
}
