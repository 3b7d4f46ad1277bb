import TamgaModel
import TamgaYAML

/// Turns the YAML nodes of a community file into a community, and holds the members against each other.
struct CommunityReader {
    private let nodes: YAMLNodes
    private var claimedCodes: Set<MemberState> = []
    private var claimedNetworks: [Observable: MemberState] = [:]
    private var claimedDomains: [String: MemberState] = [:]

    init(_ nodes: YAMLNodes) { self.nodes = nodes }

    mutating func community(_ root: YAMLNode) throws(FormatsError) -> Community {
        var name = ""
        var members: [Community.Member] = []
        var sharing: YAMLNode?
        var quality: YAMLNode?
        var told: [YAMLNode] = []
        for (key, value) in try nodes.mapping(root, "the file", allows: ["name", "members", "sharing", "quality"]) {
            switch key {
            case "name": name = try nodes.text(value, "name")
            case "members":
                for node in try nodes.sequence(value, "members") { members.append(try member(node, &told)) }
            case "quality": quality = value
            default: sharing = value
            }
        }
        guard !members.isEmpty else {
            throw nodes.fail(root, "no members; list them under “members:”, each with its “code:”")
        }
        for node in told { try DisclosureReader(nodes).check(node, members: claimedCodes) }
        var rules = SharingRules()
        if let sharing { rules = try SharingReader(nodes, members: claimedCodes).rules(sharing) }
        return Community(
            name: name, members: members, sharing: rules,
            quality: try quality.map { node throws(FormatsError) in try QualityReader(nodes).rules(node) })
    }

    /// - Parameter told: takes the nodes that name other members, to be checked when all are known.
    private mutating func member(
        _ node: YAMLNode, _ told: inout [YAMLNode]
    ) throws(FormatsError) -> Community.Member {
        let keys = [
            "code", "names", "identities", "networks", "domains", "sources", "sectors", "disclosure", "tell",
            "anonymous",
        ]
        let entries = try nodes.mapping(node, "a member", allows: keys)
        guard let codeNode = entries.first(where: { $0.key == "code" })?.value else {
            throw nodes.fail(node, "the member has no “code:”; give its two letters, as in ISO 3166-1")
        }
        let code = try nodes.text(codeNode, "code")
        guard let state = MemberState(code) else {
            throw nodes.fail(codeNode, "“\(code.prefix(40))” is no member's code; give two letters, as in ISO 3166-1")
        }
        guard claimedCodes.insert(state).inserted else {
            throw nodes.fail(codeNode, "\(state) stands here twice; remove one")
        }
        var member = Community.Member(state: state)
        for (key, value) in entries {
            switch key {
            case "names":
                for (language, name) in try nodes.mapping(value, "names") {
                    member.names[language] = try nodes.text(name, language)
                }
            case "identities":
                for item in try nodes.sequence(value, key) { member.identities.append(try identity(item)) }
            case "networks":
                for item in try nodes.sequence(value, key) { member.networks.append(try network(item, state)) }
            case "domains":
                for item in try nodes.sequence(value, key) { member.domains.append(try domain(item, state)) }
            case "sources": member.sources = try sources(value)
            case "sectors":
                for item in try nodes.sequence(value, key) { member.sectors.append(try nodes.text(item, "sector")) }
            case "disclosure": member.disclosure = try DisclosureReader(nodes).disclosure(value)
            case "tell":
                member.tells = try DisclosureReader(nodes).tells(value)
                told.append(value)
            case "anonymous": member.isAnonymous = try DisclosureReader(nodes).truth(value, key)
            default: break
            }
        }
        if member.isAnonymous, member.disclosure == .evidence {
            throw nodes.fail(
                node,
                "\(state) is anonymous and tells evidence, which names its sources; write disclosure: time or count")
        }
        return member
    }

    private func sources(_ node: YAMLNode) throws(FormatsError) -> Community.Sources {
        var sources = Community.Sources()
        for (key, value) in try nodes.mapping(node, "sources", allows: ["paths", "hosts", "fields"]) {
            switch key {
            case "paths":
                for item in try nodes.sequence(value, key) { sources.paths.append(try nodes.text(item, "path")) }
            case "hosts":
                for item in try nodes.sequence(value, key) { sources.hosts.append(try nodes.text(item, "host")) }
            default:
                for (name, field) in try nodes.mapping(value, "fields") {
                    sources.fields.append(Community.Sources.Field(name: name, value: try nodes.text(field, name)))
                }
            }
        }
        return sources
    }

    // MARK: - Values

    private func identity(_ node: YAMLNode) throws(FormatsError) -> String {
        let id = try nodes.text(node, "identity")
        guard id.hasPrefix("identity--"), id.utf8.count == 46 else {
            throw nodes.fail(node, "“\(id.prefix(60))” is no STIX identity; write “identity--” and a UUID")
        }
        return id
    }

    private mutating func network(_ node: YAMLNode, _ state: MemberState) throws(FormatsError) -> Observable {
        let text = try nodes.text(node, "network")
        let types: [ObservableType] =
            text.utf8.contains(0x3A) ? [.ipv6Network, .ipv6Address] : [.ipv4Network, .ipv4Address]
        for type in types {
            guard let network = try? Observable(type, text) else { continue }
            if let other = claimedNetworks.updateValue(state, forKey: network), other != state {
                throw nodes.fail(node, "\(text) belongs to \(other) and to \(state); give it to one of them")
            }
            return network
        }
        throw nodes.fail(node, "“\(text.prefix(60))” is no network; write an address, or a prefix such as 192.0.2.0/24")
    }

    private mutating func domain(_ node: YAMLNode, _ state: MemberState) throws(FormatsError) -> String {
        let text = try nodes.text(node, "domain")
        let bare = text.drop { $0 == "." || $0 == "*" }
        // A whole top-level domain may be a member's; it is no domain name that a log could show.
        let isLabel = !bare.isEmpty && bare.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D }
        guard let domain = isLabel ? bare.lowercased() : (try? Observable(.domainName, bare))?.text else {
            throw nodes.fail(node, "“\(text.prefix(60))” is no domain; write one such as gov.kz")
        }
        if let other = claimedDomains.updateValue(state, forKey: domain), other != state {
            throw nodes.fail(node, "\(domain) belongs to \(other) and to \(state); give it to one of them")
        }
        return domain
    }
}
