public import TamgaModel

/// What an exercise is to be.
public struct ExerciseSettings: Sendable {
    /// What happens.
    public var scenario: Scenario
    /// To whom: the first member knows, the others are struck.
    public var members: [MemberState]
    /// The same seed and the same other settings give the same bytes, on every machine.
    public var seed: UInt64
    /// Bytes of ordinary traffic, about: how many lines there are is worked out from the lines' mean length.
    public var size: Int
    /// Days from 2026-11-02 on.
    public var days: Int
    /// The formats that may be written, by name; empty lets each member have its own. A member whose kind of log has none
    /// of them does not have that log.
    public var formats: [String]
    /// Lines in a million that carry an indicator of ``Exercise/carriedIndicators``, beside what the scenario plants.
    public var carriedMillionths: Int

    /// Settings.
    public init(
        scenario: Scenario, members: [MemberState], seed: UInt64, size: Int, days: Int = 7, formats: [String] = [],
        carriedMillionths: Int = 0
    ) {
        self.scenario = scenario
        self.members = members
        self.seed = seed
        self.size = size
        self.days = days
        self.formats = formats
        self.carriedMillionths = carriedMillionths
    }
}
