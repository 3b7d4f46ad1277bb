public import TamgaModel

/// What one block gives: lines to print, and events for correlations.
public struct BlockOutput: Sendable {
    /// Hits, as they were rendered.
    public internal(set) var hits: [UInt8] = []
    /// Suppressed hits, as they were rendered.
    public internal(set) var suppressed: [UInt8] = []
    /// What rules that correlations ask for have matched.
    public internal(set) var events = CorrelationEvents()

    /// True where there is nothing in it.
    var isEmpty: Bool { hits.isEmpty && suppressed.isEmpty && events.isEmpty }
}
