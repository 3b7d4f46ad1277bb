import TamgaYAML
import Yams

/// What libyaml makes of a file, by way of Yams: the oracle of this module's tests.
struct Oracle {
    /// The documents that are read before the first error.
    var roots: [Tree] = []
    /// What is wrong behind them.
    var error: String?
    /// The error is only that a key is repeated, which libyaml itself does not mind.
    var isRepeatedKey = false

    init(_ text: String) {
        do {
            // No rules: what a scalar is, is not libyaml's to say.
            let parser = try Parser(yaml: text, resolver: .basic)
            while let node = try parser.nextRoot() {
                let tree = Tree(node)
                if tree != .scalar("", isPlain: true) { roots.append(tree) }
            }
        } catch {
            if case YamlError.duplicatedKeysInMapping = error { isRepeatedKey = true }
            self.error = String("\(error)".prefix(200))
        }
    }
}

/// A node without its place.
indirect enum Tree: Hashable {
    case scalar(String, isPlain: Bool)
    case list([Tree])
    case mapping([[Tree]])

    init(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            self = .scalar(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence): self = .list(sequence.map(Tree.init))
        case .mapping(let mapping): self = .mapping(mapping.map { [Tree($0.key), Tree($0.value)] })
        case .alias: self = .list([])
        }
    }

    init(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar): self = .scalar(scalar.text, isPlain: scalar.isPlain)
        case .sequence(let items): self = .list(items.map(Tree.init))
        case .mapping(let entries):
            self = .mapping(entries.map { [.scalar($0.key.text, isPlain: $0.key.isPlain), Tree($0.value)] })
        }
    }
}
