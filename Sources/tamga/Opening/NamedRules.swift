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
        let files = try RuleFiles(isFile ? paths + [name] : paths, placeholders: placeholders)
        set = files.set
        let wanted = isFile ? RuleFiles.files(below: name) : []
        let wantedFiles = Set(wanted.compactMap(FileIdentity.input))
        // The file may have been read under another of its paths.
        let sources = Set(
            files.paths.filter { path in
                wanted.contains(path) || FileIdentity.input(path).map(wantedFiles.contains) == true
            })
        func isMeant(_ source: String, _ names: [String?]) -> Bool {
            isFile ? sources.contains(source) : names.contains { $0?.lowercased() == name.lowercased() }
        }
        rules = set.rules.indices.filter {
            isMeant(set.rules[$0].place.source, [set.rules[$0].id, set.rules[$0].name, set.rules[$0].title])
        }
        correlations = set.correlations.indices.filter {
            let one = set.correlations[$0]
            return isMeant(one.place.source, [one.id, one.name, one.title])
        }
        guard rules.isEmpty, correlations.isEmpty else { return }
        let errors = set.problems.filter { $0.severity == .error && (!isFile || sources.contains($0.source)) }
        let first = errors.first.map {
            "; \(errors.count == 1 ? "one error" : "\(errors.count) errors"), the first: \($0)"
        }
        throw FailedInput(description: "no rule “\(name)”\(first ?? "")")
    }
}
