import TamgaYAML

/// Reads what placeholders stand for: a YAML file of names and values.
///
///     Administrators: [root, adm_*]
///     JumpServers:
///       - jump1.example
///
/// Values are Sigma strings: `*` and `?` are wildcards.
public enum SigmaPlaceholders {
    /// The largest file that is read, in bytes.
    public static let maximumSize = 4 << 20

    /// Reads placeholders, for ``SigmaReader/placeholders``.
    ///
    /// - Throws: ``FormatsError/unusable(source:line:_:)`` at the first thing that is wrong; a name without values is.
    public static func read(_ yaml: [UInt8], source: String) throws(FormatsError) -> [String: [String]] {
        let nodes = YAMLNodes(source: source)
        guard let root = try nodes.document(yaml, maximumSize: maximumSize) else { return [:] }
        var placeholders: [String: [String]] = [:]
        for entry in try nodes.entries(root, "the file") {
            let isWrapped = entry.name.hasPrefix("%") && entry.name.hasSuffix("%") && entry.name.count > 2
            let name = isWrapped ? String(entry.name.dropFirst().dropLast()) : entry.name
            guard !name.isEmpty, !name.contains("%"), !name.contains("\\") else {
                throw nodes.fail(
                    line: entry.line, "“\(entry.name.prefix(40))” is no placeholder's name; write it without “%”")
            }
            guard placeholders[name] == nil else {
                throw nodes.fail(line: entry.line, "“\(name.prefix(40))” stands here twice; remove one")
            }
            let values = try nodes.texts(entry.value, name)
            guard !values.isEmpty, !values.contains("") else {
                throw nodes.fail(line: entry.line, "“\(name.prefix(40))” has no values, or an empty one")
            }
            placeholders[name] = values
        }
        return placeholders
    }
}
