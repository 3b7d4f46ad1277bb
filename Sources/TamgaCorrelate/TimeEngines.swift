import TamgaModel

/// What looks at records in the order of time: correlations and patterns, each fast or by the obvious engine.
struct TimeEngines {
    private var windows: WindowEngine
    private var patterns: PatternEngine
    private var reference: (windows: ReferenceWindows, patterns: ReferencePatterns)?

    init(_ plan: CorrelationPlan, _ patternPlan: PatternPlan, _ settings: CorrelationSettings) {
        windows = WindowEngine(plan, memory: settings.windowMemory)
        patterns = PatternEngine(patternPlan, memory: settings.patternMemory)
        if settings.isReference { reference = (ReferenceWindows(plan), ReferencePatterns(patternPlan)) }
    }

    /// For each correlation, what became of the records that reached it.
    var counts: [CorrelationCounts] { reference?.windows.counts ?? windows.counts }

    /// For each pattern, what became of it.
    var patternCounts: [PatternCounts] { reference?.patterns.counts ?? patterns.counts }

    /// Adds a record: its events, one for each rule that matched it.
    mutating func add(_ record: ArraySlice<CorrelationEvent>) {
        if reference == nil {
            windows.add(record)
            patterns.add(record)
        } else {
            reference?.windows.add(record)
            reference?.patterns.add(record)
        }
    }

    /// Closes what ends before a time: nothing earlier will be added.
    mutating func close(before time: Int64) {
        if reference == nil { windows.close(before: time) }
    }

    /// What was held is known: it is not taken.
    mutating func forgetWindows() { _ = windows.takeHeld() }

    /// Of each pattern so many matches are known: they are not taken.
    mutating func setReported(_ matches: [Int]) { patterns.setReported(matches) }

    /// What is remembered by the fast engines.
    func write(to writer: inout StandingWriter) {
        windows.write(to: &writer)
        patterns.write(to: &writer)
    }

    /// Reads into engines that have seen nothing.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        try windows.read(from: &reader)
        try patterns.read(from: &reader)
    }

    /// What has held and not been taken; of the obvious engine nothing before the end.
    mutating func take() -> (windows: [HeldWindow], patterns: [SatisfiedPattern]) {
        reference == nil ? (windows.takeHeld(), patterns.takeSatisfied(all: false)) : ([], [])
    }

    /// Decides what can be decided although the input ends here, and takes what is left.
    mutating func finish() -> (windows: [HeldWindow], patterns: [SatisfiedPattern]) {
        if reference != nil {
            return (reference?.windows.finish() ?? [], reference?.patterns.takeSatisfied() ?? [])
        }
        windows.finish()
        return (windows.takeHeld(), patterns.takeSatisfied(all: true))
    }
}
