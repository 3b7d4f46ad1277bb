import ArgumentParser
import TamgaCorrelate
import TamgaMatch

/// How correlations over time are run.
struct WindowOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Memory for correlations over time; past it the groups used longest ago are dropped, and that is said.",
            valueName: "size"))
    var windowMemory = ByteSize(argument: "256M")!

    /// The settings.
    ///
    /// - Parameter lateness: how long a stream waits for what comes out of order; `nil` for logs that are read to their
    ///   end.
    func settings(_ matching: MatchingOptions, lateness: TimeSpan? = nil) -> CorrelationSettings {
        var settings = CorrelationSettings()
        // What is counted has room to grow in it: measured (benchmarks/windows), the process stays below the whole.
        settings.windowMemory = max(1, windowMemory.bytes / 2)
        settings.eventMemory = max(1, windowMemory.bytes / 4)
        settings.patternMemory = max(1, windowMemory.bytes / 8)
        settings.isReference = matching.engine == .reference
        settings.dropsOutsideValidity = matching.validity == .strict
        settings.lateness = lateness.map { $0.seconds * 1_000_000 }
        return settings
    }
}
