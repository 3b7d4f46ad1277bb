import FoundationEssentials
import TamgaFormats
import TamgaModel

/// What an argument means that names rules: a file, an id, a name or a title.
struct NamedRules {
    let set: SigmaRuleSet
    /// Places in the set's rules.
    private(set) var rules: [Int] = []
    /// Places in its correlations.
    private(set) var correlations: [Int] = []

    /// - Throws: ``FailedInput`` where nothing has the name, or a file refuses its rules.
    init(_ name: String, among paths: [String], placeholders: String?) throws {
        let isFile = FileManager.default.fileExists(atPath: name)
        guard isFile || !paths.isEmpty else {
            throw FailedInput(
                description: "“\(name)” is no file; say with --rules where a rule of that id or title stands")
        }
        var all = paths
        if isFile, !paths.flatMap(RuleFiles.files(below:)).contains(name) { all.append(name) }
        let files = try RuleFiles(all, placeholders: placeholders)
        set = files.set
        let wanted = isFile ? Set(RuleFiles.files(below: name)) : []
        func isMeant(_ source: String, _ names: [String?]) -> Bool {
            isFile ? wanted.contains(source) : names.contains { $0?.lowercased() == name.lowercased() }
        }
        rules = set.rules.indices.filter {
            isMeant(set.rules[$0].place.source, [set.rules[$0].id, set.rules[$0].name, set.rules[$0].title])
        }
        correlations = set.correlations.indices.filter {
            let one = set.correlations[$0]
            return isMeant(one.place.source, [one.id, one.name, one.title])
        }
        guard rules.isEmpty, correlations.isEmpty else { return }
        let errors = set.problems.filter { $0.severity == .error && (!isFile || wanted.contains($0.source)) }
        let first = errors.first.map {
            "; \(errors.count == 1 ? "one error" : "\(errors.count) errors"), the first: \($0)"
        }
        throw FailedInput(description: "no rule “\(name)”\(first ?? "")")
    }
}
