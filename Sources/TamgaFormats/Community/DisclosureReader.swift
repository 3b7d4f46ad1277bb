import TamgaModel
import TamgaYAML

/// Reads what a community file says of who is told what of sightings.
struct DisclosureReader {
    private let nodes: YAMLNodes

    init(_ nodes: YAMLNodes) { self.nodes = nodes }

    /// `count`, `time` or `evidence`.
    func disclosure(_ node: YAMLNode) throws(FormatsError) -> Disclosure {
        let text = try nodes.text(node, "disclosure")
        guard let level = Disclosure(word: text) else {
            throw nodes.fail(
                node, "“\(text.prefix(40))” is nothing that is told of a sighting; write count, time or evidence")
        }
        return level
    }

    /// A list of codes, or the word `nobody`: the members that are told.
    func tells(_ node: YAMLNode) throws(FormatsError) -> Set<MemberState> {
        if node.items == nil {
            let text = try nodes.text(node, "tell")
            guard text.lowercased() == "nobody" else {
                throw nodes.fail(
                    node, "“\(text.prefix(40))” is nobody that is told of sightings; write [UZ, RU] or nobody")
            }
            return []
        }
        var told: Set<MemberState> = []
        for item in try nodes.sequence(node, "tell") {
            let text = try nodes.text(item, "member")
            guard let state = MemberState(text) else {
                throw nodes.fail(item, "“\(text.prefix(40))” is no member's code; give two letters, as in ISO 3166-1")
            }
            told.insert(state)
        }
        return told
    }

    /// Objects to a code in ``tells(_:)`` that is no member's.
    func check(_ node: YAMLNode, members: Set<MemberState>) throws(FormatsError) {
        for item in node.items ?? [] {
            let text = try nodes.text(item, "member")
            if let state = MemberState(text), members.contains(state) { continue }
            throw nodes.fail(item, "“\(text.prefix(40))” is no member of the union that this file describes")
        }
    }

    /// `true` or `false`.
    func truth(_ node: YAMLNode, _ key: String) throws(FormatsError) -> Bool {
        let text = try nodes.text(node, key)
        switch text {
        case "true": return true
        case "false": return false
        default: throw nodes.fail(node, "“\(text.prefix(40))” under “\(key):” is neither true nor false")
        }
    }
}
