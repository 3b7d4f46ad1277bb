import PCRE2
public import TamgaModel
import TamgaYAML

/// Reads a file of text log formats, `rules/formats/NAME.yml`: one or several documents.
///
///     name: sshd
///     title: OpenSSH server
///     within: syslog
///     program: sshd(-session)?
///     patterns:
///       - '^Failed (?<method>\S+) for (invalid user )?(?<user>.*) from (?<src_ip>\S+) port (?<src_port>\d+)'
///     constants: { service: sshd, product: linux }
///     time: { group: time, form: "%b %e %H:%M:%S" }
///     examples:
///       - line: Failed password for root from 192.0.2.1 port 22
///         fields: { user: root, src_ip: 192.0.2.1 }
///
/// `name`, `title` and a pattern are required. A pattern's named groups are the record's fields; each must have one. A
/// word that is not one of these is an error.
public enum TextFormatReader {
    /// The largest file that is read, in bytes.
    public static let maximumSize = 4 << 20

    /// Reads formats, in the order of the file.
    ///
    /// - Throws: ``FormatsError/unusable(source:line:_:)`` at the first thing that is wrong: what PCRE2 says of a pattern
    ///   is among that, and two formats of one name.
    public static func read(_ yaml: [UInt8], source: String) throws(FormatsError) -> [TextFormat] {
        let nodes = YAMLNodes(source: source)
        let roots = try nodes.documents(yaml, maximumSize: maximumSize)
        guard !roots.isEmpty else { throw nodes.fail(nil, "empty; write at least “name:”, “title:” and “pattern:”") }
        let reader = DocumentReader(nodes: nodes, text: SourceText(name: source, bytes: yaml))
        var formats: [TextFormat] = []
        for root in roots {
            let format = try reader.format(root)
            if let other = formats.first(where: { $0.name == format.name }) {
                throw nodes.fail(root, "the format “\(format.name)” stands in line \(other.place.line) too; remove one")
            }
            formats.append(format)
        }
        return formats
    }
}

extension TextFormatReader {
    /// Reads one format.
    fileprivate struct DocumentReader {
        let nodes: YAMLNodes
        let text: SourceText

        func format(_ root: YAMLNode) throws(FormatsError) -> TextFormat {
            let keys = [
                "name", "title", "within", "program", "pattern", "patterns", "constants", "time", "examples",
            ]
            var values: [String: YAMLNode] = [:]
            for (key, value) in try nodes.mapping(root, "a format", allows: keys) { values[key] = value }
            let name = try required("name", values, root)
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
                throw nodes.fail(
                    values["name"], "“\(name.prefix(40))”: a format's name is small letters, digits and “-”")
            }
            let title = try required("title", values, root)
            let (patterns, groups) = try patterns(values, root)
            var format = TextFormat(
                name: name, title: title, patterns: patterns,
                place: SigmaPlace(source: nodes.source, line: root.line))
            format.within = try values["within"].map { (node) throws(FormatsError) in try nodes.text(node, "within") }
            if let node = values["program"] { format.program = try pattern(node, "program").text }
            if let node = values["constants"] {
                for (key, value) in try nodes.mapping(node, "constants") {
                    format.constants[key] = try nodes.text(value, key)
                }
            }
            if let node = values["time"] {
                for (key, value) in try nodes.mapping(node, "time", allows: ["group", "form"]) {
                    if key == "group" {
                        format.timeGroup = try nodes.text(value, key)
                    } else {
                        format.timeForm = try nodes.text(value, key)
                    }
                }
                guard let group = format.timeGroup, groups.contains(group) else {
                    throw nodes.fail(node, "“time” has a “group”, which is a named group of a pattern")
                }
            }
            if let node = values["examples"] {
                for item in try nodes.sequence(node, "examples") { format.examples.append(try example(item)) }
            }
            return format
        }

        private func required(
            _ key: String, _ values: [String: YAMLNode], _ root: YAMLNode
        ) throws(FormatsError) -> String {
            guard let node = values[key] else { throw nodes.fail(root, "the format has no “\(key):”") }
            return try nodes.text(node, key)
        }

        private static func isNameByte(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }

        // MARK: - Patterns

        private func patterns(
            _ values: [String: YAMLNode], _ root: YAMLNode
        ) throws(FormatsError) -> (patterns: [String], groups: Set<String>) {
            if let node = values["patterns"], values["pattern"] != nil {
                throw nodes.fail(node, "“pattern” and “patterns”; write one of the two")
            }
            var sources: [YAMLNode] = []
            if let node = values["pattern"] { sources = [node] }
            if let node = values["patterns"] { sources = try nodes.sequence(node, "patterns") }
            guard !sources.isEmpty else { throw nodes.fail(root, "the format has no “pattern:”") }
            var patterns: [String] = []
            var groups: Set<String> = []
            for node in sources {
                let (text, names) = try pattern(node, "pattern")
                guard !names.isEmpty else {
                    throw nodes.fail(node, "the pattern has no named group, (?<name>…), and so gives no field")
                }
                patterns.append(text)
                groups.formUnion(names)
            }
            return (patterns, groups)
        }

        /// A pattern that PCRE2 takes, and the names of its groups. The line end behind a block (`|`) is not the
        /// pattern's.
        private func pattern(_ node: YAMLNode, _ what: String) throws(FormatsError) -> (text: String, names: [String]) {
            var pattern = try nodes.text(node, what)
            if pattern.hasSuffix("\n") { pattern.removeLast() }
            guard !pattern.isEmpty else { throw nodes.fail(node, "“\(what)” is empty") }
            do throws(PatternError) {
                let compiled = try Pattern(pattern, options: .utf)
                return (pattern, compiled.names.map(\.name))
            } catch {
                throw nodes.fail(line: line(of: error, in: node), "no PCRE2 pattern: \(error)")
            }
        }

        /// The line in which a pattern of several lines is wrong.
        private func line(of error: PatternError, in node: YAMLNode) -> Int {
            guard case .malformed(let index, _, _) = error, let scalar = node.scalar else { return node.line }
            let place = text.offset(of: index, in: scalar)
            guard place > node.offset else { return node.line }
            return node.line + text.bytes[node.offset..<place].count { $0 == 0x0A }
        }

        // MARK: - Examples

        private func example(_ node: YAMLNode) throws(FormatsError) -> TextFormat.Example {
            var record: String?
            var fields: [String: String] = [:]
            for (key, value) in try nodes.mapping(node, "an example", allows: ["line", "fields"]) {
                if key == "line" {
                    record = try nodes.text(value, key)
                    if record?.hasSuffix("\n") == true { record?.removeLast() }
                } else {
                    for (name, field) in try nodes.mapping(value, "fields") {
                        fields[name] = try nodes.text(field, name)
                    }
                }
            }
            guard let record, !record.isEmpty else { throw nodes.fail(node, "an example has a “line:”") }
            return TextFormat.Example(record: record, fields: fields, line: node.line)
        }
    }
}
