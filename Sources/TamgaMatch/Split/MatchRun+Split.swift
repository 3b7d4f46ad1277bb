import TamgaModel

extension MatchRun {
    /// Reads a part of a log.
    ///
    /// Hits go to the run's output, in the order of the log; their lines count from the part's first record.
    ///
    /// - Parameter progress: as in ``run(_:progress:)``.
    /// - Throws: ``SplitError`` where the file has no such parts: packed files and what is no file have one; what the output
    ///   throws. A file that cannot be read is a failure in the outcome.
    public func run(
        _ split: LogSplit, progress: (@Sendable (MatchProgress) -> Void)? = nil
    ) throws -> SplitOutcome {
        try LogSplit.check(split)
        let source = blockSource([.file(split.path)], range: split.range)
        let tallies = try search(source, progress: progress)
        let (logs, refusals) = source.finish()
        guard let log = logs.first else { throw SplitError(split.description, "nothing was read") }
        let range =
            log.isPacked || log.isForeign
            ? 0..<log.size
            : min(split.range.lowerBound, log.size)..<min(split.range.upperBound, log.size)
        return SplitOutcome(
            file: SplitFile(log), range: range, bytes: log.bytes, records: log.records, lines: log.lines,
            failure: log.failure, isForeign: log.isForeign, refusals: refusals.filter { $0.line != nil },
            tallies: tallies)
    }
}

extension LogSplit {
    /// - Throws: where the file has no parts and one is asked for.
    static func check(_ split: LogSplit) throws(SplitError) {
        // What cannot be opened is refused when it is read.
        guard var source = try? LogSource.open(.file(split.path)) else { return }
        guard source.isFile else {
            throw SplitError(
                split.path, "is no file that can be read at any place; give it to “tamga correlate” itself")
        }
        do { if try source.recognise() != nil { return } } catch { return }
        guard source.isPacked, split.range.lowerBound > 0 || split.range.upperBound < source.size else { return }
        throw SplitError(
            split.description,
            "a packed file has one split, \(LogSplit(path: split.path, range: 0..<source.size)); unpack it to have more"
        )
    }
}
