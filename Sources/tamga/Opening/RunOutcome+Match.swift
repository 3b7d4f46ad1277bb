import TamgaCorrelate
import TamgaMatch
import TamgaModel

extension RunOutcome {
    /// What a run has come to that searched for some knowledge, as far as the run itself knows it.
    init(_ outcome: MatchOutcome, _ knowledge: Knowledge) {
        self.init(finished: .now, revision: knowledge.revision)
        accounting = outcome.accounting
        files = outcome.logs.count { !$0.isUnreadable }
        unreadableFiles = outcome.logs.count { $0.isUnreadable }
        bytes = outcome.bytes
        hits = outcome.hits
        ruleHits = outcome.ruleHits
        rulesRun = knowledge.rules.compiled.count
        rulesNotRun = knowledge.rules.refused
        undecidedRules = outcome.undecidedRules
        outsideValidity = outcome.outsideValidity - outcome.droppedOutsideValidity
        suppressed = outcome.suppressed
        suppressedByObserver = outcome.suppressedByObserver
        refusedByObserver = outcome.refusedByObserver
        indicatorsShared = knowledge.indicatorsShared
    }

    /// Adds what correlations and patterns over several records have found.
    mutating func add(_ found: CorrelationOutcome) {
        correlationHits += found.hits
        hits += found.patterns.hits
        outsideValidity += found.patterns.outsideValidity
    }
}
