/// What was looked for, and how: partials belong together where all of it is the same.
public struct PartialIdentity: Hashable, Sendable {
    /// One thing that must be the same.
    public struct Fact: Hashable, Sendable {
        /// What it is, such as `rules`.
        public let name: String
        /// Its value: a digest, a number, a text.
        public let value: String

        /// A fact.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What must be the same, in an order that is always the same.
    public let facts: [Fact]
    /// The options that change what is found, as the command reads them.
    public let arguments: [String]
    /// The partials hold suppressed hits.
    public let holdsSuppressed: Bool

    /// An identity.
    public init(facts: [Fact], arguments: [String], holdsSuppressed: Bool) {
        self.facts = facts
        self.arguments = arguments
        self.holdsSuppressed = holdsSuppressed
    }

    /// The first thing that is not the same, in words; `nil` where all is.
    public func difference(from other: PartialIdentity) -> String? {
        for fact in facts where !other.facts.contains(fact) {
            let value = other.facts.first { $0.name == fact.name }?.value ?? "none"
            return "\(fact.name): \(fact.value) here, \(value) there"
        }
        if arguments != other.arguments {
            func words(_ arguments: [String]) -> String {
                arguments.isEmpty ? "none" : arguments.joined(separator: " ")
            }
            return "options: \(words(arguments)) here, \(words(other.arguments)) there"
        }
        return self == other ? nil : "one holds suppressed hits and the other does not"
    }
}

extension PartialBytes {
    mutating func add(_ identity: PartialIdentity) {
        add(identity.facts) { bytes, fact in
            bytes.add(fact.name)
            bytes.add(fact.value)
        }
        add(identity.arguments) { $0.add($1) }
        add(identity.holdsSuppressed)
    }
}

extension PartialReader {
    mutating func identity() throws(PartialError) -> PartialIdentity {
        PartialIdentity(
            facts: try list { (reader) throws(PartialError) in
                PartialIdentity.Fact(try reader.text(), try reader.text())
            }, arguments: try list { (reader) throws(PartialError) in try reader.text() }, holdsSuppressed: try flag())
    }
}
