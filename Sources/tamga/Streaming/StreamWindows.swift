import TamgaCorrelate
import TamgaMatch
import TamgaModel

/// Correlations over what a stream finds. An event waits until the newest is younger by the lateness, or until so much
/// time has passed without one.
struct StreamWindows {
    private let correlator: Correlator
    private let lateness: Duration
    /// The names of logs by their numbers.
    private var names: [Int: String] = [:]
    /// The newest event, and when the last one came, while some may wait.
    private var waiting: (newest: Timestamp, since: ContinuousClock.Instant)?

    /// The most logs whose names are known, for what is found in them long after they were read.
    private static let mostNames = 65_536

    init(_ rules: RunnableRules, _ settings: CorrelationSettings) {
        correlator = rules.correlator(settings)
        lateness = .microseconds(settings.lateness ?? 0)
    }

    /// Takes in what a block has come to.
    ///
    /// - Returns: the correlations that hold now.
    mutating func add(_ block: StreamedBlock) throws -> [Hit] {
        let events = block.output.events
        guard let newest = events.heads.map(\.time).max() else { return [] }
        name(block)
        waiting = (max(waiting?.newest ?? Timestamp(microseconds: newest), Timestamp(microseconds: newest)), .now)
        try correlator.add(events)
        return take()
    }

    /// What holds once nothing more is waited for.
    mutating func release() -> [Hit] {
        guard let (newest, since) = waiting, ContinuousClock.now - since >= lateness else { return [] }
        waiting = nil
        correlator.release(through: newest)
        return take()
    }

    /// What holds at the end, and what could not be looked at.
    func finish() throws -> (hits: [Hit], outcome: CorrelationOutcome) {
        let names = names
        return try correlator.finish { names[$0] ?? "" }
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
        if let log = block.outcome.logs.first { names[Int(block.log)] = log.name }
    }
}
