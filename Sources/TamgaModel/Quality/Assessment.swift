/// What is left of the confidence in a statement at some moment, and why.
public struct Assessment: Hashable, Sendable {
    /// What it states, 0 … 100, or what is assumed in its place; `nil` is "not stated", which is not 0.
    public var stated: UInt8?
    /// What is left, 0 … 100; `nil` where nothing is stated or assumed.
    public var now: Double?
    /// From when its age is counted; `nil` where no time is known: then it does not fade.
    public var refreshed: Timestamp?
    /// True where a sighting is what it is counted from.
    public var isSighted: Bool
    /// How many organisations say that it is a false positive.
    public var disputes: Int

    /// An assessment.
    public init(stated: UInt8?, now: Double?, refreshed: Timestamp?, isSighted: Bool, disputes: Int) {
        self.stated = stated
        self.now = now
        self.refreshed = refreshed
        self.isSighted = isSighted
        self.disputes = disputes
    }
}
