public import TamgaModel
import TamgaYAML

/// Reads `rules/logsources.yml`: which records are of which log source, and where they keep their fields.
///
///     envelopes: [Event.EventData, winlog.event_data]
///     fields:
///       EventID: [Event.System.EventID, winlog.event_id]
///     sources:
///       - product: windows
///         category: process_creation
///         formats: json
///         when: { Channel: "*sysmon*", EventID: 1, "Provider|optional": [a, b], Image: null }
///         fields: { CommandLine: [ProcessCommandLine, Cmd] }
///
/// Behind a key of `when` stands what the field must be: a value, several, or null for “it is there”; `|optional` lets
/// records without the field fit too. A word that is not one of these is an error, so that a misspelt one is not
/// silently nothing.
public enum LogSourceMapReader {
    /// The largest file that is read, in bytes.
    public static let maximumSize = 4 << 20

    /// Reads a map.
    ///
    /// - Throws: ``FormatsError/unusable(source:line:_:)`` at the first thing that is wrong.
    public static func read(_ yaml: [UInt8], source: String) throws(FormatsError) -> LogSourceMap {
        let nodes = YAMLNodes(source: source)
        guard let root = try nodes.document(yaml, maximumSize: maximumSize) else {
            throw nodes.fail(nil, "empty; write at least “sources:”")
        }
        var map = LogSourceMap()
        for entry in try nodes.entries(root, "the file", allows: ["envelopes", "fields", "sources"]) {
            switch entry.name {
            case "envelopes":
                for item in try nodes.sequence(entry.value, "envelopes") {
                    map.envelopes.append(try path(item, "an envelope", nodes))
                }
            case "fields": map.fields = try fields(entry.value, nodes)
            default:
                for item in try nodes.sequence(entry.value, "sources") {
                    map.entries.append(try logSource(item, nodes))
                }
            }
        }
        return map
    }

    private static func logSource(_ node: YAMLNode, _ nodes: YAMLNodes) throws(FormatsError) -> LogSourceMap.Entry {
        var entry = LogSourceMap.Entry()
        entry.line = node.line
        let keys = ["product", "category", "service", "formats", "when", "fields"]
        for (key, value) in try nodes.mapping(node, "a log source", allows: keys) {
            switch key {
            case "product": entry.product = try path(value, key, nodes).lowercased()
            case "category": entry.category = try path(value, key, nodes).lowercased()
            case "service": entry.service = try path(value, key, nodes).lowercased()
            case "formats": entry.formats = try nodes.texts(value, key)
            case "when": entry.conditions = try conditions(value, nodes)
            default: entry.fields = try fields(value, nodes)
            }
        }
        let saysNothing = entry.product == nil && entry.category == nil && entry.service == nil && entry.fields.isEmpty
        if saysNothing { throw nodes.fail(node, "a log source with no product, category or service says nothing") }
        return entry
    }

    private static func conditions(
        _ node: YAMLNode, _ nodes: YAMLNodes
    ) throws(FormatsError) -> [LogSourceMap.Condition] {
        var conditions: [LogSourceMap.Condition] = []
        for entry in try nodes.entries(node, "when") {
            let words = entry.name.split(separator: "|", omittingEmptySubsequences: false)
            guard let field = words.first, !field.isEmpty,
                words.count == 1 || words.count == 2 && words[1] == "optional"
            else {
                throw nodes.fail(
                    line: entry.line,
                    "“\(entry.name.prefix(40))”: behind a field may stand “|optional”, and nothing else")
            }
            var values: [String] = []
            if entry.value.scalar?.value != .null {
                for item in entry.value.items ?? [entry.value] { values.append(try value(item, nodes)) }
                // A lone star asks only that the field is there.
                if values.contains("*") {
                    values = []
                } else if values.isEmpty {
                    throw nodes.fail(line: entry.line, "no values; write null for “it is there”")
                }
            }
            conditions.append(
                LogSourceMap.Condition(field: String(field), values: values, mayBeAbsent: words.count == 2))
        }
        return conditions
    }

    private static func value(_ node: YAMLNode, _ nodes: YAMLNodes) throws(FormatsError) -> String {
        let text = try nodes.text(node, "a value of “when”")
        if node.scalar?.value == .null { throw nodes.fail(node, "null stands alone, not in a list") }
        return text
    }

    private static func fields(_ node: YAMLNode, _ nodes: YAMLNodes) throws(FormatsError) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for entry in try nodes.entries(node, "fields") {
            let paths = try nodes.texts(entry.value, entry.name)
            guard !entry.name.isEmpty, !paths.isEmpty, !paths.contains("") else {
                throw nodes.fail(line: entry.line, "a field and its name in the record are expected: “Field: name”")
            }
            fields[entry.name] = paths
        }
        return fields
    }

    private static func path(_ node: YAMLNode, _ what: String, _ nodes: YAMLNodes) throws(FormatsError) -> String {
        let text = try nodes.text(node, what)
        guard !text.isEmpty else { throw nodes.fail(node, "“\(what)” is empty") }
        return text
    }
}
