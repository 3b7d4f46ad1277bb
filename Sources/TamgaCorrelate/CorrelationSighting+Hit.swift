public import TamgaModel
import TamgaUUID

extension CorrelationSighting {
    /// What one hit of a correlation is by itself; `nil` for a hit of something else.
    public init?(_ hit: Hit) {
        guard let rule = hit.rule, let match = hit.correlation else { return nil }
        let members = match.observers.map(\.code).joined(separator: " ")
        let id = NameUUID.text(
            namespace: NameUUID.tamga, name: "correlation sighting\n\(rule.id)\n\(members)\n\(hit.id)".utf8)
        self.init(
            id: "correlation-sighting--\(id)", ruleID: rule.id, title: rule.title, level: rule.level,
            tags: rule.tags, observers: match.observers, count: 1, records: match.records,
            firstSeen: match.first, lastSeen: match.last)
    }
}
