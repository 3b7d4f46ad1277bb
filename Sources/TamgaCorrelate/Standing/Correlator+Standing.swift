import Synchronization
import TamgaModel
import TamgaUUID

extension Correlator {
    /// Says which correlations, rules and patterns this is about, and how they are run: what was kept under another key says
    /// nothing of them.
    public var standingKey: String {
        var name = NameUUID(namespace: NameUUID.tamga)
        func add(_ parts: [String]) {
            for part in parts { name.update("\(part.utf8.count) \(part)\n".utf8) }
        }
        add(["standing 2", "\(settings.lateness ?? -1)"])
        add(ruleKeys)
        for correlation in plan.correlations {
            add([correlation.key, correlation.kind.rawValue, "\(correlation.timespan)", "\(correlation.conditions)"])
            add(correlation.rules + ["group by"] + correlation.groupBy + ["values"] + correlation.valueFields)
            add([
                correlation.expression ?? "", correlation.percentile.map { "\($0)" } ?? "", "\(correlation.generates)",
            ])
            for (alias, fields) in correlation.aliases.sorted(by: { $0.key < $1.key }) {
                add([alias] + fields.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
            }
        }
        for pattern in patterns.patterns {
            add([pattern.stated.indicatorID, pattern.stated.text] + pattern.rules.map { "\($0 ?? -1)" })
        }
        return name.text()
    }

    /// What is to be kept so that another correlator can go on from here; `nil` where nothing has come since the last time.
    /// All hits must have been taken.
    public func takeStanding() -> (bytes: [UInt8], isAnew: Bool)? {
        state.withLock { state in
            let reported = state.engines.patternCounts.map(\.matches)
            guard var journal = state.journal.take() else { return nil }
            defer { state.journal = journal }
            return journal.take(reported: reported) { state.write(to: &$0) }
        }
    }

    /// Goes on where another correlator of the same ``standingKey`` was left. Hits that it has told are not told again.
    ///
    /// - Parameter parts: what ``takeStanding()`` gave, from the last that was a picture of all.
    /// - Throws: where it is damaged; this correlator is of no use then.
    public func resume(_ parts: [[UInt8]]) throws {
        try state.withLock { state in
            guard let picture = parts.first else { return }
            var reader = try StandingReader(sealed: picture)
            try state.read(from: &reader, plan)
            var reported = state.engines.patternCounts.map(\.matches)
            for part in parts.dropFirst() {
                var reader = try StandingReader(sealed: part)
                while !reader.isAtEnd { try replay(&reader, &state, &reported) }
                state.engines.forgetWindows()
            }
            state.engines.setReported(reported)
        }
    }

    private func replay(_ reader: inout StandingReader, _ state: inout State, _ reported: inout [Int]) throws {
        switch StandingJournal.Entry(rawValue: try reader.int()) {
        case .events:
            try take(CorrelationEvents(reading: try reader.text()), &state)
        case .release: release(through: try reader.number(), &state)
        case .reported:
            let count = reported.count
            reported = try reader.list { (reader) throws(StandingError) in try reader.int() }
            guard reported.count == count else { throw StandingError() }
        case nil: throw StandingError()
        }
    }
}

extension Correlator.State {
    fileprivate func write(to writer: inout StandingWriter) {
        writer.add(newest)
        writer.add(watermark)
        writer.add(late)
        writer.add(forced)
        let waiting = sorter.waiting
        writer.add(waiting.bytes)
        engines.write(to: &writer)
    }

    fileprivate mutating func read(from reader: inout StandingReader, _ plan: CorrelationPlan) throws {
        newest = try reader.number()
        watermark = try reader.number()
        late = try reader.int()
        forced = try reader.int()
        let events = CorrelationEvents(reading: try reader.text())
        if !events.isEmpty { try sorter.add(events) }
        try engines.read(from: &reader)
    }
}
