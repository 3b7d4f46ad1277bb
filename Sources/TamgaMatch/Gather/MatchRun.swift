import Dispatch
import Synchronization
public import TamgaLogs
public import TamgaModel
import TamgaUUID

/// One correlation: logs in, hits out in input order, sightings and an account at the end.
///
/// The core is synchronous: as many threads as ``MatchOptions/workers`` take blocks themselves; what each block
/// gives is put back in order. What comes out never depends on the number of workers or the size of blocks.
public struct MatchRun: Sendable {
    /// Appends a hit's line to a buffer.
    public typealias HitPrinter = @Sendable (_ hit: Hit, _ output: inout [UInt8]) -> Void
    /// Appends a suppressed hit's line, with the list that suppressed it.
    public typealias SuppressedPrinter = @Sendable (_ hit: Hit, _ list: String, _ output: inout [UInt8]) -> Void
    /// Takes what blocks have given; called in input order, by one thread at a time.
    public typealias Output = @Sendable (BlockOutput) throws -> Void

    let plan: MatchPlan
    let output: Output

    /// A run to be.
    ///
    /// - Parameters:
    ///   - rules: what is looked for besides indicators; none by default.
    ///   - hitRules: rules that are tried not on records but on the hits of indicators.
    ///   - patterns: patterns of indicators, said as rules for every record.
    ///   - formats: how logs are read.
    ///   - derivedID: names the indicators of list lines.
    ///   - printHit: renders hits, in the workers; without it none is made.
    ///   - output: takes what was rendered; what it throws stops the run.
    public init(
        table: IndicatorTable, rules: RuleTable = .none, hitRules: RuleTable = .none, patterns: RuleTable = .none,
        formats: LogFormatSet = LogFormatSet([]), suppressions: SuppressionList, options: MatchOptions,
        derivedID: @escaping @Sendable (MemberState?, Observable) -> String, printHit: HitPrinter? = nil,
        printSuppressed: SuppressedPrinter? = nil, output: @escaping Output = { _ in }
    ) {
        plan = MatchPlan(
            table: table, rules: rules, hitRules: hitRules, patterns: patterns, formats: formats,
            suppressions: suppressions,
            options: options,
            attribution: Attribution(member: options.member, community: options.community), derivedID: derivedID,
            printHit: printHit, printSuppressed: printSuppressed)
        self.output = output
    }

    /// Reads every log to its end.
    ///
    /// - Parameter progress: called by one thread at a time, after blocks; quick.
    /// - Throws: what the output throws. A log that cannot be read is a refusal in the outcome.
    public func run(_ inputs: [LogInput], progress: (@Sendable (MatchProgress) -> Void)? = nil) throws -> MatchOutcome {
        let source = blockSource(inputs)
        let tallies = try search(source, progress: progress)
        let (logs, refusals) = source.finish()
        return MatchOutcome(tallies: tallies, logs: logs, refusals: refusals, plan: plan)
    }

    /// A block with more room than the longest record would let in longer ones.
    private var blockSize: Int {
        min(max(1, plan.options.blockSize), max(1, plan.options.longestRecord), BlockSource.largest)
    }

    /// What hands out blocks of logs.
    ///
    /// - Parameter range: of each log only the records that begin there; `nil` for all.
    func blockSource(_ inputs: [LogInput], range: Range<Int>? = nil) -> BlockSource {
        BlockSource(
            inputs, blockSize: blockSize, longestRecord: plan.options.longestRecord, formats: plan.formats,
            formatName: plan.options.logFormat, range: range)
    }

    /// Searches all that a source hands out.
    func search(_ source: BlockSource, progress: (@Sendable (MatchProgress) -> Void)?) throws -> Tallies {
        let workers = max(1, plan.options.workers)
        let gather = Gather(output: output, inFlight: 4 * workers, progress: progress)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            var worker = Worker(plan)
            var block = Block(capacity: blockSize)
            while gather.admit(), let log = source.next(into: &block) {
                var output = BlockOutput()
                worker.search(block, of: log, into: &output)
                gather.deliver(output, sequence: block.sequence, bytes: block.count)
            }
            gather.leave(worker.tallies)
        }
        return try gather.finish()
    }
}

/// How far a run is.
public struct MatchProgress: Sendable {
    /// Decompressed bytes that have been searched.
    public let bytes: Int
}
