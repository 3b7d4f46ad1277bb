import TamgaModel

/// What every hit of an entry has in common, worked out once a worker.
struct EntryFacts {
    let observable: Observable
    let text: String
    let producers: [MemberState]
    let indicatorID: String
    let confidence: UInt8?
    let marking: Marking?
    let windows: [Validity]
    /// The list that knows the value to be harmless.
    let suppressedBy: String?

    init(
        _ entry: UInt32, _ table: IndicatorTable, _ suppressions: SuppressionList,
        derivedID: (MemberState?, Observable) -> String
    ) {
        observable = table.observable(entry)
        text = observable.text
        let statements = table.statements(entry)
        producers = Set(statements.compactMap(\.producer)).sorted()
        confidence = statements.compactMap(\.confidence).max()
        marking = statements.compactMap(\.marking).max()
        windows = statements.map(\.validity)
        indicatorID = statements.first.map { $0.indicatorID ?? derivedID($0.producer, table.observable(entry)) } ?? ""
        suppressedBy = suppressions.list(covering: observable)
    }

    /// Where an instant lies outside every statement's window; `nil` inside one.
    func outside(_ time: Timestamp) -> Validity.Verdict? {
        var verdict: Validity.Verdict?
        for window in windows {
            switch window.judge(time) {
            case .valid: return nil
            case .before: verdict = verdict ?? .before
            case .after: verdict = .after
            }
        }
        return verdict
    }
}
