import ArgumentParser
import FoundationEssentials
import TamgaMatch
import TamgaModel

/// How records are searched, in whichever way they come.
struct MatchingOptions: ParsableArguments {
    @OptionGroup var hitOptions: HitOptions
    @OptionGroup var qualityOptions: QualityOptions
    @Flag(help: "Each hit carries its record's text, of a longer one the first 64 KiB.")
    var withRecord = false
    @Option(help: "Hits outside an indicator's validity at the record's own time: mark keeps them, strict drops them.")
    var validity: MatchOptions.ValidityRule = .mark

    @Option(help: "fast, or reference: everything tried on everything, slowly.")
    var engine: MatchOptions.Engine = .fast
    @Option(help: "Threads. [default: as many as there are processors]")
    var workers: Int?

    func validate() throws {
        if let workers, !(1...1_024 ~= workers) { throw ValidationError("--workers takes 1 to 1024.") }
    }

    /// The same for a run.
    func matchOptions(_ community: Community) -> MatchOptions {
        var options = hitOptions.matchOptions(community)
        options.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
        options.engine = engine
        options.validity = validity
        options.withRecord = withRecord
        return options
    }
}
