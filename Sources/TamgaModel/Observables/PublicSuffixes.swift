/// The domain suffixes under which the public registers names: no indicator may cover one as a whole.
public struct PublicSuffixes: Sendable {
    private var rules: Set<[UInt8]> = []
    private var wildcards: Set<[UInt8]> = []
    private var exceptions: Set<[UInt8]> = []
    private var secondLevel: Set<[UInt8]> = []

    /// Reads rules in the format of publicsuffix.org: one a line, `//` comments, `*.` wildcards and `!`
    /// exceptions; lines that are no rule are passed over.
    public init(parsing text: some StringProtocol) {
        self.init(parsing: Array(text.utf8))
    }

    /// Reads rules from UTF-8 bytes, as ``init(parsing:)-(StringProtocol)``.
    public init(parsing bytes: [UInt8]) {
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let rule = line.drop(while: ASCII.isBlank).prefix { !ASCII.isBlank($0) }
            guard let first = rule.first, !rule.starts(with: [0x2F, 0x2F]) else { continue }
            if first == 0x21 {
                guard let name = Self.name(rule.dropFirst()) else { continue }
                exceptions.insert(name)
                if let dot = name.firstIndex(of: 0x2E) { rules.insert(Array(name[(dot + 1)...])) }
            } else if rule.starts(with: [0x2A, 0x2E]) {
                if let name = Self.name(rule.dropFirst(2)) { wildcards.insert(name) }
            } else if let name = Self.name(rule) {
                rules.insert(name)
            }
        }
    }

    /// The rules of a list, and labels that are suffixes right under every two-letter country code.
    init(parsing text: String, secondLevel: String) {
        self.init(parsing: text)
        self.secondLevel = Set(secondLevel.split(separator: " ").map { Array($0.utf8) })
    }

    private static func name(_ rule: ArraySlice<UInt8>) -> [UInt8]? {
        DomainName.canonicalHost(Array(rule).span, minimumLabels: 1)
    }

    /// True where the whole of a canonical domain is a suffix. A single label always is one (the list's
    /// default rule); a wildcard covers the names one label below it, an exception lifts it,
    /// and is registered under its own parent.
    public func isSuffix(_ canonicalDomain: Span<UInt8>) -> Bool {
        guard let dot = ASCII.firstIndex(of: 0x2E, in: canonicalDomain) else { return true }
        let domain = ASCII.bytes(canonicalDomain)
        if exceptions.contains(domain) { return false }
        if rules.contains(domain) { return true }
        let parent = Array(domain[(dot + 1)...])
        if wildcards.contains(parent) { return true }
        return parent.count == 2 && secondLevel.contains(Array(domain[..<dot]))
    }
}
