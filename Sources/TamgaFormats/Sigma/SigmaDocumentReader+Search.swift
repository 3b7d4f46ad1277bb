import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// One search: a mapping (all of its items), a list (any of its items), or a keyword.
    mutating func search(_ entry: YAMLEntry) -> SigmaExpression? {
        let errors = report.errorCount
        let expression = search(entry.value, in: entry)
        return report.errorCount == errors ? expression : nil
    }

    private mutating func search(_ node: YAMLNode, in entry: YAMLEntry) -> SigmaExpression? {
        switch node.content {
        case .mapping(let entries):
            guard !entries.isEmpty else {
                report.error("“\(entry.name.prefix(60))” is empty", at: entry)
                return nil
            }
            return all(entries)
        case .sequence(let nodes):
            guard !nodes.isEmpty else {
                report.error("“\(entry.name.prefix(60))” is an empty list", at: entry)
                return nil
            }
            var parts: [SigmaExpression] = []
            for node in nodes {
                if let part = search(node, in: entry) { parts.append(part) }
            }
            return parts.count == 1 ? parts[0] : .any(parts)
        case .scalar(let scalar):
            guard scalar.value != .null else {
                report.error(
                    scalar.text.isEmpty
                        ? "“\(entry.name.prefix(60))” is empty" : "null is no keyword; it needs a field",
                    at: scalar.text.isEmpty ? YAMLNode(node.content, line: entry.line, offset: entry.offset) : node)
                return nil
            }
            return keyword(node)
        }
    }

    /// The items of a mapping, all of which must hold. A key may stand here twice.
    private mutating func all(_ entries: [YAMLEntry]) -> SigmaExpression? {
        var parts: [SigmaExpression] = []
        var lines: [String: Int] = [:]
        for entry in entries {
            if let line = lines[entry.name] {
                report.warn(
                    "“\(entry.name.prefix(60))” stands twice, first in line \(line); both must hold", at: entry)
            } else {
                lines[entry.name] = entry.line
            }
            if let part = item(entry) { parts.append(part) }
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func keyword(_ node: YAMLNode) -> SigmaExpression? {
        let key = YAMLEntry(
            key: YAMLScalar("", isPlain: true, textOffset: node.offset), line: node.line, offset: node.offset,
            value: node)
        return item(key)
    }

    /// An item: a field with its modifiers, and its values.
    private mutating func item(_ entry: YAMLEntry) -> SigmaExpression? {
        guard let chain = chain(entry) else { return nil }
        let isList = entry.value.items != nil
        let nodes = entry.value.items ?? [entry.value]
        guard !nodes.isEmpty else {
            report.error("an empty list; a field without values would match nothing", at: entry.value)
            return nil
        }
        if chain.isAll, nodes.count == 1 {
            report.warn("“all” says nothing of a single value", at: entry)
        }
        var parts: [SigmaExpression] = []
        parts.reserveCapacity(nodes.count)
        for node in nodes {
            guard let scalar = node.scalar else {
                report.error("a list or a mapping where a value is expected", at: node)
                continue
            }
            guard scalar.text.utf8.count <= limits.maximumValueLength else {
                report.error("a value longer than \(limits.maximumValueLength) bytes", at: node)
                continue
            }
            if isList, scalar.value == .null {
                report.error(
                    "null cannot stand in a list; write a search of its own for it, and join the two in the condition",
                    at: node)
                continue
            }
            let value = SigmaItemValue(entry: entry, node: node, scalar: scalar, chain: chain)
            guard let predicates = predicates(value) else { continue }
            testCount += predicates.count
            guard testCount <= limits.maximumTests else {
                report.error("more than \(limits.maximumTests) tests in one rule", at: node)
                return nil
            }
            let tests = predicates.map { predicate in
                SigmaExpression.test(
                    SigmaTest(field: chain.field, predicate: predicate, text: value.text, line: value.line))
            }
            parts.append(tests.count == 1 ? tests[0] : .any(tests))
        }
        let joined = parts.count == 1 ? parts[0] : chain.isAll ? SigmaExpression.all(parts) : .any(parts)
        return chain.isNegated ? .not(joined) : joined
    }
}

/// A value of an item, before it becomes predicates.
struct SigmaItemValue {
    var entry: YAMLEntry
    var node: YAMLNode
    var scalar: YAMLScalar
    var chain: SigmaChain

    /// 1-based line of the value; of the key where nothing is written.
    var line: Int { scalar.text.isEmpty && scalar.isPlain ? entry.line : node.line }

    /// The item with this value, as it is written.
    var text: String {
        let value = scalar.value == .null ? "null" : scalar.text.isEmpty ? "''" : scalar.text
        return entry.name.isEmpty ? value : "\(entry.name): \(value)"
    }
}
