import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// A correlation.
    mutating func correlation(
        _ top: [String: YAMLEntry], _ section: [YAMLEntry], _ root: YAMLNode, _ places: inout SigmaPlaces
    ) -> SigmaCorrelation? {
        let attributes = attributes(top, root, &places)
        guard let entry = top["correlation"] else { return nil }
        let named = distinct(section, "correlation")
        let known = ["type", "rules", "group-by", "timespan", "condition", "aliases", "generate"]
        check(named, "correlation", allows: known)
        let kind = correlationKind(named["type"], entry)
        let timespan = timespan(named["timespan"], entry)
        guard let attributes, let kind, let timespan else { return nil }
        var correlation = SigmaCorrelation(
            title: attributes.title, kind: kind, rules: [], timespan: timespan,
            place: SigmaPlace(source: source, line: root.line))
        correlation.id = attributes.id
        correlation.name = attributes.name
        correlation.status = attributes.status
        correlation.level = attributes.level
        correlation.tags = attributes.tags
        correlation.summary = attributes.summary
        correlation.falsePositives = attributes.falsePositives
        correlation.rules = named["rules"].map { references($0, &places, mayRepeat: kind == .temporalOrdered) } ?? []
        correlation.groupBy = texts(named["group-by"], "group-by")
        correlation.generates = flag(named["generate"] ?? top["generate"])
        correlation.aliases = aliases(named["aliases"], correlation)
        correlationCondition(named["condition"], entry, &correlation, &places)
        if correlation.rules.isEmpty, report.errorCount == 0 {
            report.error("the correlation names no “rules”", at: named["rules"] ?? entry)
        }
        return correlation
    }

    private mutating func correlationKind(_ entry: YAMLEntry?, _ section: YAMLEntry) -> SigmaCorrelation.Kind? {
        let known = SigmaCorrelation.Kind.allCases.map(\.rawValue)
        guard let entry, let text = text(entry, "type") else {
            report.error(
                "the correlation has no “type”; known are \(known.joined(separator: ", "))", at: entry ?? section)
            return nil
        }
        guard let kind = SigmaCorrelation.Kind(rawValue: text.lowercased()) else {
            report.error(
                "“\(text.prefix(40))” is no type of correlation\(Self.hint(text, known)); known are "
                    + known.joined(separator: ", "), at: entry.value)
            return nil
        }
        return kind
    }

    /// A number and a letter: seconds, minutes, hours, days; weeks, months and years as pySigma has them.
    mutating func timespan(_ entry: YAMLEntry?, _ section: YAMLEntry) -> Int? {
        guard let entry else {
            report.error("the correlation has no “timespan”, such as 15m", at: section)
            return nil
        }
        let units: [Character: Int] = [
            "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "M": 2_629_746, "y": 31_556_952,
        ]
        let text = entry.value.scalar?.text ?? ""
        if let unit = text.last.flatMap({ units[$0] }), text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(text.dropLast()), count > 0
        {
            let (seconds, isTooLong) = count.multipliedReportingOverflow(by: unit)
            if !isTooLong, seconds <= Self.longestTimespan { return seconds }
        }
        report.error(
            "“\(text.prefix(40))” is no timespan; write a number and s, m, h, d or w, up to ten years", at: entry.value)
        return nil
    }

    /// Ten years, in seconds.
    private static let longestTimespan = 315_569_520

    private mutating func flag(_ entry: YAMLEntry?) -> Bool {
        guard let entry else { return false }
        if case .bool(let bool) = entry.value.scalar?.value { return bool }
        report.error("“generate” is true or false", at: entry.value)
        return false
    }

    /// Alias → rule → field.
    private mutating func aliases(
        _ entry: YAMLEntry?, _ correlation: SigmaCorrelation
    ) -> [String: [String: String]] {
        guard let entry, entry.value.scalar?.value != .null else { return [:] }
        guard let entries = entry.value.entries else {
            report.error("“aliases” is a mapping: an alias, and under it a field for each rule", at: entry.value)
            return [:]
        }
        guard entries.count <= limits.maximumAliases else {
            report.error("more than \(limits.maximumAliases) aliases", at: entry)
            return [:]
        }
        let rules = Set(correlation.rules)
        var aliases: [String: [String: String]] = [:]
        for entry in inOrder(distinct(entries, "aliases")) {
            let alias = entry.name
            guard let fields = entry.value.entries else {
                report.error("an alias has a field for each rule: “rule: field”", at: entry.value)
                continue
            }
            for field in inOrder(distinct(fields, "an alias")) {
                let rule = field.name
                guard let name = text(field, rule) else {
                    report.error("a field's name is expected", at: field)
                    continue
                }
                if !rules.isEmpty, !rules.contains(rule) {
                    report.error("“\(rule.prefix(60))” is none of the correlation's rules", at: field)
                }
                aliases[alias, default: [:]][rule] = name
            }
            for rule in correlation.rules where aliases[alias]?[rule] == nil {
                report.warn(
                    "the alias “\(alias.prefix(40))” has no field for “\(rule.prefix(60))”; the alias itself is looked for",
                    at: entry)
            }
            if !correlation.groupBy.contains(alias) {
                report.warn("the alias “\(alias.prefix(40))” is not in “group-by”", at: entry)
            }
        }
        return aliases
    }
}
