public import TamgaLogs
public import TamgaMatch
public import TamgaModel

/// A search of a log with all that it needs.
public struct Search {
    private let scratch: Scratch
    private let path: String
    private let run: MatchRun

    /// What a search is held against.
    public struct Account: Equatable {
        /// Records with a hit.
        public var matched = 0
        /// Records without one.
        public var unmatched = 0
        /// Records that could not be read, and refused ones.
        public var lost = 0
        /// Hits of indicators and of rules.
        public var hits = 0

        /// Of so many records some have one hit each, and all can be read.
        public init(records: Int, found: Int) {
            (matched, unmatched, hits) = (found, records - found, found)
        }

        init(_ outcome: MatchOutcome) {
            (matched, unmatched) = (outcome.accounting.matched, outcome.accounting.unmatched)
            lost = outcome.accounting.unparsed + outcome.accounting.refused + outcome.refusals.count
            hits = outcome.hits + outcome.ruleHits
        }
    }

    /// A search by one worker.
    public init(
        _ log: LogText, _ table: IndicatorTable = Search.table([]), rules: RuleTable = .none,
        formats: LogFormatSet = LogFormatSet([])
    ) throws {
        scratch = try Scratch()
        path = try scratch.file("log", log.bytes)
        run = MatchRun(
            table: table, rules: rules, formats: formats, suppressions: SuppressionList([]), options: MatchOptions(),
            derivedID: { _, observable in "indicator--\(observable.text)" },
            printHit: { hit, output in output.append(contentsOf: hit.id.utf8) })
    }

    /// A table of observables, which come in order.
    public static func table(_ observables: [Observable]) -> IndicatorTable {
        var builder = IndicatorTableBuilder { PublicSuffixes.builtIn.isSuffix($0) }
        for observable in observables { builder.add(LiveStatement(observable: observable, source: "known")) }
        return builder.build(key: 1)
    }

    /// Reads the log from the file, which lies in the page cache, and searches it.
    public func callAsFunction() throws -> Account { Account(try run.run([.file(path)])) }
}

/// Registers a benchmark of a search: of `log`'s records, those that were planted are hits, one each.
public func search(
    _ name: String, _ log: @escaping () -> LogText, table: @escaping () -> IndicatorTable = { Search.table([]) },
    rules: @escaping () throws -> RuleTable = { .none },
    formats: @escaping () throws -> LogFormatSet = { LogFormatSet([]) }
) {
    stage(
        name,
        prepare: {
            let text = log()
            return Prepared(
                try Search(text, table(), rules: rules(), formats: formats()), .bytes(text.bytes.count),
                answer: Search.Account(records: text.lines, found: text.planted))
        },
        turn: { search, measured in try measured { try search() } })
}
