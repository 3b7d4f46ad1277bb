extension MatchRun {
    /// Searches one record as a run over its log does: hits have the same ids, times and places.
    ///
    /// What is printed of them goes to the run's output.
    public func search(_ record: LogRecord) throws {
        var worker = Worker(plan)
        var found = BlockOutput()
        worker.search(record.block(), of: record.log, into: &found)
        try output(found)
    }
}
