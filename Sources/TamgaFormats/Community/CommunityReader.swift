import TamgaModel
import Yams

/// Turns the YAML nodes of a community file into a community, and holds the members against each other.
struct CommunityReader {
    private let source: String
    private var claimedCodes: Set<MemberState> = []
    private var claimedNetworks: [Observable: MemberState] = [:]
    private var claimedDomains: [String: MemberState] = [:]

    init(source: String) { self.source = source }

    mutating func community(_ root: Node) throws(FormatsError) -> Community {
        var name = ""
        var members: [Community.Member] = []
        for (key, value) in try mapping(root, "the file", allows: ["name", "members"]) {
            if key == "name" {
                name = try text(value, "name")
            } else {
                for node in try sequence(value, "members") { members.append(try member(node)) }
            }
        }
        guard !members.isEmpty else {
            throw fail(root, "no members; list them under “members:”, each with its “code:”")
        }
        return Community(name: name, members: members)
    }

    private mutating func member(_ node: Node) throws(FormatsError) -> Community.Member {
        let keys = ["code", "names", "identities", "networks", "domains", "sources", "sectors"]
        let entries = try mapping(node, "a member", allows: keys)
        guard let codeNode = entries.first(where: { $0.key == "code" })?.value else {
            throw fail(node, "the member has no “code:”; give its two letters, as in ISO 3166-1")
        }
        let code = try text(codeNode, "code")
        guard let state = MemberState(code) else {
            throw fail(codeNode, "“\(code.prefix(40))” is no member's code; give two letters, as in ISO 3166-1")
        }
        guard claimedCodes.insert(state).inserted else {
            throw fail(codeNode, "\(state) stands here twice; remove one")
        }
        var member = Community.Member(state: state)
        for (key, value) in entries {
            switch key {
            case "names":
                for (language, name) in try mapping(value, "names") {
                    member.names[language] = try text(name, language)
                }
            case "identities":
                for item in try sequence(value, key) { member.identities.append(try identity(item)) }
            case "networks":
                for item in try sequence(value, key) { member.networks.append(try network(item, state)) }
            case "domains":
                for item in try sequence(value, key) { member.domains.append(try domain(item, state)) }
            case "sources": member.sources = try sources(value)
            case "sectors": for item in try sequence(value, key) { member.sectors.append(try text(item, "sector")) }
            default: break
            }
        }
        return member
    }

    private func sources(_ node: Node) throws(FormatsError) -> Community.Sources {
        var sources = Community.Sources()
        for (key, value) in try mapping(node, "sources", allows: ["paths", "hosts", "fields"]) {
            switch key {
            case "paths": for item in try sequence(value, key) { sources.paths.append(try text(item, "path")) }
            case "hosts": for item in try sequence(value, key) { sources.hosts.append(try text(item, "host")) }
            default:
                for (name, field) in try mapping(value, "fields") {
                    sources.fields.append(Community.Sources.Field(name: name, value: try text(field, name)))
                }
            }
        }
        return sources
    }

    // MARK: - Values

    private func identity(_ node: Node) throws(FormatsError) -> String {
        let id = try text(node, "identity")
        guard id.hasPrefix("identity--"), id.utf8.count == 46 else {
            throw fail(node, "“\(id.prefix(60))” is no STIX identity; write “identity--” and a UUID")
        }
        return id
    }

    private mutating func network(_ node: Node, _ state: MemberState) throws(FormatsError) -> Observable {
        let text = try text(node, "network")
        let types: [ObservableType] =
            text.utf8.contains(0x3A) ? [.ipv6Network, .ipv6Address] : [.ipv4Network, .ipv4Address]
        for type in types {
            guard let network = try? Observable(type, text) else { continue }
            if let other = claimedNetworks.updateValue(state, forKey: network), other != state {
                throw fail(node, "\(text) belongs to \(other) and to \(state); give it to one of them")
            }
            return network
        }
        throw fail(node, "“\(text.prefix(60))” is no network; write an address, or a prefix such as 192.0.2.0/24")
    }

    private mutating func domain(_ node: Node, _ state: MemberState) throws(FormatsError) -> String {
        let text = try text(node, "domain")
        let bare = text.drop { $0 == "." || $0 == "*" }
        // A whole top-level domain may be a member's; it is no domain name that a log could show.
        let isLabel = !bare.isEmpty && bare.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D }
        guard let domain = isLabel ? bare.lowercased() : (try? Observable(.domainName, bare))?.text else {
            throw fail(node, "“\(text.prefix(60))” is no domain; write one such as gov.kz")
        }
        if let other = claimedDomains.updateValue(state, forKey: domain), other != state {
            throw fail(node, "\(domain) belongs to \(other) and to \(state); give it to one of them")
        }
        return domain
    }

    // MARK: - Nodes

    private func mapping(
        _ node: Node, _ what: String, allows keys: [String]? = nil
    ) throws(FormatsError) -> [(key: String, value: Node)] {
        if isNothing(node) { return [] }
        guard let mapping = node.mapping else { throw fail(node, "\(what) must be a mapping of “name: value” lines") }
        var entries: [(key: String, value: Node)] = []
        for (keyNode, value) in mapping {
            let key = try text(keyNode, what)
            if let keys, !keys.contains(key) {
                throw fail(
                    keyNode, "“\(key.prefix(40))” is not known in \(what); known are \(keys.joined(separator: ", "))")
            }
            entries.append((key, value))
        }
        return entries
    }

    private func sequence(_ node: Node, _ what: String) throws(FormatsError) -> [Node] {
        if isNothing(node) { return [] }
        guard let sequence = node.sequence else {
            throw fail(node, "“\(what)” must be a list: [a, b], or lines with “- ”")
        }
        return Array(sequence)
    }

    private func text(_ node: Node, _ what: String) throws(FormatsError) -> String {
        guard let scalar = node.scalar else { throw fail(node, "“\(what)” must be a single value") }
        return scalar.string
    }

    /// A key with nothing behind it.
    private func isNothing(_ node: Node) -> Bool { node.scalar?.string.isEmpty == true }

    private func fail(_ node: Node, _ words: String) -> FormatsError {
        .unusable(source: source, line: node.mark?.line, words)
    }

    /// What the YAML parser says, with its line.
    static func unusable(_ error: YamlError, _ source: String) -> FormatsError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .unusable(source: source, line: mark.line, "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            .unusable(
                source: source, line: context.mark.line,
                "\(duplicates.joined(separator: ", ")) stands twice in one mapping; remove one")
        default: .unusable(source: source, line: nil, "not YAML: \(error)")
        }
    }
}
