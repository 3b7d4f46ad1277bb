import ArgumentParser
import TamgaCorrelate

/// How correlations over time are run.
struct WindowOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Memory for correlations over time; past it the groups used longest ago are dropped, and that is said.",
            valueName: "size"))
    var windowMemory = ByteSize(argument: "256M")!

    /// The settings for logs that are read to their end.
    func settings(isReference: Bool) -> CorrelationSettings {
        var settings = CorrelationSettings()
        // What is counted is what arrays hold; measured, the process takes up to twice as much.
        settings.windowMemory = max(1, windowMemory.bytes / 4)
        settings.eventMemory = max(1, windowMemory.bytes / 4)
        settings.isReference = isReference
        return settings
    }
}
