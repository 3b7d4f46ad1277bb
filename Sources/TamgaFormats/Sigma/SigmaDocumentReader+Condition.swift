import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// Reads a condition, or a list of them of which one must hold.
    ///
    /// - Parameter allowsAggregation: it may count, in the form of Sigma 1, if it is the only one.
    mutating func condition(
        _ entry: YAMLEntry, _ searches: inout SigmaSearches, allowsAggregation: Bool
    ) -> Detection? {
        let nodes = entry.value.items ?? [entry.value]
        guard nodes.count <= limits.maximumConditions else {
            report.error("more than \(limits.maximumConditions) conditions", at: entry)
            return nil
        }
        if nodes.isEmpty { report.error("an empty list of conditions", at: entry.value) }
        var expressions: [SigmaExpression] = []
        var texts: [String] = []
        var hasNegation = false
        var aggregation: SigmaAggregation?
        for node in nodes {
            guard let scalar = node.scalar, scalar.value != .null else {
                report.error("a condition is a text over the searches' names", at: node)
                continue
            }
            guard scalar.text.utf8.count <= limits.maximumConditionLength else {
                report.error("a condition longer than \(limits.maximumConditionLength) bytes", at: node)
                continue
            }
            var text = scalar.text
            if allowsAggregation, let found = SigmaAggregation(text) {
                guard nodes.count == 1 else {
                    report.add(
                        .error, "a condition that counts behind “|” stands alone, not in a list", in: scalar,
                        index: found.index, line: node.line, offset: node.offset)
                    continue
                }
                aggregation = found
                text = String(decoding: text.utf8.prefix(found.index), as: UTF8.self)
                while text.utf8.last.map({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) ?? false { text.removeLast() }
            }
            var parser = SigmaConditionParser(text, limits: limits)
            do throws(SigmaConditionParser.Fault) {
                let expression = try parser.expression(&searches)
                if let expression { expressions.append(expression) }
                texts.append(text)
                if parser.hasNegation { hasNegation = true }
                if let index = parser.capitals {
                    report.add(
                        .warning, "“and”, “or” and “not” are written in small letters", in: scalar, index: index,
                        line: node.line, offset: node.offset)
                }
            } catch {
                report.add(
                    .error, error.message, in: scalar, index: error.index, line: node.line, offset: node.offset)
            }
        }
        guard expressions.count == nodes.count, !expressions.isEmpty else { return nil }
        for search in searches.unused {
            report.warn("“\(search.name.prefix(60))” is not in the condition", at: search)
        }
        return Detection(
            condition: expressions.count == 1 ? expressions[0] : .any(expressions),
            text: texts.joined(separator: " or "), hasNegation: hasNegation, aggregation: aggregation)
    }
}
