import Benchmark
import StageSupport
import TamgaMatch

/// The sieves: logs in which nothing is found, so that what passes a sieve is little.
///
/// The sieves themselves are no public interface; a run of one worker over a file in the page cache is. Set beside it what
/// reading alone costs: `pieces-of-whole-lines` of the input stage.
let benchmarks: @Sendable () -> Void = {
    // Nothing is looked for. Answer, here and below: every record is unmatched, none is lost, there are no hits.
    search("nothing-known", { .sshd(200_000) })

    // An address in each line, 100,000 others known.
    search("100000-addresses", { .sshd(200_000) }, table: { Search.table(Known.addresses(100_000)) })

    // A URL in each line, 100,000 other domains known.
    search("100000-domains", { .proxy(100_000) }, table: { Search.table(Known.domains(100_000)) })

    // A digest in each line, 100,000 others known.
    search("100000-digests", { .digests(100_000) }, table: { Search.table(Known.digests(100_000)) })

    // Lines of text, in which literals are looked for before anything is read.
    search(
        "literals-of-100-rules-in-text", { .sshd(200_000) },
        rules: { try RuleText.compile(RuleText.read(RuleText.sshd(100))) }, formats: RuleText.formats)
    search(
        "literals-of-1000-rules-in-text", { .sshd(100_000) },
        rules: { try RuleText.compile(RuleText.read(RuleText.sshd(1_000))) }, formats: RuleText.formats)

    // Records of JSON, whose fields are read first.
    search(
        "fields-of-1000-rules-in-JSON", { .processes(20_000) },
        rules: { try RuleText.compile(RuleText.read(RuleText.processes(1_000))) }, formats: RuleText.formats)
}
