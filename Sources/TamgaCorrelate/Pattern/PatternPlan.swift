public import TamgaModel
public import TamgaStixPattern

/// STIX patterns over several observations, and which events satisfy which of their atoms.
public struct PatternPlan: Sendable {
    /// A pattern whose `[…]` are rules.
    public struct Pattern: Sendable {
        /// What is said of it.
        public var stated: StatedPattern
        /// The pattern.
        public var compiled: CompiledStixPattern
        /// For each `[…]`, its text.
        public var atoms: [String]
        /// For each `[…]`, the number that its events have; `nil` where no record can satisfy it.
        public var rules: [Int?]

        /// A pattern.
        public init(stated: StatedPattern, compiled: CompiledStixPattern, atoms: [String], rules: [Int?]) {
            self.stated = stated
            self.compiled = compiled
            self.atoms = atoms
            self.rules = rules
        }
    }

    /// An atom that an event satisfies.
    struct Use: Sendable {
        var pattern: Int
        var atom: Int
    }

    let patterns: [Pattern]
    private let uses: [Int: [Use]]

    /// A plan.
    public init(_ patterns: [Pattern]) {
        self.patterns = patterns
        var uses: [Int: [Use]] = [:]
        for (number, pattern) in patterns.enumerated() {
            for (atom, rule) in pattern.rules.enumerated() {
                if let rule { uses[rule, default: []].append(Use(pattern: number, atom: atom)) }
            }
        }
        self.uses = uses
    }

    /// No patterns.
    public static let none = PatternPlan([])

    /// True where there is none.
    public var isEmpty: Bool { patterns.isEmpty }

    /// What an event with a rule's number satisfies.
    func uses(ofRule rule: Int) -> [Use] { uses[rule] ?? [] }
}
