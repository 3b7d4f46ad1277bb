/// A filter of Sigma 2.1: a condition that is added to other rules, so that all of them leave the same records out.
///
/// A rule with a filter matches where its own condition *and* the filter's hold: a filter that leaves records out says
/// `not selection`.
public struct SigmaFilter: Hashable, Sendable {
    /// The `id`, in lower case.
    public var id: String?
    /// The `name`.
    public var name: String?
    /// The title; never empty.
    public var title: String
    /// Which logs the filter is for: a rule must be for these too, or for fewer of them.
    public var logSource = SigmaLogSource()
    /// The rules, by id or name; `nil` is any rule of the log source. Never empty.
    public var rules: [String]?
    /// What must hold beside a rule's own condition.
    public var condition: SigmaExpression
    /// The condition as it is written.
    public var conditionText = ""
    /// Where the filter stands.
    public var place: SigmaPlace

    /// A filter.
    public init(title: String, rules: [String]?, condition: SigmaExpression, place: SigmaPlace) {
        self.title = title
        self.rules = rules
        self.condition = condition
        self.place = place
    }

    /// What names the filter: its id, else its title.
    public var key: String { id ?? title }
}
