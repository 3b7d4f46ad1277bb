public import PCRE2
import TamgaModel

/// Grades one pattern: PCRE2 runs it on every record of logs in memory.
public struct PatternBench: Sendable {
    /// What was measured.
    public struct Outcome: Sendable {
        /// The pattern runs as machine code.
        public var isCompiledToMachineCode: Bool
        /// What every record that it matches holds: of each clause one literal; bytes that are no text as `\xNN`.
        public var literals: [[String]]
        /// Records, blank lines left out.
        public var records: Int
        /// Records that hold what the first clause requires: what a sieve would let through. Without clauses, all.
        public var candidates: Int
        /// Records that it matches.
        public var matches: Int
        /// Records on which a limit ended the search.
        public var undecided: Int
        /// Seconds for all records, one a repeat.
        public var seconds: Spread
        /// The longest that one record took, in seconds; of each repeat's longest the shortest.
        public var worstSeconds: Double
        /// That record.
        public var worstPlace: RecordPlace?
        /// Its length in bytes.
        public var worstBytes: Int
        /// Repeats did not find the same.
        public var disagrees: Bool
    }

    /// How long one search takes in one subject.
    public struct Probe: Sendable {
        /// Seconds, the shortest of the repeats.
        public var seconds: Double
        /// A limit ended the search.
        public var isUndecided: Bool
    }

    /// Runs a pattern on one subject.
    public func probe(_ pattern: borrowing Pattern, on subject: [UInt8]) -> Probe {
        var scratch = MatchScratch()
        let clock = ContinuousClock()
        var best = Int.max
        var isUndecided = false
        for _ in 0..<max(1, repeats) {
            let start = clock.now
            isUndecided = Self.verdict(pattern, subject, &scratch) == .undecided
            best = min(best, RuleProfile.nanoseconds(clock.now - start))
        }
        return Probe(seconds: Double(best) / 1e9, isUndecided: isUndecided)
    }

    /// Repeats, after one run that is not measured.
    public var repeats = 5

    /// The defaults.
    public init() {}

    /// Measures.
    public func run(_ pattern: borrowing Pattern, required: RequiredLiterals, _ logs: LoadedLogs) -> Outcome {
        var scratch = MatchScratch()
        let overhead = RuleProfile.measuredOverhead()
        var turns: [Turn] = []
        for turn in 0...max(1, repeats) {
            let result = Self.turn(pattern, logs, overhead, &scratch)
            if turn > 0 { turns.append(result) }
        }
        let first = turns[0]
        let worst = turns.map(\.worst).min { $0.nanoseconds < $1.nanoseconds } ?? RuleProfile.Place()
        let place = worst.piece < 0 ? nil : logs.pieces[worst.piece]
        return Outcome(
            isCompiledToMachineCode: pattern.isCompiledToMachineCode,
            literals: required.clauses.map { clause in clause.map { HitText.string($0.bytes) } },
            records: first.records, candidates: Self.candidates(required, logs), matches: first.matches,
            undecided: first.undecided, seconds: Spread(turns.map { Double($0.nanoseconds) / 1e9 }),
            worstSeconds: Double(worst.nanoseconds) / 1e9, worstPlace: place.map { $0.place(of: worst.offset) },
            worstBytes: place.map { $0.text.recordEnd(from: worst.offset) - worst.offset } ?? 0,
            disagrees: turns.contains {
                ($0.records, $0.matches, $0.undecided) != (first.records, first.matches, first.undecided)
            })
    }

    private struct Turn {
        var records = 0
        var matches = 0
        var undecided = 0
        var nanoseconds = 0
        var worst = RuleProfile.Place()
    }

    /// One run over everything: the time of matching alone, record by record, less what asking the time takes.
    private static func turn(
        _ pattern: borrowing Pattern, _ logs: LoadedLogs, _ overhead: Int, _ scratch: inout MatchScratch
    ) -> Turn {
        var turn = Turn()
        let clock = ContinuousClock()
        for (index, piece) in logs.pieces.enumerated() {
            var walk = RecordWalk(piece.text)
            while let record = walk.next() {
                guard !record.isEmpty else { continue }
                turn.records += 1
                let bytes = piece.text.bytes(record)
                let before = clock.now
                let verdict = verdict(pattern, bytes, &scratch)
                let taken = RuleProfile.nanoseconds(clock.now - before) - overhead
                turn.nanoseconds += max(0, taken)
                switch verdict {
                case .holds: turn.matches += 1
                case .undecided: turn.undecided += 1
                case .fails: break
                }
                if taken > turn.worst.nanoseconds {
                    turn.worst = RuleProfile.Place(piece: index, offset: record.lowerBound, nanoseconds: taken)
                }
            }
        }
        return turn
    }

    private static func verdict(
        _ pattern: borrowing Pattern, _ bytes: [UInt8], _ scratch: inout MatchScratch
    ) -> RuleVerdict {
        do throws(PatternError) {
            return RuleVerdict(try pattern.firstMatch(in: bytes.span, using: &scratch) != nil)
        } catch {
            return .undecided
        }
    }

    /// Records that hold one literal of the first clause, letter case aside.
    private static func candidates(_ required: RequiredLiterals, _ logs: LoadedLogs) -> Int {
        let literals = (required.clauses.first ?? []).map { $0.bytes.map(TextByte.lowercased) }
        let sieve = literals.isEmpty || literals.contains { $0.isEmpty } ? nil : LiteralSieve(literals)
        var count = 0
        for piece in logs.pieces {
            let places = sieve?.places(in: piece.text) ?? []
            var place = 0
            var walk = RecordWalk(piece.text)
            while let record = walk.next() {
                let first = place
                while place < places.count, places[place] < record.upperBound { place += 1 }
                if !record.isEmpty, sieve == nil || place > first { count += 1 }
            }
        }
        return count
    }
}
