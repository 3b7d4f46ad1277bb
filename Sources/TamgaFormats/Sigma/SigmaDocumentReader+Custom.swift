import TamgaJSON
import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    /// The custom attribute `tamga`. A word that is not known there is an error: a limit that is misspelt must not be
    /// silently nothing.
    mutating func custom(_ entry: YAMLEntry?) -> SigmaCustom {
        var custom = SigmaCustom()
        guard let entry else { return custom }
        guard let entries = entry.value.entries else {
            report.error("“tamga” must be a mapping", at: entry.value)
            return custom
        }
        let named = distinct(entries, "tamga")
        let known = ["match", "no_match", "match_limit", "depth_limit", "unsieved", "format"]
        check(named, "tamga", allows: known)
        let format = text(named["format"], "format")
        custom.matches = examples(named["match"], format)
        custom.nonMatches = examples(named["no_match"], format)
        custom.matchLimit = limit(named["match_limit"])
        custom.depthLimit = limit(named["depth_limit"])
        if let entry = named["unsieved"] {
            custom.unsieved = text(entry, "unsieved")
            if custom.unsieved?.isEmpty != false {
                report.error("“unsieved” says why the rule has no literal to sieve by", at: entry)
            }
        }
        return custom
    }

    private mutating func limit(_ entry: YAMLEntry?) -> UInt32? {
        guard let entry else { return nil }
        guard case .number(let number) = entry.value.scalar?.value, let limit = UInt32(exactly: number), limit > 0
        else {
            report.error("“\(entry.name)” is a whole number between 1 and \(UInt32.max)", at: entry.value)
            return nil
        }
        return limit
    }

    private mutating func examples(_ entry: YAMLEntry?, _ format: String?) -> [SigmaExample] {
        guard let entry else { return [] }
        let nodes = entry.value.items ?? [entry.value]
        guard nodes.count <= limits.maximumExamples else {
            report.error("more than \(limits.maximumExamples) examples", at: entry)
            return []
        }
        return nodes.compactMap { example($0, format) }
    }

    /// A scalar is a record as it would stand in a file; a mapping of `line` and `format` is one with its format; any
    /// other mapping is a record of JSON.
    private mutating func example(_ node: YAMLNode, _ format: String?) -> SigmaExample? {
        if let scalar = node.scalar {
            guard !scalar.text.isEmpty else {
                report.error("an empty example", at: node)
                return nil
            }
            var record = scalar.text
            // A block (`|`) ends with a line end that is not the record's.
            if record.hasSuffix("\n") { record.removeLast() }
            return SigmaExample(record: record, format: format, line: node.line)
        }
        guard let entries = node.entries else {
            report.error("an example is a line of log, or a mapping that is written as one line of JSON", at: node)
            return nil
        }
        let named = distinct(entries, "an example")
        if named.count == 2, let line = named["line"], let own = named["format"] {
            guard let record = text(line, "line"), let format = text(own, "format") else { return nil }
            return SigmaExample(record: record, format: format, line: node.line)
        }
        var writer = JSONWriter()
        writer.object { Self.write(entries, to: &$0) }
        return SigmaExample(record: String(decoding: writer.bytes, as: UTF8.self), format: format, line: node.line)
    }

    // MARK: - JSON

    private static func write(_ entries: [YAMLEntry], to writer: inout JSONWriter) {
        for entry in entries {
            switch entry.value.content {
            case .mapping(let inner): writer.object(entry.name) { write(inner, to: &$0) }
            case .sequence(let items): writer.array(entry.name) { write(items, to: &$0) }
            case .scalar(let scalar):
                switch scalar.value {
                case .null: writer.null(entry.name)
                case .bool(let bool): writer.member(entry.name, bool)
                case .number(let number): writer.member(entry.name, json: json(scalar.text, number).utf8)
                case .text: writer.member(entry.name, scalar.text)
                }
            }
        }
    }

    private static func write(_ items: [YAMLNode], to writer: inout JSONWriter) {
        for item in items {
            switch item.content {
            case .mapping(let inner): writer.object { write(inner, to: &$0) }
            case .sequence(let items): writer.array { write(items, to: &$0) }
            case .scalar(let scalar):
                switch scalar.value {
                case .null: writer.null()
                case .bool(let bool): writer.value(bool)
                case .number(let number): writer.value(json: json(scalar.text, number).utf8)
                case .text: writer.value(scalar.text)
                }
            }
        }
    }

    /// A number as JSON writes it: as the rule does, where that is JSON.
    private static func json(_ text: String, _ number: Double) -> String {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isWhole = parts.first.map { $0 == "0" || !$0.isEmpty && !$0.hasPrefix("0") && !$0.hasPrefix("+") } ?? false
        return isWhole && !parts.contains("") ? text : "\(number)"
    }
}
