import TamgaExchange
import TamgaFormats
import TamgaJSON
import TamgaMatch
import TamgaModel
import TamgaRelease
import TamgaStore

/// What a store releases to one recipient in one form: every object and every statement passes the policy on its way.
struct StoreRelease {
    /// What narrows it beside the policy.
    struct Choice {
        var types: [ObservableType] = []
        /// What is too little confidence; all is enough by default.
        var quality = Quality(rules: nil, time: .now)
        var suppressions: SuppressionList
    }

    /// What became of everything, for people and for the log.
    struct Account {
        /// Statements or objects that went out, by reason.
        var released: [ReleaseReason] = []
        var withheld: [ReleaseReason] = []
        /// Values or objects that the form cannot hold, by kind.
        var unheld: [String: Int] = [:]
        var outsideValidity = 0
        var belowConfidence = 0
        var harmless = 0
        /// Indicators whose pattern says more than values, where values go.
        var patterns = 0
        var items: [ReleasedItem] = []
    }

    let store: Store
    let community: Community
    let context: ExportContext
    let choice: Choice
    var account = Account()

    init(store: Store, community: Community, context: ExportContext, choice: Choice) {
        self.store = store
        self.community = community
        self.context = context
        self.choice = choice
    }

    var recipient: Recipient { context.recipient }

    /// The policy over the marking definitions that are in view.
    func policy(_ view: StoreView) throws -> ReleasePolicy {
        ReleasePolicy(community: community, definitions: try view.markingDefinitions())
    }

    static func marked(_ stored: StoredObject) -> (object: MarkedObject, confidence: UInt8?)? {
        guard let value = try? JSONValue(stored.original.span) else { return nil }
        let confidence = value.member("confidence", in: stored.original.span)?.integer(in: stored.original.span)
        return (
            MarkedObject(value, in: stored.original.span, sharedBy: stored.producer),
            confidence.flatMap { UInt8(exactly: $0) }
        )
    }

    func isBelow(_ statement: StoredIndicator) -> Bool {
        choice.quality.minimum != nil && !choice.quality.admits(choice.quality.assess(statement))
    }

    /// Whether any value of an indicator has confidence enough, by the ids of those that state values; `nil` where all
    /// have.
    func admitted(_ view: StoreView) throws -> [String: Bool]? {
        if choice.quality.minimum == nil { return nil }
        var admitted: [String: Bool] = [:]
        try view.forEachIndicator { statement in
            guard let id = statement.objectID else { return }
            admitted[id] = admitted[id] == true || !isBelow(statement)
        }
        return admitted
    }

    /// True where an indicator has too little confidence. One that states a pattern is judged as a whole.
    func isBelow(_ stored: StoredObject, _ confidence: UInt8?, among admitted: [String: Bool]?) -> Bool {
        guard let admitted else { return false }
        if let isAdmitted = admitted[stored.id] { return !isAdmitted }
        guard let pattern = IndicatorPattern(indicator: stored.original) else { return true }
        let assessment = choice.quality.assess(
            Observable(type: .pattern, canonicalBytes: Array(pattern.text.utf8)), objectID: stored.id,
            confidence: confidence, stated: stored.modified)
        return !choice.quality.admits(assessment)
    }

    /// When each source was imported first and last.
    func spans() throws -> [String: ClosedRange<Timestamp>] {
        var spans: [String: ClosedRange<Timestamp>] = [:]
        for source in try store.sources() {
            let last = max(source.firstImported, source.lastImported)
            let other = spans[source.name] ?? source.firstImported...last
            spans[source.name] = min(other.lowerBound, source.firstImported)...max(other.upperBound, last)
        }
        return spans
    }

    /// A statement as far as a decision lets it go; `nil` where it does not.
    func released(
        _ statement: StoredIndicator, _ spans: [String: ClosedRange<Timestamp>], _ decision: ReleaseDecision,
        modified: Timestamp? = nil
    ) -> ReleasedIndicator? {
        ReleasedIndicator(
            id: statement.indicatorID, observable: statement.observable, producer: statement.producer,
            confidence: statement.confidence, validity: statement.validity, name: statement.name,
            labels: statement.labels, modified: modified, span: spans[statement.source] ?? context.time...context.time,
            decision: decision)
    }

    // MARK: - Values

    /// Writes values in a form.
    mutating func write(_ form: inout any ValueForm, as kind: ExportForm, to output: HeldOutput) throws {
        let spans = try spans()
        try output.write(form.begin())
        var account = Account()
        try store.view { view in
            let policy = try self.policy(view)
            var decisions: [String: (decision: ReleaseDecision, modified: Timestamp)] = [:]
            try view.forEachObject(matching: ObjectQuery(types: ["indicator"])) { stored in
                guard let marked = Self.marked(stored) else { return }
                decisions[stored.id] = (policy.decide(marked.object, for: recipient, through: .value), stored.modified)
            }
            var group: [ReleasedIndicator] = []
            var items: [ReleasedItem] = []
            var reasons: [ReleaseReason] = []
            func finishValue() throws {
                defer {
                    group = []
                    items = []
                    reasons = []
                }
                guard let value = ReleasedValue(group) else { return }
                if kind.isForProducts, choice.suppressions.list(covering: value.observable) != nil {
                    account.harmless += 1
                } else if let bytes = form.write(value) {
                    try output.write(bytes)
                    account.released += reasons
                    account.items += items
                } else {
                    account.unheld[value.observable.type.label, default: 0] += 1
                }
            }
            try view.forEachIndicator(types: choice.types) { statement in
                if let first = group.first, first.observable != statement.observable { try finishValue() }
                let id = statement.indicatorID
                let known = statement.objectID.flatMap { decisions[$0] }
                let decision: ReleaseDecision
                if let known {
                    decision = known.decision
                } else {
                    // A line; or an object whose bytes are not there to be judged: its column is the strictest it had.
                    let object = MarkedObject(
                        id: id, type: "indicator", sharedBy: statement.producer, label: statement.marking,
                        faults: statement.objectID == nil ? [] : ["the object is not there to be judged"])
                    decision = policy.decide(object, for: recipient, through: .value)
                }
                guard let released = released(statement, spans, decision, modified: known?.modified)
                else {
                    account.withheld.append(decision.reason)
                    return
                }
                if kind.isForProducts, statement.validity.judge(context.time) != .valid {
                    account.outsideValidity += 1
                } else if isBelow(statement) {
                    account.belowConfidence += 1
                } else {
                    group.append(released)
                    items.append(ReleasedItem(id: id, modified: known?.modified ?? Timestamp(seconds: 0)))
                    reasons.append(decision.reason)
                }
            }
            try finishValue()
        }
        try output.write(form.end())
        account.patterns = try store.patternCount()
        self.account = account
    }
}
