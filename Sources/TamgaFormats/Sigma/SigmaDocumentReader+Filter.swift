import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// A filter.
    mutating func filter(
        _ top: [String: YAMLEntry], _ section: [YAMLEntry], _ root: YAMLNode, _ places: inout SigmaPlaces
    ) -> SigmaFilter? {
        let attributes = attributes(top, root, &places)
        let logSource = logSource(top["logsource"], root)
        guard let entry = top["filter"] else { return nil }
        let rules = filterRules(section, entry, &places)
        let detection = detection(section, entry, allowsList: false, except: ["condition", "rules"])
        guard let attributes, let logSource, let detection, report.errorCount == 0 else { return nil }
        if !detection.hasNegation, let condition = section.first(where: { $0.name == "condition" }) {
            report.warn(
                "a rule matches where its own condition and the filter's hold; to leave records out, write “not …”",
                at: condition.value)
        }
        var filter = SigmaFilter(
            title: attributes.title, rules: rules, condition: detection.condition,
            place: SigmaPlace(source: source, line: root.line))
        filter.id = attributes.id
        filter.name = attributes.name
        filter.logSource = logSource
        filter.conditionText = detection.text
        return filter
    }

    /// The rules that a filter names; `nil` for `any`. An empty list is refused: what is said of no rule would be said of
    /// all of them.
    private mutating func filterRules(
        _ section: [YAMLEntry], _ entry: YAMLEntry, _ places: inout SigmaPlaces
    ) -> [String]? {
        guard let rules = section.first(where: { $0.name == "rules" }) else {
            report.error("the filter does not say which “rules” it is for; write their ids, or “any”", at: entry)
            return nil
        }
        if let scalar = rules.value.scalar, scalar.text.lowercased() == "any" { return nil }
        let errors = report.errorCount
        let names = references(rules, &places)
        if names.isEmpty, report.errorCount == errors {
            report.error("the filter names no rules; write their ids, or “any”", at: rules)
        }
        return names
    }

    /// Rules by id or name, each with its place.
    mutating func references(
        _ entry: YAMLEntry, _ places: inout SigmaPlaces, mayRepeat: Bool = false
    ) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        let nodes = entry.value.items ?? [entry.value]
        guard nodes.count <= limits.maximumReferences else {
            report.error("more than \(limits.maximumReferences) rules", at: entry)
            return []
        }
        for node in nodes {
            guard let scalar = node.scalar, scalar.value != .null else {
                report.error("a rule is named by its id or its name", at: node)
                continue
            }
            guard seen.insert(scalar.text).inserted || mayRepeat else {
                report.warn("“\(scalar.text.prefix(60))” stands twice", at: node)
                continue
            }
            names.append(scalar.text)
            places.rules.append(report.mark(node))
        }
        return names
    }
}
