import TamgaMatch
import TamgaModel

extension Correlate {
    /// Searches splits, and writes what they have come to as a partial: under another name until it is whole, so that a task
    /// that is stopped or runs twice changes nothing.
    func write(_ partial: String) throws {
        let splits = try wanted()
        let supply = try supply(isForReading: true)
        let knowledge = supply.knowledge
        let quiet = outcomeOptions.quiet
        let identity = try PartialIdentity(
            supply, words: SplitRunOptions.words(matchingOptions, newSince: newSince, maxRecord: maxRecord),
            holdsSuppressed: withSuppressed)
        var outcomes: [SplitOutcome] = []
        let progress = ProgressLine("correlating", total: 0, quiet: quiet)
        do {
            try WholeOutput.write(to: partial, isShared: true) { output in
                let writer = PartialWriter(identity) { try output.write($0) }
                let run = knowledge.run(
                    matchOptions(knowledge.community), printHit: PartialHit.printer,
                    printSuppressed: withSuppressed ? PartialHit.suppressedPrinter : nil,
                    output: { try writer.add($0) })
                for split in splits {
                    let outcome = try run.run(split) { progress.show(bytes: $0.bytes) }
                    try writer.end(outcome)
                    outcomes.append(outcome)
                }
                try knowledge.verify()
                try writer.finish()
            }
        } catch let error as SplitError {
            throw FailedInput(description: "\(error)")
        }
        progress.done()
        for outcome in outcomes {
            if let failure = outcome.failure {
                StandardError.line("refused: \(Refusal(source: outcome.file.name, reason: failure))", .warning)
            }
        }
        if !quiet { StandardError.line(Self.text(outcomes, partial)) }
        if outcomeOptions.strict, knowledge.rules.refused > 0 || outcomes.contains(where: { $0.refused > 0 }) {
            throw Failure.badInput
        }
        if outcomes.contains(where: { $0.failure != nil && !$0.isForeign }) { throw Failure.inputOutput }
        if outcomeOptions.failOnHit, outcomes.contains(where: { $0.hits > 0 }) { throw Failure.hitsFound }
    }

    /// The splits that are named, or each log as one, in the order in which a partial has them.
    private func wanted() throws -> [LogSplit] {
        let splits = try splits + inputs().map { LogSplit(whole: $0.input.name) }
        let sorted = Set(splits).sorted { left, right in
            if left.path != right.path { return SplitFile.precedes(left.path, right.path) }
            return (left.range.lowerBound, left.range.upperBound) < (right.range.lowerBound, right.range.upperBound)
        }
        for (one, next) in zip(sorted, sorted.dropFirst())
        where one.path == next.path && next.range.lowerBound < one.range.upperBound {
            throw FailedInput(description: "\(one) and \(next) overlap: what lies in both would be counted twice")
        }
        return sorted
    }

    private static func text(_ outcomes: [SplitOutcome], _ partial: String) -> String {
        let records = outcomes.reduce(0) { $0 + $1.records }
        let hits = outcomes.reduce(0) { $0 + $1.hits }
        let splits = outcomes.count == 1 ? "1 split" : "\(outcomes.count) splits"
        return "\(ActiveText.shown(partial)): \(splits), \(records) records, \(hits) hits"
    }
}

extension SplitOutcome {
    /// What was left out of it.
    fileprivate var refused: Int { refusals.count + (failure == nil ? 0 : 1) }
}
