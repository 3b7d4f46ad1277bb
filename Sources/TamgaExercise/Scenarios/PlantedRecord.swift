import TamgaModel

/// A record that a scenario puts among the ordinary ones.
struct PlantedRecord: Sendable {
    /// What should find it.
    enum Expectation: Hashable, Sendable {
        /// An indicator, by its canonical value.
        case indicator(String)
        /// A rule, by its id.
        case rule(String)
    }

    /// Its place in the scenario's list, from 0.
    let number: Int
    /// The step it belongs to; `nil` for a decoy.
    let step: String?
    /// Why a decoy looks like part of the intrusion and is not.
    let decoy: String?
    let member: MemberState
    let kind: LogDialect.Kind
    let shape: String
    /// Microseconds since 1970.
    let time: Int64
    /// What stands in which slot.
    let values: [String: String]
    let expected: [Expectation]
}
