import ArgumentParser
import TamgaMatch
import TamgaModel

/// The options of “tamga correlate” that change what is found: a partial carries them, and “tamga merge” reads them from it.
struct SplitRunOptions: ParsableArguments {
    @OptionGroup var matchingOptions: MatchingOptions
    @Option(help: "Match only indicators that came after this revision of the store.")
    var newSince: Int64?
    @Option(help: "The longest record that is searched; a longer one is refused.")
    var maxRecord = ByteSize(argument: "256M")!

    /// The options as words, in an order that is always the same. Files are not among them, nor what changes only how long
    /// the work takes.
    static func words(_ matching: MatchingOptions, newSince: Int64?, maxRecord: ByteSize) -> [String] {
        let hits = matching.hitOptions
        let quality = matching.qualityOptions
        var words: [String] = []
        func add(_ name: String, _ value: (some CustomStringConvertible)?) {
            if let value { words += [name, "\(value)"] }
        }
        func add(_ name: String, _ isSet: Bool) { if isSet { words.append(name) } }
        add("--log-format", hits.logFormat)
        add("--member", hits.member?.code)
        add("--exact-domains", hits.exactDomains)
        add("--refang", hits.refang)
        add("--no-builtin-allow", hits.noBuiltinAllow)
        add("--min-confidence", quality.minConfidence)
        add("--assume-confidence", quality.assumeConfidence)
        add("--decay", quality.decay)
        add("--with-record", matching.withRecord)
        add("--validity", matching.validity == .mark ? nil : matching.validity.rawValue)
        add("--new-since", newSince)
        add("--max-record", maxRecord.bytes)
        return words
    }

    /// The options that words say.
    ///
    /// - Throws: ``FailedInput`` for words that ``words(_:newSince:maxRecord:)`` does not write: nobody else's word may name a
    ///   file to be read.
    static func reading(_ words: [String], publicSuffixList: String?) throws -> SplitRunOptions {
        let refused = FailedInput(description: "the partials say options that tamga does not have; make them again")
        guard let options = try? SplitRunOptions.parse(words),
            Self.words(options.matchingOptions, newSince: options.newSince, maxRecord: options.maxRecord) == words
        else { throw refused }
        guard let publicSuffixList else { return options }
        return try SplitRunOptions.parse(words + ["--public-suffix-list", publicSuffixList])
    }
}
