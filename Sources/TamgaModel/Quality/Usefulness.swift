/// What the indicators of one producer have been worth: how many of them were ever seen, and how fast.
public struct Usefulness: Hashable, Sendable {
    /// Who shared them; `nil` is "unattributed".
    public var producer: MemberState?
    /// Distinct values that it has shared, in force or not.
    public var shared: Int
    /// How many of them were ever seen in anyone's logs.
    public var sighted: Int
    /// How many were seen in logs from before they were known here: looking back.
    public var lookingBack: Int
    /// Seconds from when a value was known here to its first sighting, of those seen after; in rising order.
    public var sinceKnown: [Double]
    /// Seconds from when a value began to hold to its first sighting, of those seen after; in rising order.
    public var sinceValid: [Double]
    /// How many disputes its indicators have met.
    public var disputes: Int
    /// In whose logs they were seen, in alphabetical order; unattributed logs are not among them.
    public var observers: [MemberState]

    /// A row.
    public init(
        producer: MemberState?, shared: Int, sighted: Int = 0, lookingBack: Int = 0, sinceKnown: [Double] = [],
        sinceValid: [Double] = [], disputes: Int = 0, observers: [MemberState] = []
    ) {
        self.producer = producer
        self.shared = shared
        self.sighted = sighted
        self.lookingBack = lookingBack
        self.sinceKnown = sinceKnown
        self.sinceValid = sinceValid
        self.disputes = disputes
        self.observers = observers
    }

    /// How many in a hundred were ever seen; 0 where none was shared.
    public var share: Double { shared == 0 ? 0 : Double(sighted) * 100 / Double(shared) }

    /// The value below or at which a part of the others lie, by the nearest rank; `nil` where there are none.
    ///
    /// - Parameter percent: 1 … 100.
    public static func percentile(_ percent: Int, of rising: [Double]) -> Double? {
        guard !rising.isEmpty else { return nil }
        return rising[max(0, (rising.count * percent + 99) / 100 - 1)]
    }
}
