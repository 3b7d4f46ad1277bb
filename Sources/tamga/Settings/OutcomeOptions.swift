import ArgumentParser
import TamgaMatch

/// What becomes of what a run has found: hits, summary, page, sightings, exit status.
struct OutcomeOptions: ParsableArguments {
    @Option(help: "The summary's form: \(SummaryFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: SummaryFormat = .text
    @OptionGroup var pageOptions: PageOptions
    @Option(
        help: "Write hits as NDJSON to this file; - is standard output, and the summary then goes to standard error.")
    var hits: String?
    @Option(help: "Write suppressed hits, with the list that knows them, as NDJSON to this file.")
    var suppressed: String?
    @Flag(help: "Print no summary.")
    var noSummary = false
    @Flag(help: "Do not write sightings to the store.")
    var noStore = false
    @Flag(help: "Exit with 65 where anything was refused.")
    var strict = false
    @Flag(help: "Exit with 1 where there are hits.")
    var failOnHit = false
    @Flag(name: .shortAndLong, help: "Print nothing to standard error but errors.")
    var quiet = false

    func validate() throws {
        if [hits, suppressed, pageOptions.report].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Only one of --hits, --suppressed and --report can be standard output.")
        }
        if pageOptions.report == "-", !noSummary {
            throw ValidationError("--report - takes standard output: give --no-summary, too, or --format html.")
        }
        if noSummary, format == .html { throw ValidationError("--format html is a summary; leave --no-summary out.") }
        _ = try pageOptions.pageLanguage(isNeeded: format == .html)
    }

    /// Counts hits over time, where a page is to show them.
    var timelines: HitTimelines? { pageOptions.report != nil || format == .html ? HitTimelines() : nil }

    private var named: [(option: String, path: String?)] {
        [("--hits", hits), ("--suppressed", suppressed), ("--report", pageOptions.report)]
    }

    /// Refuses, once knowledge has been read and before anything is matched, to write over a file that it came from.
    func checkRead() throws {
        for path in named.compactMap(\.path) { try ReadFiles.check(path) }
    }

    /// The files that are written, each with the option that names it, standard output among them.
    ///
    /// - Parameters:
    ///   - partial: a partial that is written, too.
    ///   - kept: what the files that nothing may be written to are called.
    /// - Throws: `ValidationError` where two are one file, or one is a file that knowledge comes from.
    func outputs(
        _ storeFiles: Set<FileIdentity>, partial: String? = nil, kept: String = "a file of the store"
    ) throws -> [FileIdentity: String] {
        var written = WrittenFiles(sparing: storeFiles, called: kept)
        for (option, path) in named + [("--partial", partial)] {
            if let path { try written.add(option, path) }
        }
        var outputs = written.options
        // The summary can be redirected into a folder that is read.
        if let file = FileIdentity.output("-"), outputs[file] == nil { outputs[file] = "standard output" }
        return outputs
    }
}
