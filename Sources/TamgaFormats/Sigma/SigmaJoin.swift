import TamgaModel

/// Joins files into a set of rules: what ``SigmaRuleSet`` is made by.
struct SigmaJoin {
    let files: [SigmaFile]
    var set = SigmaRuleSet()
    /// Problems found here, by file.
    var problems: [Int: [SigmaProblem]] = [:]
    var refusedCount = 0

    /// A document and where it is from.
    struct Origin {
        var file: Int
        var places: SigmaPlaces
    }

    var ruleOrigins: [Origin] = []
    var correlationOrigins: [Origin] = []
    var filterOrigins: [Origin] = []
    /// Who has an id or a name, as `“title” (source:line)`.
    private var owners: [String: String] = [:]

    init(_ files: [SigmaFile]) { self.files = files }

    mutating func tell(
        _ severity: SigmaProblem.Severity, _ message: String, at mark: SigmaPlaces.Mark?, in place: SigmaPlace,
        title: String, file: Int
    ) {
        problems[file, default: []].append(
            SigmaProblem(
                severity, source: place.source, line: mark?.line ?? place.line, column: mark?.column ?? 1, message,
                excerpt: mark?.excerpt ?? "", caret: mark?.caret ?? 0, title: title))
    }

    static func name(_ title: String, _ place: SigmaPlace) -> String {
        "“\(title.prefix(80))” (\(place.source):\(place.line))"
    }

    // MARK: - Documents

    /// Takes the documents in the order of the files and lines; of two with one id, the first.
    mutating func takeDocuments() {
        for (index, file) in files.enumerated() {
            var lines: [(line: Int, take: (inout SigmaJoin) -> Void)] = []
            var bases: [Int: SigmaRule] = [:]
            for rule in file.rules {
                if file.places[rule.place.line]?.isSplit == true {
                    bases[rule.place.line] = rule
                } else {
                    lines.append((rule.place.line, { _ = $0.take(rule, index) }))
                }
            }
            for correlation in file.correlations {
                let base = bases[correlation.place.line]
                lines.append((correlation.place.line, { $0.take(correlation, base: base, index) }))
            }
            for filter in file.filters { lines.append((filter.place.line, { $0.take(filter, index) })) }
            for document in lines.sorted(by: { $0.line < $1.line }) { document.take(&self) }
        }
    }

    /// Takes a rule; false where it is refused.
    private mutating func take(_ rule: SigmaRule, _ file: Int) -> Bool {
        var rule = rule
        let places = files[file].places[rule.place.line] ?? SigmaPlaces()
        guard claim(id: rule.id, rule.title, rule.place, places, file) else { return false }
        claim(name: &rule.name, rule.title, rule.place, places, file)
        if rule.id == nil {
            let key = "title of a rule without an id: " + rule.title
            if let owner = owners[key] {
                tell(
                    .warning, "\(owner) has the same title, and neither has an id: their hits cannot be told apart",
                    at: nil, in: rule.place, title: rule.title, file: file)
            }
            owners[key] = owners[key] ?? Self.name(rule.title, rule.place)
        }
        let member = SigmaRuleSet.Member.rule(set.rules.count)
        if let id = rule.id { set.members[id] = member }
        if let name = rule.name { set.members[name] = member }
        set.rules.append(rule)
        ruleOrigins.append(Origin(file: file, places: places))
        return true
    }

    /// Takes a correlation, and with it the rule that was read from the same document.
    private mutating func take(_ correlation: SigmaCorrelation, base: SigmaRule?, _ file: Int) {
        var correlation = correlation
        let places = files[file].places[correlation.place.line] ?? SigmaPlaces()
        guard claim(id: correlation.id, correlation.title, correlation.place, places, file) else { return }
        if let base, !take(base, file) { return }
        claim(name: &correlation.name, correlation.title, correlation.place, places, file)
        let member = SigmaRuleSet.Member.correlation(set.correlations.count)
        if let id = correlation.id { set.members[id] = member }
        if let name = correlation.name { set.members[name] = member }
        set.correlations.append(correlation)
        correlationOrigins.append(Origin(file: file, places: places))
    }

    private mutating func take(_ filter: SigmaFilter, _ file: Int) {
        let places = files[file].places[filter.place.line] ?? SigmaPlaces()
        guard claim(id: filter.id, filter.title, filter.place, places, file) else { return }
        set.filters.append(filter)
        filterOrigins.append(Origin(file: file, places: places))
    }

    /// Takes an id for a document; false where another has it.
    private mutating func claim(
        id: String?, _ title: String, _ place: SigmaPlace, _ places: SigmaPlaces, _ file: Int
    ) -> Bool {
        guard let id else { return true }
        if let owner = owners["id: " + id] {
            tell(
                .error, "the id is that of \(owner), which was read first; give one of the two another", at: places.id,
                in: place, title: title, file: file)
            refusedCount += 1
            return false
        }
        owners["id: " + id] = Self.name(title, place)
        return true
    }

    /// Takes a name for a document; where another has it, this one goes on without.
    private mutating func claim(
        name: inout String?, _ title: String, _ place: SigmaPlace, _ places: SigmaPlaces, _ file: Int
    ) {
        guard let wanted = name else { return }
        if let owner = owners["name: " + wanted] {
            tell(
                .warning, "the name is that of \(owner), which was read first; correlations that say it mean that one",
                at: places.name, in: place, title: title, file: file)
            name = nil
        } else {
            owners["name: " + wanted] = Self.name(title, place)
        }
    }

    // MARK: - Relations

    /// Warns of rules that come from one another in a circle; `similar` goes both ways by its nature.
    mutating func checkRelations() {
        let edges = set.rules.map { rule in
            rule.related.filter { $0.kind != .similar }.compactMap { relation -> Int? in
                guard case .rule(let index) = set.members[relation.id] else { return nil }
                return index
            }
        }
        for circle in SigmaCircle.all(in: edges) {
            guard let first = circle.shown.first else { continue }
            let chain = circle.text { Self.name(set.rules[$0].title, set.rules[$0].place) }
            tell(
                .warning, "rules that come from one another in a circle: " + chain,
                at: ruleOrigins[first].places.related.first, in: set.rules[first].place, title: set.rules[first].title,
                file: ruleOrigins[first].file)
        }
    }
}
