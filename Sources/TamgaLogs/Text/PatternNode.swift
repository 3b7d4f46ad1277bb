/// The outline of a PCRE2 pattern, as far as it says which bytes can follow each other.
indirect enum PatternNode: Sendable {
    /// Matches the empty text: assertions, comments, option settings.
    case nothing
    /// The start of the text.
    case start
    /// Whatever: what is not understood.
    case anything
    /// One byte.
    case bytes(ByteSet)
    case sequence([PatternNode])
    case either([PatternNode])
    case repeated(PatternNode, least: Int, most: Int)

    /// True where every match begins at the text's start.
    var isAnchored: Bool {
        switch self {
        case .start: return true
        case .sequence(let nodes):
            for node in nodes {
                if node.isAnchored { return true }
                if case .nothing = node { continue }
                return false
            }
            return false
        case .either(let nodes): return !nodes.isEmpty && nodes.allSatisfy(\.isAnchored)
        case .repeated(let node, let least, _): return least > 0 && node.isAnchored
        case .nothing, .anything, .bytes: return false
        }
    }
}
