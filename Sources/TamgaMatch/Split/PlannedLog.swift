public import TamgaLogs

/// A log cut into splits of about a size.
public struct PlannedLog: Hashable, Sendable {
    /// The splits, in order: all of the log and nothing twice.
    public let splits: [LogSplit]
    /// More than one split is possible.
    public let isSplittable: Bool
    /// A split reads the log from its start on to find its records; else it reads no more than its own range.
    public let readsFromStart: Bool

    /// The most splits of a log that each of them reads from its start on: together they read no more than four and a half
    /// times the log.
    public static let mostFromStart = 8

    private init(splits: [LogSplit], isSplittable: Bool, readsFromStart: Bool) {
        self.splits = splits
        self.isSplittable = isSplittable
        self.readsFromStart = readsFromStart
    }

    /// A log that has one split: it is packed, no text, cannot be read, or is not a file.
    private init(whole path: String, size: Int?) {
        self.init(
            splits: [LogSplit(path: path, range: 0..<(size ?? Int.max))], isSplittable: false, readsFromStart: false)
    }

    /// Cuts a file.
    ///
    /// - Parameters:
    ///   - size: the bytes of a split; the last one may have a tenth more.
    ///   - formats: how logs are recognised.
    ///   - formatName: the format that every log is read as; `nil` recognises each.
    /// - Throws: ``SplitError`` for what is no file: it can be read once only.
    public init(_ path: String, size: Int, formats: LogFormatSet, formatName: String? = nil) throws(SplitError) {
        guard var source = try? LogSource.open(.file(path)) else {
            self.init(whole: path, size: nil)
            return
        }
        guard source.isFile else { throw SplitError(path, "is no file: give it to “tamga correlate” itself") }
        let whole = source.size
        do {
            if try source.recognise() != nil || source.isPacked {
                self.init(whole: path, size: whole)
                return
            }
        } catch {
            self.init(whole: path, size: whole)
            return
        }
        let head = source.peek(LogFormatSet.headLength)
        guard source.failure == nil else {
            self.init(whole: path, size: whole)
            return
        }
        let layout = formatName.flatMap { formats.layout(named: $0, head: head) } ?? formats.recognise(head: head)
        let readsFromStart = !layout.isOfFreeLines
        var step = max(1, size)
        if readsFromStart { step = max(step, (whole + Self.mostFromStart - 1) / Self.mostFromStart) }
        var splits: [LogSplit] = []
        var start = 0
        while whole - start > step + step / 10 {
            splits.append(LogSplit(path: path, range: start..<start + step))
            start += step
        }
        splits.append(LogSplit(path: path, range: start..<whole))
        self.init(splits: splits, isSplittable: true, readsFromStart: readsFromStart)
    }
}
