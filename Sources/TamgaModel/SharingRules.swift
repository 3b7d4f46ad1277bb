/// What a union has agreed on handing knowledge on, beyond what markings say.
public struct SharingRules: Hashable, Sendable {
    /// The level of what nobody has marked.
    public var unmarked: Marking
    /// Those outside the union who may have what is marked TLP:GREEN, by their names.
    public var partners: [String]
    /// Members that share among themselves.
    public var groups: [Group]
    /// How much is told of a sighting in the logs of a member that has not said otherwise.
    public var disclosure: Disclosure

    /// Rules; without a word of the community file, what is unmarked is TLP:AMBER, nobody is a partner, and of
    /// sightings counts are told.
    public init(
        unmarked: Marking = .amber, partners: [String] = [], groups: [Group] = [], disclosure: Disclosure = .count
    ) {
        self.unmarked = unmarked
        self.partners = partners
        self.groups = groups
        self.disclosure = disclosure
    }

    /// Some of the members: what carries one of the group's markings is named to them, and goes to nobody else.
    public struct Group: Hashable, Sendable {
        /// The group's name.
        public var name: String
        /// Who is in it.
        public var members: Set<MemberState>
        /// The marking definitions (`marking-definition--…`) that name the group.
        public var markings: Set<String>

        /// A group.
        public init(name: String, members: Set<MemberState>, markings: Set<String>) {
            self.name = name
            self.members = members
            self.markings = markings
        }
    }
}
