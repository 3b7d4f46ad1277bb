import Benchmark
import StageSupport
import TamgaMatch

/// Confirming what passed a sieve: logs in which every tenth record has a hit.
///
/// As in the sieves' stage a run of one worker is measured, which is the nearest public interface; its hits are made, but
/// only their ids are written. Answer: as many matched records and hits as were planted, none lost.
let benchmarks: @Sendable () -> Void = {
    // Addresses, of 100,000 that are known.
    search(
        "addresses", { .sshd(50_000, known: Known.addresses(100_000)) },
        table: { Search.table(Known.addresses(100_000)) })

    // Domains inside URLs, of 100,000 that are known.
    search(
        "domains", { .proxy(50_000, known: Known.domains(100_000)) }, table: { Search.table(Known.domains(100_000)) })

    // Keywords of 100 rules: the line's format and log source are worked out where a word stands.
    search(
        "rules-on-text", { .sshd(50_000, words: (0..<100).map(RuleText.word)) },
        rules: { try RuleText.compile(RuleText.read(RuleText.sshd(100))) }, formats: RuleText.formats)

    // Fields of 1,000 rules.
    search(
        "rules-on-JSON", { .processes(20_000, commands: (0..<1_000).map(RuleText.command)) },
        rules: { try RuleText.compile(RuleText.read(RuleText.processes(1_000))) }, formats: RuleText.formats)

    // 100 regular expressions, run by PCRE2 on the fields in which a required literal stands.
    search(
        "regular-expressions-on-JSON", { .processes(20_000, commands: (0..<100).map(RuleText.command)) },
        rules: { try RuleText.compile(RuleText.read(RuleText.expressions(100))) }, formats: RuleText.formats)
}
