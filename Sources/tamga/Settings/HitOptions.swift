import ArgumentParser
import TamgaMatch
import TamgaModel
import TamgaStore

/// What decides which hits a record gives, apart from knowledge: a run has it, and whoever derives its hits again.
struct HitOptions: ParsableArguments {
    @Option(help: "Read every log as this format (see “tamga formats list”). [default: each is recognised]")
    var logFormat: String?
    @Option(help: "The member state in whose logs the records are, for all of them.")
    var member: MemberState?
    @Flag(help: "A domain indicator matches itself only, not its subdomains.")
    var exactDomains = false
    @Flag(help: "Make defanged values in the logs (hxxp, [.]) whole before searching.")
    var refang = false
    @Flag(help: "Do not use the built-in list of false positives.")
    var noBuiltinAllow = false
    @Option(help: "A public suffix list. [default: the system's, else a built-in rule]")
    var publicSuffixList: String?

    /// The same for a run.
    func matchOptions(_ community: Community) -> MatchOptions {
        var options = MatchOptions()
        options.logFormat = logFormat
        options.member = member
        options.community = community
        options.settings.exactDomains = exactDomains
        options.settings.refangsText = refang
        return options
    }

    /// The built-in list of false positives, and the store's.
    func suppressions(_ store: Store?) throws -> SuppressionList { suppressions(try store?.falsePositives() ?? []) }

    /// The built-in list of false positives, and others.
    func suppressions(_ others: [FalsePositive]) -> SuppressionList {
        SuppressionList((noBuiltinAllow ? [] : FalsePositive.builtIn) + others)
    }
}
