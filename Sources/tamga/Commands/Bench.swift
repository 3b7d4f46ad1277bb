import ArgumentParser
import FoundationEssentials
import TamgaLogs
import TamgaMatch
import TamgaModel

/// `tamga bench`: what rules cost.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Tell what each rule costs, how fast all of them are, and how a regular expression behaves.",
        discussion: """
            Rules run over logs that are read into memory first, one worker, again and again. For each rule: how many
            records of its log source its sieve lets through, how many match, how long trying it takes, the record that
            takes longest, and what to look at. Then the throughput of all of them, beside the reference engine, PCRE2 on
            every record, grep -P and rg where they are installed. Every run must give the same matches, or the bench
            fails.

              tamga bench --rules rules/ logs/
              tamga bench --rules my.yml --sort avg --top 5 access.log
              tamga bench --rules rules/ --format json logs/ > before.json
              tamga bench --rules rules/ --compare before.json logs/
              tamga bench --regex '(?<ip>[0-9.]+) .* "GET [^"]*\\.php' --input access.log
            """)

    @OptionGroup var ruleOptions: RuleOptions

    @Option(help: "Read every log as this format (see “tamga formats list”). [default: each is recognised]")
    var logFormat: String?
    @Option(name: .customLong("repeat"), help: "Measurements of each figure.")
    var repeats = 5
    @Option(help: "Runs before anything is measured.")
    var warmup = 1
    @Option(help: "Bytes of the logs that are read.")
    var maxBytes = ByteSize(argument: "256M")!
    @Option(help: "Numbers of workers, such as 1,2,4. [default: 1 and as many as there are processors]")
    var workers: WorkerList?
    @Option(help: "Bytes that the reference engine is given, which is slow.")
    var referenceBytes = ByteSize(argument: "1M")!
    @Flag(help: "Run no yardsticks beside the engine.")
    var noYardsticks = false

    @Option(help: "The form: \(BenchFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: BenchFormat = .text
    @Option(help: "The order of rules: \(BenchOrder.allCases.map(\.rawValue).joined(separator: ", ")).")
    var sort: BenchOrder = .time
    @Option(help: "Show this many rules in the text form; 0 is all.")
    var top = 20
    @Option(help: "Compare with the JSON of an earlier bench.")
    var compare: String?

    @Option(help: "Grade this PCRE2 pattern in place of rules.")
    var regex: String?
    @Option(help: "The logs that a pattern is graded on. May be given more than once.")
    var input: [String] = []
    @Flag(name: .customShort("i"), help: "The pattern's letter case does not count.")
    var isCaseless = false
    @Flag(name: .customShort("m"), help: "The pattern's ^ and $ stand at every line's ends.")
    var isMultiline = false
    @Flag(name: .customShort("s"), help: "The pattern's dot also is a line end.")
    var dotIsAll = false
    @Option(help: "Bytes of the record on which a pattern is stressed.")
    var stressBytes = ByteSize(argument: "4K")!
    @Flag(name: .shortAndLong, help: "Print nothing to standard error but errors.")
    var quiet = false

    @Argument(help: "Files, folders, or - for standard input.")
    var logs: [String] = []

    func validate() throws {
        if repeats < 1 || repeats > 1_000 { throw ValidationError("--repeat takes 1 to 1000.") }
        if warmup < 0 || warmup > 1_000 { throw ValidationError("--warmup takes 0 to 1000.") }
        if stressBytes.bytes > 1 << 24 { throw ValidationError("--stress-bytes takes up to 16M.") }
        if top < 0 { throw ValidationError("--top takes 0 or more.") }
        if regex != nil {
            if !ruleOptions.rules.isEmpty { throw ValidationError("--regex and --rules do not go together.") }
            if compare != nil { throw ValidationError("--compare goes with --rules.") }
            if format == .csv { throw ValidationError("A graded pattern has no CSV form.") }
            if input.isEmpty, logs.isEmpty { throw ValidationError("Name at least one log with --input.") }
        } else {
            if ruleOptions.rules.isEmpty {
                throw ValidationError("Name rules with --rules, or a pattern with --regex.")
            }
            if !input.isEmpty { throw ValidationError("--input goes with --regex; logs for rules are arguments.") }
            if logs.isEmpty { throw ValidationError("Name at least one log.") }
            if isCaseless || isMultiline || dotIsAll { throw ValidationError("-i, -m and -s go with --regex.") }
        }
    }

    func run() throws {
        try Failure.reporting {
            let formats = try ruleOptions.formatOptions.readFormats()
            if let logFormat, formats.layout(named: logFormat, head: []) == nil {
                throw ValidationError("--log-format \(logFormat) is no known format; “tamga formats list” names them.")
            }
            if let regex {
                try grade(regex, formats)
            } else {
                try benchRules(formats)
            }
        }
    }

    /// Reads logs into memory; what cannot be read is said.
    func load(_ paths: [String], _ formats: LogFormatSet) throws -> LoadedLogs {
        let loaded = LoadedLogs(
            LogPaths.expand(paths).map(\.input), formats: formats, logFormat: logFormat, limit: maxBytes.bytes)
        for refusal in loaded.refusals { StandardError.line("refused: \(refusal)", .warning) }
        if loaded.bytes == 0 {
            if !loaded.refusals.isEmpty { throw Failure.inputOutput }
            throw FailedInput(description: "there is nothing in the logs to measure with")
        }
        if loaded.isCutShort, !quiet {
            StandardError.line(
                "only the first \(ByteText.of(loaded.bytes)) are read (--max-bytes \(maxBytes.defaultValueDescription))"
            )
        }
        return loaded
    }
}

/// The forms of a bench.
enum BenchFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case csv
}

/// The orders of rules.
enum BenchOrder: String, ExpressibleByArgument, CaseIterable {
    case time
    case avg
    case tried
    case matches
}

/// Numbers of workers, such as `1,2,4`.
struct WorkerList: ExpressibleByArgument {
    let counts: [Int]

    init?(argument: String) {
        let counts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard !counts.isEmpty, counts.allSatisfy({ 1...1_024 ~= $0 }) else { return nil }
        self.counts = counts
    }
}
