import TamgaCorrelate
import TamgaMatch
import TamgaModel

/// Correlations over what a stream finds. An event waits until the newest is younger by the lateness; while nothing comes,
/// time passes as it does on the clock.
struct StreamWindows {
    private let correlator: Correlator
    private let lateness: Duration
    /// The names of logs by their numbers.
    private var names: [Int: String] = [:]
    /// Those of them that are not kept.
    private var newNames: Set<Int> = []
    private let key: String
    /// The newest event, and when the last one came.
    private var latest: (newest: Timestamp, came: ContinuousClock.Instant)?
    private var released = ContinuousClock.now

    /// The most logs whose names are known, for what is found in them long after they were read.
    private static let mostNames = 65_536

    init(_ rules: RunnableRules, _ settings: CorrelationSettings) {
        correlator = rules.correlator(settings)
        key = settings.isKept ? correlator.standingKey : ""
        lateness = .microseconds(settings.lateness ?? 0)
    }

    /// Goes on where a stream of the same rules was left.
    mutating func resume(_ standing: CorrelationStanding) throws {
        guard standing.key == key else { return }
        try correlator.resume(standing.parts)
        names = standing.names
    }

    /// What is to be kept so that another stream can go on from here; `nil` where that has not changed.
    mutating func takeStanding() -> CorrelationStanding? {
        guard let (bytes, isAnew) = correlator.takeStanding() else { return nil }
        let told = isAnew ? names : names.filter { newNames.contains($0.key) }
        newNames = []
        return CorrelationStanding(key: key, parts: [bytes], names: told, isAnew: isAnew)
    }

    /// Takes in what a block has come to.
    ///
    /// - Returns: the correlations that hold now.
    mutating func add(_ block: StreamedBlock) throws -> [Hit] {
        let events = block.output.events
        guard let newest = events.heads.map(\.time).max() else { return [] }
        name(block)
        latest = (Timestamp(microseconds: max(latest?.newest.microseconds ?? .min, newest)), .now)
        try correlator.add(events)
        return take()
    }

    /// What holds now that nothing has come for a while; looked at once a second at the most.
    mutating func release() -> [Hit] {
        let now = ContinuousClock.now
        guard let (newest, came) = latest, now - came >= lateness, now - released >= .seconds(1) else { return [] }
        released = now
        let passed = Int64((now - came - lateness) / .microseconds(1))
        correlator.release(through: Timestamp(microseconds: newest.microseconds + passed))
        return take()
    }

    /// Tells what holds at the end.
    ///
    /// - Returns: what was found, and what could not be looked at.
    func finish(_ tell: ([Hit]) throws -> Void) throws -> CorrelationOutcome {
        let names = names
        return try correlator.finish(name: { names[$0] ?? "" }, tell: tell)
    }

    private func take() -> [Hit] {
        let names = names
        return correlator.takeHits { names[$0] ?? "" }
    }

    private mutating func name(_ block: StreamedBlock) {
        if names.count >= Self.mostNames {
            let oldest = names.keys.sorted().prefix(Self.mostNames / 2)
            for number in oldest { names[number] = nil }
        }
        if let log = block.outcome.logs.first, names[Int(block.log)] != log.name {
            names[Int(block.log)] = log.name
            newNames.insert(Int(block.log))
        }
    }
}
