import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// What is taken where a condition of Sigma 1 counts and no `timeframe` says within what time: Sigma 1 leaves it
    /// open, and the rules that say it mostly say this.
    static let usualTimeframe = (text: "15m", seconds: 900)

    /// The correlation that a condition of Sigma 1 asks for, and the rule that it counts.
    ///
    /// Hits are the correlation's, so it has the rule's id and name; the rule is one of its own that is never reported.
    mutating func split(
        _ rule: SigmaRule, _ aggregation: SigmaAggregation, _ detection: YAMLEntry, _ places: inout SigmaPlaces
    ) -> (rule: SigmaRule, correlation: SigmaCorrelation)? {
        let entries = detection.value.entries ?? []
        guard let condition = entries.first(where: { $0.name == "condition" })?.value else { return nil }
        var timeframe = Self.usualTimeframe
        let entry = entries.first { $0.name == "timeframe" }
        if let entry {
            guard let seconds = timespan(entry, detection) else { return nil }
            timeframe = (entry.value.scalar?.text ?? "", seconds)
        }
        var base = rule
        // Titles may be shared; places are not.
        base.id = (rule.id.map { "\($0) (base)" } ?? "\(rule.title) (base, \(source):\(rule.place.line))").lowercased()
        base.name = nil
        var correlation = SigmaCorrelation(
            title: rule.title, kind: aggregation.kind, rules: [base.id ?? rule.title], timespan: timeframe.seconds,
            place: rule.place)
        correlation.id = rule.id
        correlation.name = rule.name
        correlation.status = rule.status
        correlation.level = rule.level
        correlation.tags = rule.tags
        correlation.summary = rule.summary
        correlation.falsePositives = rule.falsePositives
        correlation.groupBy = aggregation.groupBy
        correlation.valueFields = aggregation.field.map { [$0] } ?? []
        correlation.conditions = [
            SigmaCorrelation.Condition(comparison: aggregation.comparison, bound: aggregation.bound)
        ]
        places.isSplit = true
        places.rules = [report.mark(condition)]
        warn(aggregation, timeframe.text, isAssumed: entry == nil, at: condition)
        return (base, correlation)
    }

    private mutating func warn(
        _ aggregation: SigmaAggregation, _ timeframe: String, isAssumed: Bool, at condition: YAMLNode
    ) {
        guard let scalar = condition.scalar else { return }
        var words = "type: \(aggregation.kind.rawValue), "
        if !aggregation.groupBy.isEmpty {
            words += "group-by: [\(aggregation.groupBy.joined(separator: ", ").prefix(120))], "
        }
        let bound = aggregation.bound
        let number = bound < 1e15 && bound == bound.rounded() ? "\(Int(bound))" : "\(bound)"
        let field = aggregation.field.map { ", field: \($0.prefix(60))" } ?? ""
        words += "timespan: \(timeframe), condition: {\(aggregation.comparison.rawValue): \(number)\(field)}"
        report.add(
            .warning, "what stands behind “|” is the form of Sigma 1; it is read as a correlation “\(words)”",
            in: scalar, index: aggregation.index, line: condition.line, offset: condition.offset)
        if isAssumed {
            report.add(
                .warning, "no “timeframe” says within what time is counted; \(timeframe) is taken", in: scalar,
                index: aggregation.index, line: condition.line, offset: condition.offset)
        }
    }
}
