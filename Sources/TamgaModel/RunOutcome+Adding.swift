extension RunOutcome {
    /// Adds what came after: counts are summed, knowledge and time are the later ones.
    public static func += (left: inout RunOutcome, right: RunOutcome) {
        left.finished = right.finished
        left.revision = right.revision
        left.rulesRun = right.rulesRun
        left.rulesNotRun = right.rulesNotRun
        left.accounting += right.accounting
        left.files += right.files
        left.unreadableFiles += right.unreadableFiles
        left.bytes += right.bytes
        left.hits += right.hits
        left.outsideValidity += right.outsideValidity
        left.ruleHits += right.ruleHits
        left.correlationHits += right.correlationHits
        left.suppressed.merge(right.suppressed, uniquingKeysWith: +)
        left.suppressedByObserver.merge(right.suppressedByObserver, uniquingKeysWith: +)
        left.refusedByObserver.merge(right.refusedByObserver, uniquingKeysWith: +)
        if !right.indicatorsShared.isEmpty { left.indicatorsShared = right.indicatorsShared }
        for rule in right.undecidedRules {
            if let known = left.undecidedRules.firstIndex(where: { $0.id == rule.id }) {
                left.undecidedRules[known].records += rule.records
            } else {
                left.undecidedRules.append(rule)
            }
        }
    }
}
