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
        switch self {
        case .rule(let name): [name]
        case .not(let inner): inner.rules
        case .all(let parts), .any(let parts):
            parts.reduce(into: []) { names, part in
                for name in part.rules where !names.contains(name) { names.append(name) }
            }
        }
    }
}
