import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// The `condition` of a correlation: bounds on a count, or for temporal kinds an expression over rules.
    mutating func correlationCondition(
        _ entry: YAMLEntry?, _ section: YAMLEntry, _ correlation: inout SigmaCorrelation, _ places: inout SigmaPlaces
    ) {
        let isTemporal = correlation.kind == .temporal || correlation.kind == .temporalOrdered
        guard let entry else {
            if !isTemporal { report.error("the correlation has no “condition”, such as “gte: 10”", at: section) }
            return
        }
        if let entries = entry.value.entries {
            bounds(distinct(entries, "condition"), entry, &correlation)
        } else if let scalar = entry.value.scalar, isTemporal, scalar.value != .null {
            requirement(scalar, entry.value, &correlation, &places)
        } else {
            report.error(
                isTemporal
                    ? "the condition is a mapping such as “gte: 2”, or a text over the rules' names"
                    : "the condition of \(correlation.kind.rawValue) is a mapping such as “gte: 10”", at: entry.value)
        }
    }

    private mutating func bounds(
        _ named: [String: YAMLEntry], _ entry: YAMLEntry, _ correlation: inout SigmaCorrelation
    ) {
        let comparisons = SigmaComparison.allCases.map(\.rawValue)
        let errors = report.errorCount
        check(named, "the condition", allows: comparisons + ["field", "percentile"])
        for comparison in SigmaComparison.allCases {
            guard let bound = named[comparison.rawValue] else { continue }
            guard case .number(let number) = bound.value.scalar?.value else {
                report.error("“\(bound.name)” is followed by a number", at: bound.value)
                continue
            }
            correlation.conditions.append(SigmaCorrelation.Condition(comparison: comparison, bound: number))
        }
        if report.errorCount == errors, !comparisons.contains(where: { named[$0] != nil }) {
            report.error(
                "the condition compares nothing; write one of \(comparisons.joined(separator: ", "))", at: entry)
        }
        correlation.valueFields = texts(named["field"], "field")
        switch correlation.kind {
        case .eventCount, .temporal, .temporalOrdered:
            if let field = named["field"] {
                report.warn("\(correlation.kind.rawValue) counts matches; “field” says nothing here", at: field)
            }
        case .valueCount:
            if correlation.valueFields.isEmpty {
                report.error("value_count needs a “field” in its condition, whose values are counted", at: entry)
            }
        case .valueSum, .valueAverage, .valuePercentile, .valueMedian:
            if correlation.valueFields.count != 1 {
                report.error("\(correlation.kind.rawValue) needs one “field” of numbers in its condition", at: entry)
            }
        }
        percentile(named["percentile"], entry, &correlation)
    }

    private mutating func percentile(
        _ percentile: YAMLEntry?, _ entry: YAMLEntry, _ correlation: inout SigmaCorrelation
    ) {
        guard correlation.kind == .valuePercentile else {
            if let percentile {
                report.warn("\(correlation.kind.rawValue) has no “percentile”", at: percentile)
            }
            return
        }
        guard let percentile else {
            report.warn("no “percentile” in the condition; 50 is taken, the median", at: entry)
            correlation.percentile = 50
            return
        }
        guard case .number(let number) = percentile.value.scalar?.value, number > 0, number < 100 else {
            report.error("a percentile is a number above 0 and below 100", at: percentile.value)
            return
        }
        correlation.percentile = number
    }

    /// An expression over rules: all that `rules` lists must stand in it, and no others.
    private mutating func requirement(
        _ scalar: YAMLScalar, _ node: YAMLNode, _ correlation: inout SigmaCorrelation, _ places: inout SigmaPlaces
    ) {
        guard scalar.text.utf8.count <= limits.maximumConditionLength else {
            report.error("a condition longer than \(limits.maximumConditionLength) bytes", at: node)
            return
        }
        var parser = SigmaRuleExpressionParser(scalar.text, maximumDepth: limits.maximumConditionDepth)
        do throws(SigmaConditionParser.Fault) {
            let expression = try parser.expression()
            let named = expression.rules
            let (listed, said) = (Set(correlation.rules), Set(named))
            if correlation.rules.isEmpty {
                correlation.rules = named
                places.rules = named.map { _ in report.mark(node) }
            } else if let stranger = named.first(where: { !listed.contains($0) }) {
                report.error("“\(stranger.prefix(60))” is not in the correlation's “rules”", at: node)
            } else if let missing = correlation.rules.first(where: { !said.contains($0) }) {
                report.error("“\(missing.prefix(60))”, one of the “rules”, is not in the condition", at: node)
            }
            correlation.expression = scalar.text
            correlation.requirement = expression
        } catch {
            report.add(.error, error.message, in: scalar, index: error.index, line: node.line, offset: node.offset)
        }
    }
}
