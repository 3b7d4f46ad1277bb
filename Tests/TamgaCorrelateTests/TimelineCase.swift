import Testing

/// A timeline and what must hold in it.
struct TimelineCase: CustomTestStringConvertible, Sendable {
    /// The fact.
    let fact: String
    let correlations: [String]
    let events: String
    /// As ``Timeline/text(_:)`` has it, in the order of time.
    let hits: [String]
    /// What is counted besides: key without, value without, windows open at the end.
    var lost: [Int] = [0, 0, 0]

    init(_ fact: String, _ correlations: [String], _ events: String, _ hits: [String], lost: [Int] = [0, 0, 0]) {
        self.fact = fact
        self.correlations = correlations
        self.events = events
        self.hits = hits
        self.lost = lost
    }

    var testDescription: String { fact }

    static let all = counts + values + numbers + orders + chains
}
