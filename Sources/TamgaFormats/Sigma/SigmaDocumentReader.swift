import TamgaModel
import TamgaYAML

/// Reads the documents of one file, one after the other.
struct SigmaDocumentReader {
    var report: SigmaReport
    let placeholders: [String: [String]]
    let limits: SigmaLimits
    /// Tests of the document so far.
    var testCount = 0
    /// Bytes of the document's values so far, expanded.
    var expandedSize = 0
    /// Patterns of the file so far.
    var patternCount = 0

    init(_ report: SigmaReport, placeholders: [String: [String]], limits: SigmaLimits) {
        self.report = report
        self.placeholders = placeholders
        self.limits = limits
    }

    var source: String { report.text.name }

    /// Reads one document and adds what it is to the file.
    mutating func read(_ document: YAMLReader.Document, into file: inout SigmaFile) {
        report.beginDocument()
        testCount = 0
        expandedSize = 0
        let root: YAMLNode
        switch document.root {
        case .success(let node): root = node
        case .failure(let fault):
            report.add(.error, "no YAML: \(fault.message)", line: fault.line, offset: fault.offset)
            file.refusedCount += 1
            return
        }
        guard let entries = root.entries else {
            report.error("no rule; a rule is a mapping that begins with “title:”", at: root)
            file.refusedCount += 1
            return
        }
        let top = distinctAtTop(entries)
        var places = SigmaPlaces()
        let isRead: Bool
        switch kind(top, root) {
        case .rule:
            let read = rule(top, root, &places)
            isRead = read != nil && report.errorCount == 0
            if let read, isRead {
                file.rules.append(read.rule)
                if let correlation = read.correlation { file.correlations.append(correlation) }
            }
        case .correlation(let section):
            let correlation = correlation(top, section, root, &places)
            isRead = correlation != nil && report.errorCount == 0
            if let correlation, isRead { file.correlations.append(correlation) }
        case .filter(let section):
            let filter = filter(top, section, root, &places)
            isRead = filter != nil && report.errorCount == 0
            if let filter, isRead { file.filters.append(filter) }
        case nil: isRead = false
        }
        if isRead { file.places[root.line] = places } else { file.refusedCount += 1 }
    }

    private enum Kind {
        case rule
        case correlation([YAMLEntry])
        case filter([YAMLEntry])
    }

    private mutating func kind(_ top: [String: YAMLEntry], _ root: YAMLNode) -> Kind? {
        report.title = top["title"]?.value.scalar?.text
        if let action = top["action"] {
            report.error(
                "“action: \(action.value.scalar?.text.prefix(20) ?? "")” is no longer part of Sigma; write each rule "
                    + "whole, and tie rules together with a correlation rule (“correlation:”)", at: action)
            return nil
        }
        let detection = top["detection"]
        if let section = top["correlation"] {
            if let entries = section.value.entries {
                guard detection == nil else {
                    report.error(
                        "“correlation” and “detection” in one document; write two, with “---” between", at: section)
                    return nil
                }
                return .correlation(entries)
            }
            guard detection != nil else {
                report.error("“correlation” must be a mapping with “type”, “rules” and “timespan”", at: section)
                return nil
            }
            report.warn("“correlation” is a mapping in Sigma; this one is not read", at: section)
        }
        if let section = top["filter"] {
            guard let entries = section.value.entries else {
                report.error("“filter” must be a mapping with “rules”, searches and “condition”", at: section)
                return nil
            }
            guard detection == nil else {
                report.error("“filter” and “detection” in one document; write two, with “---” between", at: section)
                return nil
            }
            return .filter(entries)
        }
        guard detection != nil else {
            report.error("no rule: there is no “detection”, “correlation” or “filter”", at: root)
            return nil
        }
        return .rule
    }

    // MARK: - Entries

    /// A mapping's entries by name; a name that stands twice is an error.
    mutating func distinct(_ entries: [YAMLEntry], _ what: String) -> [String: YAMLEntry] {
        var named: [String: YAMLEntry] = [:]
        for entry in entries {
            if let first = named[entry.name] {
                report.error(
                    "“\(entry.name.prefix(60))” stands twice in \(what), first in line \(first.line)", at: entry)
            } else {
                named[entry.name] = entry
            }
        }
        return named
    }

    /// Keys of a document whose values are lists, which can be joined.
    private static let listKeys: Set = ["tags", "references", "falsepositives", "fields", "related"]
    /// Keys of a document that only describe it.
    private static let describingKeys: Set = ["author", "date", "modified", "status", "description", "license"]

    /// A document's entries by name. Of what stands twice lists are joined, and of what only describes the last
    /// counts; anything else is an error.
    private mutating func distinctAtTop(_ entries: [YAMLEntry]) -> [String: YAMLEntry] {
        var rest: [YAMLEntry] = []
        var first: [String: YAMLEntry] = [:]
        var last: [String: YAMLEntry] = [:]
        var joined: [String: [YAMLNode]] = [:]
        for entry in entries {
            let isList = Self.listKeys.contains(entry.name)
            guard isList || Self.describingKeys.contains(entry.name) else {
                rest.append(entry)
                continue
            }
            if isList { joined[entry.name, default: []] += entry.value.items ?? [entry.value] }
            if let earlier = first[entry.name] {
                report.warn(
                    "“\(entry.name)” stands twice in the rule, first in line \(earlier.line); "
                        + (isList ? "the lists are joined" : "the last one counts"), at: entry)
                last[entry.name] = entry
            } else {
                first[entry.name] = entry
            }
        }
        for (name, var entry) in last {
            if let items = joined[name] { entry.value.content = .sequence(items) }
            first[name] = entry
        }
        return first.merging(distinct(rest, "the rule")) { first, _ in first }
    }

    /// Entries in the order of the file.
    func inOrder(_ named: [String: YAMLEntry]) -> [YAMLEntry] { named.values.sorted { $0.offset < $1.offset } }

    /// Refuses entries that are not known.
    mutating func check(_ named: [String: YAMLEntry], _ what: String, allows keys: [String]) {
        for entry in inOrder(named) where !keys.contains(entry.name) {
            report.error(
                "“\(entry.name.prefix(60))” is not known in \(what)\(report.isFull ? "" : Self.hint(entry.name, keys)); known are "
                    + keys.joined(separator: ", "), at: entry)
        }
    }

    /// `; did you mean “x”?` where a known word is near.
    static func hint(_ word: String, _ known: [String]) -> String {
        let near = known.map { (word: $0, distance: distance(word.lowercased(), $0)) }.min { $0.distance < $1.distance }
        guard let near, near.distance <= 2, near.distance < near.word.count else { return "" }
        return "; did you mean “\(near.word)”?"
    }

    /// Letters to change, add or remove; large where the words are long.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count <= 24, right.count <= 24 else { return .max }
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var corner = row[0]
            row[0] = index + 1
            for column in right.indices {
                let change = corner + (right[column] == byte ? 0 : 1)
                corner = row[column + 1]
                row[column + 1] = min(change, corner + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }

    /// A single value that is not empty; an error where it is something else.
    mutating func text(_ entry: YAMLEntry?, _ what: String) -> String? {
        guard let entry else { return nil }
        guard let scalar = entry.value.scalar else {
            report.error("“\(what)” must be a single value", at: entry.value)
            return nil
        }
        return scalar.value == .null ? nil : scalar.text
    }

    /// A list of single values, or one of them; what is empty is left out.
    mutating func texts(_ entry: YAMLEntry?, _ what: String) -> [String] {
        guard let entry else { return [] }
        var texts: [String] = []
        for node in entry.value.items ?? [entry.value] {
            guard let scalar = node.scalar else {
                report.warn("“\(what)” must be a list of single values; this one is left out", at: node)
                continue
            }
            if scalar.value != .null { texts.append(scalar.text) }
        }
        return texts
    }
}
