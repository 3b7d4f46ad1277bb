import TamgaLogs
import TamgaModel

/// Files that are read as they grow, whatever they are renamed to.
///
/// A file is known by its number and by how it begins. The system tells what changes in their folders; once a second
/// all is looked at, whatever it told. A file that was renamed or deleted is read to its end before the one that took
/// its name; one that was emptied is read from its start, and what was put aside of it from where reading had come to.
/// Of thousands of files few are open: one that has nothing new is closed and found again by its name and number.
struct FollowSource: StreamSource {
    let options: FollowOptions
    let patterns: [FollowPattern]
    let longestRecord: Int
    let formatName: String?
    var formats: LogFormatSet

    var watch = FolderWatch()
    var files: [Int64: FollowedFile] = [:]
    /// The logs by the numbers of their files.
    var logs: [FileNumber: Int64] = [:]
    /// The logs by the names under which their files were found last.
    var paths: [String: Int64] = [:]
    /// Logs that may have something new: those whose files are leaving, and the others.
    var leaving: [Int64] = []
    var queue: [Int64] = []
    /// Files that are known and not read: packed, no text, copies.
    var ignored: Set<FileNumber> = []
    var ignoredPaths: Set<String> = []
    /// The logs by how the names of what rotation puts aside of them begin.
    var stems: [String: Set<Int64>] = [:]
    /// Where files stood when an earlier stream ended, until they are found.
    var saved: [FileNumber: LogPosition]
    /// Logs whose files were emptied, until what was put aside of them is found.
    var emptied: [Int64: (position: LogPosition, since: ContinuousClock.Instant)] = [:]
    /// Files that may be copies of logs, and when they were found.
    var copies: [FileNumber: ContinuousClock.Instant] = [:]
    /// What cannot be looked at, as far as it was said; and what of it could not at the first look.
    var faulty: Set<String> = []
    var unseen: Set<String> = []
    /// Renamed between two looks: the names by which files may be found that were never seen under a followed name.
    var strays: [String: String] = [:]
    let numbers: LogNumbers

    /// What is to be said with the next piece.
    var piece = StreamPiece()
    var counts = StreamStatus()
    var hasLooked = false
    /// The first look is news, whatever it saw: what comes behind it is new.
    var hasFirstLook = false
    var isLookDue = true
    var nextLook = ContinuousClock.now
    var lastLook = ContinuousClock.now
    var lookCost = Duration.zero
    /// When a file that waits is to be tried again.
    var retry: ContinuousClock.Instant?
    /// Once closed: when to end though there is more.
    var closing: ContinuousClock.Instant?
    private var place = 0

    /// All is looked at so often.
    static let interval = Duration.seconds(1)
    /// The system's hints are not acted upon more often than this, and not so often that looking takes much time.
    private var shortestInterval: Duration { max(.milliseconds(20), lookCost * 10) }
    /// A renamed or deleted file that nobody writes to is waited for so long.
    static let farewell = Duration.seconds(30)
    /// What has been read of a record that has not ended is kept up to so many bytes; a longer one is read again.
    static let longestCarry = 4_096

    init(
        _ options: FollowOptions, longestRecord: Int, formats: LogFormatSet, formatName: String?, numbers: LogNumbers
    ) {
        self.options = options
        patterns = options.patterns.map { FollowPattern($0) }
        self.longestRecord = longestRecord
        self.formats = formats
        self.formatName = formatName
        self.numbers = numbers
        saved = Dictionary(
            options.positions.map { (FileNumber(device: $0.device, inode: $0.inode), $0) },
            uniquingKeysWith: { $0.log > $1.log ? $0 : $1 })
    }

    // MARK: - Waiting

    mutating func watch(_ polled: inout PollSet) { place = watch.descriptor.map { polled.add($0) } ?? -1 }

    mutating func wake(_ polled: PollSet) { if place >= 0, polled.isReady(place) { hear() } }

    var deadline: ContinuousClock.Instant? {
        let look = isLookDue ? max(lastLook + shortestInterval, .now) : nextLook
        return [look, retry, closing].compactMap(\.self).min()
    }

    mutating func close() {
        guard closing == nil else { return }
        look()
        closing = .now + .seconds(2)
    }

    var isAtEnd: Bool {
        guard let closing else { return false }
        return closing <= .now || queue.isEmpty && leaving.isEmpty && !hasNews
    }

    mutating func adopt(_ formats: LogFormatSet) {
        self.formats = formats
        for log in files.keys { adopt(formats, log) }
    }

    var status: StreamStatus {
        var status = counts
        status.files = files.count
        for file in files.values {
            status.openFiles += file.descriptor == nil ? 0 : 1
            status.bytesBehind += max(0, file.size - file.taken)
        }
        return status
    }

    // MARK: - Pieces

    mutating func next(into block: inout Block) -> StreamPiece? {
        if closing == nil { hear() }
        let now = ContinuousClock.now
        if closing == nil, nextLook <= now || isLookDue && lastLook + shortestInterval <= now { look() }
        if let retry, retry <= now {
            self.retry = nil
            for log in files.keys { if let file = files[log], file.size > file.taken { enqueue(log) } }
        }
        // Of files that rotation has put aside, the one that was followed first is the oldest: it is read to its end first.
        while let log = leaving.min() ?? queue.first {
            if closing.map({ $0 <= now }) ?? false { break }
            if leaving.isEmpty { queue.removeFirst() } else { leaving.removeAll { $0 == log } }
            files[log]?.isQueued = false
            if read(log, into: &block) { return takePiece() }
        }
        return hasNews ? takePiece() : nil
    }

    private var hasNews: Bool {
        hasFirstLook || !piece.changes.isEmpty || !piece.notices.isEmpty || !piece.refusals.isEmpty
    }

    private mutating func takePiece() -> StreamPiece {
        defer { (piece, hasFirstLook) = (StreamPiece(), false) }
        return piece
    }

    mutating func enqueue(_ log: Int64) {
        guard let file = files[log], !file.isQueued else { return }
        files[log]?.isQueued = true
        if file.standing == .leaving { leaving.append(log) } else { queue.append(log) }
    }

    /// Takes note of what the system tells.
    private mutating func hear() {
        for event in watch.events() {
            switch event {
            case .written(let path):
                if let log = paths[path] {
                    enqueue(log)
                } else if !ignoredPaths.contains(path) {
                    isLookDue = isLookDue || patterns.contains { $0.covers(path) }
                }
            case .changed(let path):
                isLookDue =
                    isLookDue || paths[path] != nil || patterns.contains { $0.covers(path) }
                    // In a folder that has come to be there may be files to follow.
                    || FileFacts(path)?.isFolder == true
            case .renamed(let from, let to):
                isLookDue = true
                if let log = paths[from] {
                    files[log]?.currentPath = to
                    paths[from] = nil
                    paths[to] = log
                    enqueue(log)
                } else if strays.count < 1_024, patterns.contains(where: { $0.covers(from) }) {
                    strays[to] = from
                }
            case .overflow: isLookDue = true
            }
        }
    }
}
