import ArgumentParser
import FoundationEssentials
import TamgaMatch
import TamgaModel

/// How records are searched, in whichever way they come.
struct MatchingOptions: ParsableArguments {
    @Option(help: "Read every log as this format (see “tamga formats list”). [default: each is recognised]")
    var logFormat: String?
    @Option(help: "The member state in whose logs the records are, for all of them.")
    var member: MemberState?
    @Flag(help: "Each hit carries its record's text, of a longer one the first 64 KiB.")
    var withRecord = false

    @Option(help: "Hits outside an indicator's validity at the record's own time: mark keeps them, strict drops them.")
    var validity: MatchOptions.ValidityRule = .mark
    @Flag(help: "A domain indicator matches itself only, not its subdomains.")
    var exactDomains = false
    @Flag(help: "Make defanged values in the logs (hxxp, [.]) whole before searching.")
    var refang = false
    @Flag(help: "Do not use the built-in list of false positives.")
    var noBuiltinAllow = false
    @Option(help: "A public suffix list. [default: the system's, else a built-in rule]")
    var publicSuffixList: String?

    @Option(help: "fast, or reference: everything tried on everything, slowly.")
    var engine: MatchOptions.Engine = .fast
    @Option(help: "Threads. [default: as many as there are processors]")
    var workers: Int?

    func validate() throws {
        if let workers, !(1...1_024 ~= workers) { throw ValidationError("--workers takes 1 to 1024.") }
    }

    /// The same for a run.
    func matchOptions(_ community: Community) -> MatchOptions {
        var options = MatchOptions()
        options.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
        options.engine = engine
        options.settings.exactDomains = exactDomains
        options.settings.refangsText = refang
        options.validity = validity
        options.member = member
        options.community = community
        options.withRecord = withRecord
        options.logFormat = logFormat
        return options
    }
}
