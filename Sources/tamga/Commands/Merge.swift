import ArgumentParser
import TamgaCorrelate
import TamgaMatch
import TamgaModel
import TamgaReport

/// `tamga merge`: partials in, what one run would have said out.
struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make of the partials of “tamga correlate --partial” what one run over all of it says.",
        discussion: """
            Hits, summary, page and sightings are those of one run over the same logs, in the order of their names, whatever the
            parts were and however they are put together. Give what the parts were made with (--store, --rules, --community …, or
            --snapshot); the other options stand in the partials.

              tamga merge out/*.part
              tamga merge out/*.part --rules rules/ --hits hits.ndjson --report week47.html
              tamga merge out/1*.part --partial out/ones.part     # one partial of several, for a tree
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var snapshotOptions: SnapshotOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var windowOptions: WindowOptions
    @OptionGroup var outcomeOptions: OutcomeOptions
    @Option(help: "A public suffix list. [default: the system's, else a built-in rule]")
    var publicSuffixList: String?
    @Option(help: "Write one partial that stands for all that are given, and nothing else.")
    var partial: String?
    @Option(
        help: ArgumentHelp(
            "The lines of “tamga split plan”: an error where one of them is in no partial.", valueName: "file"))
    var plan: String?
    @Flag(help: "Go on where parts of a log are in no partial; the summary says so.")
    var allowGaps = false
    @Argument(help: "Partials, in any order.")
    var partials: [String]

    func validate() throws {
        guard partial != nil else { return }
        let others = [
            ("--hits", outcomeOptions.hits), ("--suppressed", outcomeOptions.suppressed),
            ("--report", outcomeOptions.pageOptions.report),
        ]
        for (option, value) in others where value != nil {
            throw ValidationError("\(option) is of all parts put together: leave --partial out.")
        }
    }

    func run() throws {
        try Failure.reporting {
            do {
                let set = try read()
                if let partial { return try write(set, partial) }
                try tell(set)
            } catch let error as PartialError where !error.isOfReading {
                throw FailedInput(description: "\(error)")
            }
        }
    }

    /// The partials, each read and held against its checksums before anything is written.
    private func read() throws -> PartialSet {
        let outputs = try outcomeOptions.outputs(
            try snapshotOptions.files ?? storeOptions.files(), kept: snapshotOptions.kept)
        var files: [PartialFile] = []
        for path in partials {
            if let file = FileIdentity.input(path), let option = outputs[file] {
                throw ValidationError("\(path) is a partial, and written as \(option): name another file.")
            }
            files.append(try PartialFile(path: path))
        }
        for file in files { try file.verify() }
        let set = try PartialSet(files)
        if let plan { try check(set, plan) }
        return set
    }

    /// - Throws: where a line of a plan is in no partial.
    private func check(_ set: PartialSet, _ plan: String) throws {
        let bytes = try WholeFile.read(plan, limit: Self.longestPlan)
        let separator: UInt8 = bytes.contains(0) ? 0 : 0x0A
        let there = Set(set.parts.map(\.section.split))
        let files = Dictionary(
            set.parts.map { ($0.section.file.name, $0.section.file) }, uniquingKeysWith: { one, _ in one })
        var missing: [String] = []
        for line in bytes.split(separator: separator) {
            let text = String(decoding: line, as: UTF8.self)
            guard var split = LogSplit(text) else {
                throw FailedInput(description: "\(plan): “\(text)” is no part of a log (FILE:START-END)")
            }
            guard let file = files[split.path] else {
                missing.append(text)
                continue
            }
            split.range = split.range.clamped(to: 0..<file.size)
            if !there.contains(split) { missing.append(text) }
        }
        if !missing.isEmpty { throw FailedInput(description: Self.text(missing, "of the plan \(plan)")) }
    }

    /// The longest plan that is read.
    static let longestPlan = 256 << 20

    private static func text(_ missing: [String], _ whole: String) -> String {
        let shown = missing.prefix(10).joined(separator: ", ")
        let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
        return "\(shown)\(more) \(whole) \(missing.count == 1 ? "is" : "are") in no partial: "
            + "run \(missing.count == 1 ? "its task" : "their tasks"), or give the missing partials"
    }

    private func write(_ set: PartialSet, _ path: String) throws {
        try WholeOutput.write(to: path, isShared: true) { output in
            try set.write(to: PartialWriter(set.partials[0].identity) { try output.write($0) })
        }
    }

    private func tell(_ set: PartialSet) throws {
        if !set.gaps.isEmpty, !allowGaps {
            throw FailedInput(
                description: Self.text(set.gaps.map(\.description), "of the logs") + "; --allow-gaps goes on without")
        }
        let identity = set.partials[0].identity
        if outcomeOptions.suppressed != nil, !identity.holdsSuppressed {
            throw FailedInput(
                description: "the partials hold no suppressed hits: give --with-suppressed where they are made")
        }
        let options = try SplitRunOptions.reading(identity.arguments, publicSuffixList: publicSuffixList)
        let supply = try supply(options)
        let knowledge = supply.knowledge
        try check(identity, supply)
        supply.tell(quiet: outcomeOptions.quiet)
        try outcomeOptions.checkRead()
        let telling = OutcomeTelling(
            options: outcomeOptions, knowledge: knowledge,
            correlator: knowledge.rules.correlator(windowOptions.settings(options.matchingOptions)),
            timelines: outcomeOptions.timelines, hitOutput: try outcomeOptions.hits.map { try Output($0) },
            newSince: options.newSince)
        let outcome = try merge(set, telling, options)
        try telling.tell(
            outcome, store: supply.store, hasFailed: outcome.logs.contains { $0.failure != nil && !$0.isForeign })
    }

    /// What was looked for.
    private func supply(_ options: SplitRunOptions) throws -> KnowledgeSupply {
        var replaced = storeOptions.replaced + communityOptions.replaced + ruleOptions.replaced
        replaced.append((option: "--public-suffix-list", isGiven: publicSuffixList != nil))
        if let snapshot = try snapshotOptions.open(inPlaceOf: replaced) {
            return try KnowledgeSupply(snapshot, options.matchingOptions)
        }
        return try KnowledgeSupply(
            outcomeOptions.noStore ? storeOptions.openForReading() : storeOptions.open(), storeOptions,
            communityOptions, ruleOptions, options.matchingOptions, newSince: options.newSince)
    }

    /// - Throws: where this command was not given what the partials were made with.
    private func check(_ identity: PartialIdentity, _ supply: KnowledgeSupply) throws {
        let own = try PartialIdentity(supply, words: identity.arguments, holdsSuppressed: identity.holdsSuppressed)
        guard let difference = identity.difference(from: own) else { return }
        throw FailedInput(
            description: "the partials were made with other knowledge than is given here (there: of “tamga merge”): "
                + "\(difference). Give the store and the files that they were made with")
    }

    private func merge(
        _ set: PartialSet, _ telling: OutcomeTelling, _ options: SplitRunOptions
    ) throws -> MatchOutcome {
        var matchOptions = options.matchingOptions.matchOptions(telling.knowledge.community)
        matchOptions.longestRecord = options.maxRecord.bytes
        let suppressedOutput = try outcomeOptions.suppressed.map { try Output($0) }
        let lines = LineBuffer(telling.hitOutput)
        let suppressedLines = LineBuffer(suppressedOutput)
        let takers = SplitMerge.Takers(
            hit: { hit in
                telling.timelines?.add(hit)
                try lines.add { hit.appendNDJSON(to: &$0) }
            },
            suppressed: { hit, list in try suppressedLines.add { hit.appendNDJSON(suppressedBy: list, to: &$0) } },
            events: { try telling.correlator.add($0) })
        var merge = SplitMerge(telling.knowledge.run(matchOptions, printHit: nil), gaps: set.gaps, takers)
        let progress = ProgressLine("merging", total: 0, quiet: outcomeOptions.quiet)
        for part in set.parts {
            try merge.add(part, of: set)
            progress.show(bytes: merge.bytes)
        }
        progress.done()
        try lines.flush()
        try suppressedLines.flush()
        try suppressedOutput?.finish()
        return merge.outcome()
    }
}
