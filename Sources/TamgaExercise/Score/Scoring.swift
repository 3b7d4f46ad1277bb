import TamgaModel

/// Holds a trainee's hits against the answers, hit by hit, in memory that grows with the answers alone.
public struct Scoring: Sendable {
    private let answers: Answers
    private let examples: Int
    private var score: TraineeScore
    private var isFound: [Bool]
    private var finders: [FoundBy: Int] = [:]
    /// What found which record as it should, so that a second hit counts once.
    private var pairs: Set<Pair> = []

    private struct Pair: Hashable {
        let record: Int
        let by: FoundBy
    }

    /// How many different indicators and rules that the answers do not name are told apart.
    private static let mostFinders = 10_000
    /// How many lines that are no hits are told one by one.
    private static let mostRefusals = 1_000

    /// Nothing has been read yet.
    ///
    /// - Parameter examples: how many wrong hits are kept.
    public init(_ answers: Answers, name: String, examples: Int) {
        self.answers = answers
        self.examples = examples
        score = TraineeScore(name: name)
        isFound = [Bool](repeating: false, count: answers.records.count)
        score.steps = answers.steps.map { TraineeScore.Step(step: $0) }
        for record in answers.records {
            guard let step = record.step else { continue }
            score.steps[step].records += 1
            if score.steps[step].began.map({ record.time < $0 }) ?? true { score.steps[step].began = record.time }
            for by in record.expected { score.finders[finder(by)].expected += 1 }
        }
        for id in answers.correlations { score.finders[finder(.rule(id))].expected = 1 }
    }

    /// Reads a line of a trainee's hits.
    public mutating func read(_ line: [UInt8], number: Int, file: String) {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
        guard let hit = ScoredHit(line) else {
            score.refusals.append(
                Refusal(source: file, line: number, reason: "no hit: a line of NDJSON with kind, source and line"))
            if score.refusals.count > Self.mostRefusals { score.refusals.removeLast() }
            return
        }
        count(hit)
    }

    /// What all hits come to.
    public var result: TraineeScore { score }

    private mutating func count(_ hit: ScoredHit) {
        let own = answers.record(hit.place.source, line: hit.place.line)
        let places = [own].compactMap(\.self) + hit.evidence.compactMap { answers.record($0.source, line: $0.line) }
        let records = places.filter { answers.records[$0].step != nil }
        let isKnown = finders[hit.by] != nil || finders.count < Self.mostFinders
        let finder = isKnown ? self.finder(hit.by) : nil
        if let finder, score.finders[finder].title.isEmpty { score.finders[finder].title = hit.title }
        guard !records.isEmpty else {
            score.wrong += 1
            if let finder { score.finders[finder].wrong += 1 }
            if !answers.has(hit.place.source) { score.elsewhere += 1 }
            if score.examples.count < examples {
                score.examples.append(
                    TraineeScore.WrongHit(
                        source: hit.place.source, line: hit.place.line, title: hit.title,
                        decoy: own.flatMap { answers.records[$0].why }))
            }
            return
        }
        score.right += 1
        if let finder { score.finders[finder].right += 1 }
        if case .rule(let id) = hit.by, answers.correlations.contains(id), let finder {
            score.finders[finder].found = 1
        }
        for record in records {
            let planted = answers.records[record]
            guard let step = planted.step else { continue }
            if !isFound[record] {
                isFound[record] = true
                score.steps[step].found += 1
            }
            let time = hit.time ?? planted.time
            if score.steps[step].detected.map({ time < $0 }) ?? true { score.steps[step].detected = time }
            if planted.expected.contains(hit.by), pairs.insert(Pair(record: record, by: hit.by)).inserted, let finder {
                score.finders[finder].found += 1
            }
        }
    }

    private mutating func finder(_ by: FoundBy) -> Int {
        if let place = finders[by] { return place }
        finders[by] = score.finders.count
        let title =
            switch by {
            case .indicator(let value): value
            case .rule(let id): answers.rules[id] ?? ""
            }
        score.finders.append(TraineeScore.Finder(by: by, title: title))
        return score.finders.count - 1
    }
}
