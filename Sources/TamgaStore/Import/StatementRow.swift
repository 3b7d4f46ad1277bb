import TamgaModel

/// What a row of `indicator` says, its key apart.
struct StatementRow: Hashable {
    var state: StatementState
    var producer: MemberState?
    var confidence: UInt8?
    var marking: Marking?
    var validity: Validity
    var name: String?
    var labels: String?
    var killChain: String?
    /// When it was withdrawn here.
    var withdrawn: Timestamp?

    /// The row that an indicator makes for each of its values.
    init(_ indicator: Indicator, producer: MemberState?) {
        state = indicator.isRevoked ? .revoked : .live
        self.producer = producer
        confidence = indicator.confidence
        marking = indicator.marking
        validity = indicator.validity
        name = indicator.name.map { BoundedText.cut($0, 1_024) }
        labels = StringList.bounded(indicator.labels)
        killChain = StringList.bounded(indicator.killChainPhases)
    }

    /// True where the value is in force under both in the same way: the statement did not come anew.
    func continues(_ older: StatementRow) -> Bool {
        state == older.state && producer == older.producer && validity == older.validity
    }
}
