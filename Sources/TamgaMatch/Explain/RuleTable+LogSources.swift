public import TamgaModel

extension RuleTable {
    /// The entries of the log source map that serve a rule's log source; empty where the map does not know it, and the
    /// rule is tried on every record that is of no entry with a product.
    public func logSources(ofRule rule: Int) -> [LogSourceMap.Entry] {
        let entries = instances.filter { $0.rule == rule }.reduce(into: Set<Int>()) { $0.formUnion($1.entries) }
        return entries.sorted().map { map.entries[$0] }
    }

    /// The names under which records of a log source keep a field, in the order in which they are looked for.
    public func names(of field: String, in entry: LogSourceMap.Entry?) -> [String] {
        var found: [String] = []
        for name in entry?.fields[field] ?? [field] {
            for path in [name] + (map.fields[name] ?? []) where !found.contains(path) { found.append(path) }
        }
        return found
    }
}
