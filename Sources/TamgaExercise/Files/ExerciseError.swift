/// Why an exercise cannot be made as it was asked for.
public enum ExerciseError: Error, Equatable, CustomStringConvertible, Sendable {
    /// A scenario needs more members.
    case fewMembers(scenario: String, least: Int)
    /// A member was named twice.
    case repeatedMember(String)
    /// There are networks for so many members only.
    case manyMembers(most: Int)
    /// A scenario needs more days.
    case fewDays(scenario: String, least: Int)
    /// No dialect has this name.
    case unknownFormat(String, known: [String])
    /// The scenario has no log of the formats that were asked for.
    case noLogs
    /// A step's records would stand in a log that was left out.
    case neededKind(format: String)

    /// One sentence that says what to do.
    public var description: String {
        switch self {
        case .fewMembers(let scenario, let least): "\(scenario) needs \(least) members at least: --members UZ,KZ"
        case .repeatedMember(let code): "\(code) stands twice among the members"
        case .manyMembers(let most): "an exercise has networks for \(most) members at most"
        case .fewDays(let scenario, let least): "\(scenario) needs \(least) days at least"
        case .unknownFormat(let name, let known): "no format is called \(name): \(known.joined(separator: ", "))"
        case .noLogs: "no log would be written: the scenario has none of these formats"
        case .neededKind(let format):
            "the scenario needs a \(format) log, and none of the formats is one: name one more, or leave --formats out"
        }
    }
}
