import TamgaModel
import TamgaYAML

/// Reads the `sharing:` part of a community file, and holds it against the members.
struct SharingReader {
    private let nodes: YAMLNodes
    private let members: Set<MemberState>
    private var claimedMarkings: [String: String] = [:]

    init(_ nodes: YAMLNodes, members: Set<MemberState>) {
        self.nodes = nodes
        self.members = members
    }

    consuming func rules(_ node: YAMLNode) throws(FormatsError) -> SharingRules {
        var rules = SharingRules()
        let keys = ["unmarked", "partners", "groups", "disclosure"]
        for (key, value) in try nodes.mapping(node, "sharing", allows: keys) {
            switch key {
            case "disclosure": rules.disclosure = try DisclosureReader(nodes).disclosure(value)
            case "unmarked":
                let text = try nodes.text(value, key)
                guard let level = Marking(label: text) else {
                    throw nodes.fail(
                        value, "“\(text.prefix(40))” is no marking; write clear, green, amber, amber+strict or red")
                }
                rules.unmarked = level
            case "partners":
                for item in try nodes.sequence(value, key) {
                    let partner = try self.partner(item)
                    guard !rules.partners.contains(partner) else {
                        throw nodes.fail(item, "the partner “\(partner)” stands here twice; remove one")
                    }
                    rules.partners.append(partner)
                }
            default:
                for item in try nodes.sequence(value, key) {
                    let group = try self.group(item)
                    guard !rules.groups.contains(where: { $0.name == group.name }) else {
                        throw nodes.fail(item, "the group “\(group.name.prefix(40))” stands here twice; remove one")
                    }
                    rules.groups.append(group)
                }
            }
        }
        return rules
    }

    /// A name that neither a member nor the words of `--for` have.
    private func partner(_ node: YAMLNode) throws(FormatsError) -> String {
        let text = try nodes.text(node, "partner")
        let isName = text.utf8.allSatisfy { $0.isLowerLetter || $0.isDigit || $0 == 0x2D || $0 == 0x2E }
        guard isName, 3...60 ~= text.utf8.count, text != "anyone" else {
            throw nodes.fail(
                node,
                "“\(text.prefix(60))” is no partner's name; write 3 to 60 of a-z, 0-9, - and ., and not “anyone”")
        }
        return text
    }

    private mutating func group(_ node: YAMLNode) throws(FormatsError) -> SharingRules.Group {
        var group = SharingRules.Group(name: "", members: [], markings: [])
        for (key, value) in try nodes.mapping(node, "a group", allows: ["name", "members", "markings"]) {
            switch key {
            case "name": group.name = try nodes.text(value, key)
            case "members":
                for item in try nodes.sequence(value, key) {
                    let text = try nodes.text(item, "member")
                    guard let state = MemberState(text), members.contains(state) else {
                        throw nodes.fail(
                            item, "“\(text.prefix(40))” is no member of the union that this file describes")
                    }
                    group.members.insert(state)
                }
            default:
                for item in try nodes.sequence(value, key) { group.markings.insert(try marking(item, group.name)) }
            }
        }
        guard !group.name.isEmpty else { throw nodes.fail(node, "the group has no “name:”") }
        guard !group.members.isEmpty else {
            throw nodes.fail(node, "the group “\(group.name.prefix(40))” has no members; list them under “members:”")
        }
        guard !group.markings.isEmpty else {
            throw nodes.fail(
                node,
                "the group “\(group.name.prefix(40))” has no “markings:”; nothing could be shared with it alone")
        }
        return group
    }

    private mutating func marking(_ node: YAMLNode, _ group: String) throws(FormatsError) -> String {
        let id = try nodes.text(node, "marking")
        guard id.hasPrefix("marking-definition--"), id.utf8.count == 56 else {
            throw nodes.fail(
                node, "“\(id.prefix(60))” is no marking definition; write “marking-definition--” and a UUID")
        }
        guard Marking(definitionID: id) == nil else {
            throw nodes.fail(node, "\(id) is a TLP marking, which names nobody; give the group a marking of its own")
        }
        if claimedMarkings.updateValue(group, forKey: id) != nil {
            throw nodes.fail(node, "\(id) names two groups; give each a marking of its own")
        }
        return id
    }
}

extension UInt8 {
    fileprivate var isLowerLetter: Bool { self &- 0x61 < 26 }
}
