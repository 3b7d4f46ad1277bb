/// A boolean expression over rules: the condition of a temporal correlation that is written as text.
public indirect enum SigmaRuleExpression: Hashable, Sendable {
    /// The rule with this id or name has matched.
    case rule(String)
    /// All must hold.
    case all([SigmaRuleExpression])
    /// One must hold.
    case any([SigmaRuleExpression])
    /// Must not hold.
    case not(SigmaRuleExpression)

    /// The rules that it names, each once, in the order of the text.
    public var rules: [String] {
        var names: [String] = []
        var seen: Set<String> = []
        collect(&names, &seen)
        return names
    }

    private func collect(_ names: inout [String], _ seen: inout Set<String>) {
        switch self {
        case .rule(let name): if seen.insert(name).inserted { names.append(name) }
        case .not(let inner): inner.collect(&names, &seen)
        case .all(let parts), .any(let parts): for part in parts { part.collect(&names, &seen) }
        }
    }
}
