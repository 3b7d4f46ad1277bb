import PCRE2
import TamgaModel

/// A text format with its patterns compiled.
final class CompiledFormat: Sendable {
    /// Its place in the set.
    let index: Int
    let name: String
    let program: CompiledPattern?
    /// Values that every record of the format has.
    let constants: [CompiledPattern.Constant]
    let patterns: [CompiledPattern]
    let timeForm: TimeForm?

    init(_ format: TextFormat, index: Int, nameIDs: [String: Int]) throws(FormatError) {
        self.index = index
        name = format.name
        program = try format.program.map { program throws(FormatError) in
            try CompiledPattern("\\A(?:\(program))\\z", timeGroup: nil, nameIDs: [:])
        }
        let constants = format.constants.sorted { $0.key < $1.key }.map {
            CompiledPattern.Constant(name: $0.key, nameID: nameIDs[$0.key] ?? -1, value: Array($0.value.utf8))
        }
        timeForm = try format.timeForm.map { form throws(FormatError) in
            guard let compiled = TimeForm(form) else { throw .malformedTimeForm(form) }
            return compiled
        }
        self.constants = constants
        var compiled: [CompiledPattern] = []
        for pattern in format.patterns {
            compiled.append(
                try CompiledPattern(
                    pattern, timeGroup: format.timeGroup, constants: constants, nameIDs: nameIDs))
        }
        if let group = format.timeGroup, !compiled.contains(where: { $0.time != nil }) { throw .noSuchGroup(group) }
        patterns = compiled
    }
}
