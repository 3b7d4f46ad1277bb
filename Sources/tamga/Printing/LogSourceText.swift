import TamgaModel

/// Log sources in words.
enum LogSourceText {
    /// What a rule says of its log source.
    static func of(_ source: SigmaLogSource) -> String {
        let parts = [("product", source.products), ("category", source.categories), ("service", source.services)]
            .filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: " or "))" }
        return parts.isEmpty ? "any" : parts.joined(separator: ", ")
    }

    /// What an entry of the map says that its records are.
    static func of(_ entry: LogSourceMap.Entry) -> String {
        let parts = [("product", entry.product), ("category", entry.category), ("service", entry.service)]
            .compactMap { name, value in value.map { "\(name) \($0)" } }
        return parts.isEmpty ? "any" : parts.joined(separator: ", ")
    }

    /// The same in one word: `windows/process_creation/sysmon`.
    static func short(_ entry: LogSourceMap.Entry) -> String {
        [entry.product, entry.category, entry.service].compactMap(\.self).joined(separator: "/")
    }

    /// Which records an entry fits.
    static func conditions(_ entry: LogSourceMap.Entry) -> String {
        var parts: [String] = []
        if !entry.formats.isEmpty { parts.append("read as \(entry.formats.joined(separator: " or "))") }
        for condition in entry.conditions {
            let what =
                condition.values.isEmpty
                ? "\(condition.field) is there"
                : "\(condition.field) is \(condition.values.joined(separator: " or "))"
            parts.append(what + (condition.mayBeAbsent ? " or absent" : ""))
        }
        return parts.isEmpty ? "every record" : parts.joined(separator: ", ")
    }

    /// The formats whose records have names and values beside each other, and are read before rules are tried.
    private static let structured: Set<String> = ["json", "zeek", "csv", "w3c", "journald"]

    /// Whether records of an entry may be lines of text.
    static func isOfText(_ entry: LogSourceMap.Entry) -> Bool {
        entry.formats.isEmpty || entry.formats.contains { !structured.contains($0) }
    }
}
