/// What has become known of indicators since they were stated.
public struct QualityEvidence: Sendable {
    /// When a value was last seen in anyone's logs.
    public var lastSeen: [Observable: Timestamp]
    /// When an indicator was last seen by what others say: STIX sightings, by the indicator's id.
    public var lastReported: [String: Timestamp]
    /// How many organisations say that an indicator is a false positive, by its id.
    public var disputes: [String: Int]

    /// Evidence; none by default.
    public init(
        lastSeen: [Observable: Timestamp] = [:], lastReported: [String: Timestamp] = [:], disputes: [String: Int] = [:]
    ) {
        self.lastSeen = lastSeen
        self.lastReported = lastReported
        self.disputes = disputes
    }
}
