/// How correlations are run.
public struct CorrelationSettings: Sendable {
    /// The most bytes that groups may take, by estimate; past it those used longest ago are dropped.
    public var windowMemory = 128 << 20
    /// The most bytes that records may take that wait for the rest of a pattern, by estimate; past it the pattern for which
    /// the most wait forgets the older half of them.
    public var patternMemory = 32 << 20
    /// The most bytes that events may take that wait to be put in order; past it they go to a temporary file, in a
    /// stream into their windows.
    public var eventMemory = 128 << 20
    /// How much younger than an event the newest must be before it is looked at, in microseconds; `nil` looks at all of
    /// them in order, when the last has come.
    public var lateness: Int64?
    /// What is remembered is kept by ``Correlator/takeStanding()``, so that a stream can go on from there.
    public var isKept = false
    /// Hits of patterns outside their validity are dropped.
    public var dropsOutsideValidity = false
    /// Every window is worked out anew, slowly.
    public var isReference = false

    /// Batch, 128 MiB for windows, as much for events, a quarter of it for patterns.
    public init() {}
}
