/// The union: its member states, and what tells whose logs a record comes from.
///
/// Written as `community.yaml`; with no file there is no member to name but the one given by `--member`.
public struct Community: Hashable, Sendable {
    /// The union's name.
    public var name: String
    /// The members, by code.
    public var members: [Member]
    /// What they have agreed on handing knowledge on.
    public var sharing: SharingRules
    /// What they have agreed on the quality of indicators; `nil` where they have not, and nothing fades.
    public var quality: QualityRules?

    /// A community.
    public init(
        name: String, members: [Member], sharing: SharingRules = SharingRules(), quality: QualityRules? = nil
    ) {
        self.name = name
        self.members = members.sorted { $0.state < $1.state }
        self.sharing = sharing
        self.quality = quality
    }

    /// No members.
    public static let none = Community(name: "", members: [])

    /// The member with a code.
    public func member(_ state: MemberState) -> Member? { members.first { $0.state == state } }

    /// Whom each STIX identity speaks for; made anew at each call.
    public var identities: [String: MemberState] {
        Dictionary(
            members.flatMap { member in member.identities.map { ($0, member.state) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// One member state.
    public struct Member: Hashable, Sendable {
        /// Its code.
        public var state: MemberState
        /// Its names by language (`en`, `ru`, `zh`, …).
        public var names: [String: String]
        /// The STIX identities that speak for it (`identity--…`).
        public var identities: [String]
        /// Its networks: IPv4 and IPv6 addresses or networks.
        public var networks: [Observable]
        /// Its domain suffixes, such as `gov.kz`, in canonical form.
        public var domains: [String]
        /// Where its logs come from.
        public var sources: Sources
        /// The sectors it protects, for reports.
        public var sectors: [String]
        /// How much is told of what was seen in its logs; `nil` is what the union has agreed on.
        public var disclosure: Disclosure?
        /// The members that are told of it; `nil` is whoever may have the indicator, empty is nobody.
        public var tells: Set<MemberState>?
        /// True where others are not told that it was this member that saw something.
        public var isAnonymous: Bool

        /// A member.
        public init(
            state: MemberState, names: [String: String] = [:], identities: [String] = [], networks: [Observable] = [],
            domains: [String] = [], sources: Sources = Sources(), sectors: [String] = [],
            disclosure: Disclosure? = nil, tells: Set<MemberState>? = nil, isAnonymous: Bool = false
        ) {
            self.state = state
            self.names = names
            self.identities = identities
            self.networks = networks
            self.domains = domains
            self.sources = sources
            self.sectors = sectors
            self.disclosure = disclosure
            self.tells = tells
            self.isAnonymous = isAnonymous
        }
    }

    /// What marks a record as a member's, apart from addresses and names in it.
    public struct Sources: Hashable, Sendable {
        /// Path globs (`*`, `?`, `**`), matched against the whole path or any tail of it that begins a component.
        public var paths: [String]
        /// Syslog host names, letter case aside; `*` is any run.
        public var hosts: [String]
        /// Field name and value pairs, such as `observer.geo: KZ`, letter case of the value aside.
        public var fields: [Field]

        /// A field with the value that marks the member.
        public struct Field: Hashable, Sendable {
            /// The field's name.
            public var name: String
            /// Its value.
            public var value: String

            /// A pair.
            public init(name: String, value: String) {
                self.name = name
                self.value = value
            }
        }

        /// The marks of one member.
        public init(paths: [String] = [], hosts: [String] = [], fields: [Field] = []) {
            self.paths = paths
            self.hosts = hosts
            self.fields = fields
        }
    }
}
