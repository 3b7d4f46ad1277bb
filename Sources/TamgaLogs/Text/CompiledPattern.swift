import PCRE2
import TamgaModel

/// A compiled pattern and what its groups are.
final class CompiledPattern: Sendable {
    /// A group and the field that it is.
    struct Group: Sendable {
        var number: Int
        var name: String
        var nameID: Int
    }

    let pattern: Pattern
    /// What the first bytes of a text can be that it reads.
    let lead: LeadingBytes
    /// In the order in which they stand in the pattern.
    let groups: [Group]
    /// Groups that more is read in.
    let message: Int?
    let pairs: Int?
    let program: Int?
    let priority: Int?
    let structuredData: Int?
    let time: Int?
    /// The format's constants that no group gives, and those that a group can give.
    let constants: [Constant]
    let fallbacks: [Constant]

    /// A value that every record of the format has.
    struct Constant: Sendable {
        var name: String
        var nameID: Int
        var value: [UInt8]
    }

    init(
        _ text: String, timeGroup: String?, constants: [Constant] = [], nameIDs: [String: Int]
    ) throws(FormatError) {
        do throws(PatternError) {
            pattern = try Pattern(text)
        } catch {
            throw .malformedPattern(error)
        }
        lead = LeadingBytes(of: text, count: PatternGate.length)
        var groups: [Group] = []
        for (group, number) in pattern.names {
            let name = TextFormat.fieldName(ofGroup: group)
            groups.append(Group(number: number, name: name, nameID: nameIDs[name] ?? -1))
        }
        groups.sort { $0.number < $1.number }
        func number(_ name: String) -> Int? { groups.first { $0.name == name }?.number }
        message = number("message")
        pairs = number("pairs")
        program = number("program")
        priority = number("priority")
        structuredData = number("structured_data")
        time = timeGroup.flatMap { number(TextFormat.fieldName(ofGroup: $0)) }
        self.groups = groups.filter { $0.name != "pairs" }
        let given = Set(groups.map(\.name))
        self.constants = constants.filter { !given.contains($0.name) }
        fallbacks = constants.filter { given.contains($0.name) }
    }
}
