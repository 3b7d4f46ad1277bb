import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// A detection rule; where its condition counts, as Sigma 1 did, with the correlation that this is read as.
    mutating func rule(
        _ top: [String: YAMLEntry], _ root: YAMLNode, _ places: inout SigmaPlaces
    ) -> (rule: SigmaRule, correlation: SigmaCorrelation?)? {
        let attributes = attributes(top, root, &places)
        let logSource = logSource(top["logsource"], root)
        let detection = top["detection"].flatMap { self.detection($0) }
        let custom = custom(top["tamga"])
        let fields = texts(top["fields"], "fields")
        guard let attributes, let logSource, let detection else { return nil }
        var rule = SigmaRule(
            title: attributes.title, condition: detection.condition,
            place: SigmaPlace(source: source, line: root.line))
        rule.id = attributes.id
        rule.name = attributes.name
        rule.status = attributes.status
        rule.level = attributes.level
        rule.tags = attributes.tags
        rule.summary = attributes.summary
        rule.falsePositives = attributes.falsePositives
        rule.related = attributes.related
        rule.fields = fields
        rule.logSource = logSource
        rule.conditionText = detection.text
        rule.custom = custom
        guard let aggregation = detection.aggregation, let entry = top["detection"] else { return (rule, nil) }
        return split(rule, aggregation, entry, &places).map { ($0.rule, $0.correlation) }
    }

    // MARK: - Log source

    /// The attributes of `logsource` that say which logs; others describe it.
    mutating func logSource(_ entry: YAMLEntry?, _ root: YAMLNode) -> SigmaLogSource? {
        guard let entry else {
            report.error("no “logsource”; Sigma asks for a category, a product or a service", at: root)
            return nil
        }
        guard let entries = entry.value.entries else {
            report.error("“logsource” must be a mapping with “category”, “product” or “service”", at: entry.value)
            return nil
        }
        let errors = report.errorCount
        let named = distinct(entries, "logsource")
        let known = ["category", "product", "service", "definition"]
        for name in named.keys.sorted() where !known.contains(name) {
            // Others may stand there, but a slip of the pen would widen the rule to more logs.
            let hint = Self.hint(name, known)
            if !hint.isEmpty, let entry = named[name] {
                report.warn("“\(name.prefix(40))” says nothing here\(hint)", at: entry)
            }
        }
        let logSource = SigmaLogSource(
            categories: alternatives(named["category"]), products: alternatives(named["product"]),
            services: alternatives(named["service"]))
        if logSource == SigmaLogSource() {
            if report.errorCount == errors {
                report.error("“logsource” has neither a category, nor a product, nor a service", at: entry)
            }
            return nil
        }
        return logSource
    }

    private mutating func alternatives(_ entry: YAMLEntry?) -> [String] {
        guard let entry else { return [] }
        if entry.value.items != nil {
            report.warn(
                "a list of values for “\(entry.name)”, where Sigma has one; any of them is meant", at: entry.value)
        } else if entry.value.scalar == nil {
            report.error("“\(entry.name)” must be a single value", at: entry.value)
        }
        return texts(entry, entry.name).map { $0.lowercased() }
    }

    // MARK: - Detection

    /// What a `detection` or a `filter` asks for.
    struct Detection {
        var condition: SigmaExpression
        var text: String
        /// The condition has a `not`.
        var hasNegation: Bool
        /// What the condition counts, in the form of Sigma 1.
        var aggregation: SigmaAggregation?
    }

    private mutating func detection(_ entry: YAMLEntry) -> Detection? {
        guard let entries = entry.value.entries else {
            report.error("“detection” must be a mapping of searches and a “condition”", at: entry.value)
            return nil
        }
        let detection = self.detection(entries, entry, allowsList: true, except: ["condition", "timeframe"])
        if detection?.aggregation == nil, let timeframe = entries.first(where: { $0.name == "timeframe" }) {
            report.warn(
                "“timeframe” is no longer part of Sigma and is not read; a correlation rule has a “timespan”",
                at: timeframe)
        }
        return detection
    }

    /// Reads searches and the condition over them.
    mutating func detection(
        _ entries: [YAMLEntry], _ section: YAMLEntry, allowsList: Bool, except keys: Set<String>
    ) -> Detection? {
        let named = distinct(entries, section.name)
        var searches = SigmaSearches()
        for entry in entries where !keys.contains(entry.name) && named[entry.name]?.offset == entry.offset {
            guard searches.names.count < limits.maximumSearches, entry.name.utf8.count <= 256 else {
                let what = entry.name.utf8.count > 256 ? "a search's name longer than 256 bytes" : nil
                report.error(what ?? "more than \(limits.maximumSearches) searches", at: entry)
                return nil
            }
            let before = testCount
            let expression = search(entry)
            searches.add(entry, expression, tests: testCount - before)
        }
        guard let condition = named["condition"] else {
            report.error("“\(section.name)” has no “condition”", at: section)
            return nil
        }
        if searches.names.isEmpty {
            report.error("“\(section.name)” has no searches for the condition to name", at: section)
            return nil
        }
        guard allowsList || condition.value.items == nil else {
            report.error("the condition of a filter is one text", at: condition.value)
            return nil
        }
        return self.condition(condition, &searches, allowsAggregation: allowsList)
    }
}
