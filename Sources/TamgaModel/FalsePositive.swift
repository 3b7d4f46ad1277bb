/// One entry of a list of values that are known to be harmless: a hit on one is suppressed, and counted.
public struct FalsePositive: Hashable, Sendable {
    /// How the entry covers a value. The kinds are those of MISP warninglists.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A network covers the addresses and networks in it.
        case cidr
        /// A domain covers itself and its subdomains, and the hosts of URLs and e-mail addresses there.
        case hostname
        /// The canonical text is equal, letter case aside.
        case string
        /// The canonical text contains the entry, letter case aside.
        case substring
        /// The PCRE2 pattern is found in the canonical text.
        case regex
    }

    /// The kind.
    public var kind: Kind
    /// The entry as the list writes it.
    public var value: String
    /// The list's name: the reason shown beside a suppressed hit.
    public var list: String

    /// An entry.
    public init(kind: Kind, value: String, list: String) {
        self.kind = kind
        self.value = value
        self.list = list
    }
}
