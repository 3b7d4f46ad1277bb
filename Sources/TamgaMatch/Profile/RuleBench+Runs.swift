import Dispatch
import Synchronization
import TamgaLogs
import TamgaModel

/// What a run over pieces found.
struct RunTotals: Equatable, Sendable {
    /// By rule.
    var hits: [Int]
    var undecided: [Int]
    /// Of every hit's rule and place, whatever their order.
    var digest: UInt64 = 0

    init(rules: Int) {
        hits = Array(repeating: 0, count: rules)
        undecided = Array(repeating: 0, count: rules)
    }

    mutating func add(_ found: [RuleHit], _ open: [RuleHit], piece: Int) {
        for hit in found {
            hits[hit.rule] += 1
            var hash = UInt64(hit.rule) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(piece) &* 0xD6E8_FEB8_6659_FD93
            hash = (hash ^ UInt64(hit.record.lowerBound)) &* 0xFF51_AFD7_ED55_8CCD
            digest &+= hash ^ hash >> 29
        }
        for hit in open { undecided[hit.rule] += 1 }
    }

    static func += (left: inout RunTotals, right: RunTotals) {
        for rule in left.hits.indices {
            left.hits[rule] += right.hits[rule]
            left.undecided[rule] += right.undecided[rule]
        }
        left.digest &+= right.digest
    }
}

/// A worker of a bench; it lives as long as the bench, so that what it learns of the logs is learnt in the warm-up.
final class Searcher: @unchecked Sendable {
    // Sendable: one thread at a time has it.
    private var search: RuleSearch
    private let rules: Int

    init(_ table: RuleTable, _ formats: LogFormatSet, rules: Int) {
        search = RuleSearch(table, formats, wantsFields: false)
        self.rules = rules
    }

    func profile(_ profile: RuleProfile?) { search.profile = profile }

    /// Takes pieces until there are none.
    func work(_ logs: LoadedLogs, next: () -> Int?) -> RunTotals {
        var totals = RunTotals(rules: rules)
        while let index = next() {
            let piece = logs.pieces[index]
            search.profile?.piece = index
            search.search(piece.text, layout: piece.log.layout, headers: piece.block.headers)
            totals.add(search.hits, search.undecided, piece: index)
        }
        return totals
    }
}

extension RuleBench {
    /// Searches pieces once.
    func run(_ searchers: [Searcher], _ logs: LoadedLogs, _ pieces: Range<Int>) -> (seconds: Double, totals: RunTotals)
    {
        let clock = ContinuousClock()
        let start = clock.now
        if searchers.count == 1 {
            var index = pieces.lowerBound
            let totals = searchers[0].work(logs) {
                defer { index += 1 }
                return index < pieces.upperBound ? index : nil
            }
            return (Double(RuleProfile.nanoseconds(clock.now - start)) / 1e9, totals)
        }
        let next = Atomic<Int>(pieces.lowerBound)
        let sum = Mutex(RunTotals(rules: table.rules.count))
        DispatchQueue.concurrentPerform(iterations: searchers.count) { worker in
            let totals = searchers[worker].work(logs) {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                return index < pieces.upperBound ? index : nil
            }
            sum.withLock { $0 += totals }
        }
        let seconds = Double(RuleProfile.nanoseconds(clock.now - start)) / 1e9
        return (seconds, sum.withLock { $0 })
    }

    /// The throughput with each number of workers.
    func measureWorkers(
        _ logs: LoadedLogs, _ totals: RunTotals, _ search: Spread, _ outcome: inout RuleBenchOutcome,
        _ checks: inout Agreement
    ) {
        for workers in options.workers {
            var spread = search
            if workers > 1 {
                let searchers = (0..<workers).map { _ in Searcher(table, formats, rules: table.rules.count) }
                for _ in 0..<max(1, options.warmUp) { _ = run(searchers, logs, logs.pieces.indices) }
                var seconds: [Double] = []
                for _ in 0..<max(1, options.repeats) {
                    let run = run(searchers, logs, logs.pieces.indices)
                    seconds.append(run.seconds)
                    checks.hold("1 worker and \(workers)", run.totals, totals)
                }
                spread = Spread(seconds)
            }
            outcome.throughputs.append(
                RuleBenchOutcome.Throughput(
                    name: "tamga", workers: workers, rules: table.rules.count, bytes: logs.bytes,
                    records: outcome.records, seconds: spread, hits: totals.hits.reduce(0, +), note: ""))
        }
    }

    /// The reference engine on the first pieces, and the engine on the same.
    func measureReference(_ logs: LoadedLogs, _ outcome: inout RuleBenchOutcome, _ checks: inout Agreement) {
        let part = logs.part(options.referenceBytes)
        guard !part.isEmpty else { return }
        let bytes = logs.bytes(of: part)
        let fast = run([Searcher(table, formats, rules: table.rules.count)], logs, part).totals
        var reference = ReferenceRules(table, formats)
        var totals = RunTotals(rules: table.rules.count)
        let clock = ContinuousClock()
        let start = clock.now
        for index in part {
            let piece = logs.pieces[index]
            reference.search(piece.text, layout: piece.log.layout, headers: piece.block.headers)
            totals.add(reference.hits, reference.undecided, piece: index)
        }
        let seconds = Double(RuleProfile.nanoseconds(clock.now - start)) / 1e9
        checks.hold("the engine and the reference engine", totals, fast)
        var census = RuleCensus(table, formats)
        for index in part { census.count(logs.pieces[index]) }
        outcome.throughputs.append(
            RuleBenchOutcome.Throughput(
                name: "reference", workers: 1, rules: table.rules.count, bytes: bytes, records: census.records,
                seconds: Spread([seconds]), hits: totals.hits.reduce(0, +),
                note: part == logs.pieces.indices ? "once" : "once, on the first \(bytes) bytes"))
    }

    /// PCRE2 on every record, for the rules that test nothing but text.
    func measureNaive(
        _ logs: LoadedLogs, _ totals: RunTotals, _ records: [Int], _ outcome: inout RuleBenchOutcome,
        _ checks: inout Agreement
    ) {
        var naive = NaiveRules(table)
        guard !naive.rules.isEmpty, logs.isText else { return }
        let clock = ContinuousClock()
        let start = clock.now
        for piece in logs.pieces { naive.search(piece.text) }
        let seconds = Double(RuleProfile.nanoseconds(clock.now - start)) / 1e9
        for (place, rule) in naive.rules.enumerated() where totals.undecided[rule] == 0 {
            let (own, alone) = (totals.hits[rule], naive.matches[place])
            if own > alone || own != alone && records[rule] == outcome.records {
                checks.hold(
                    "“\(table.rules[rule].title)” and its patterns alone (\(own) and \(alone) records)", own, alone)
            }
        }
        if let pattern = naive.alternation {
            outcome.alternation = RuleBenchOutcome.Alternation(
                pattern: pattern, rules: naive.plainCount, lines: naive.plainRecords)
        }
        outcome.throughputs.append(
            RuleBenchOutcome.Throughput(
                name: "naive PCRE2", workers: 1, rules: naive.rules.count, bytes: logs.bytes, records: outcome.records,
                seconds: Spread([seconds]), hits: naive.matches.reduce(0, +),
                note: "once; \(naive.patternCount) patterns of \(naive.rules.count) rules, whatever the log source"))
    }
}
