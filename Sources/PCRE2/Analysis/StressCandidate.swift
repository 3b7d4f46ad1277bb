/// A family of subjects to try: a text, another over and over, and an end.
struct StressCandidate: Hashable {
    let prefix: [UInt8]
    let pump: [UInt8]
    let suffix: [UInt8]

    /// The subject of some length or a little less; never less than one pump.
    func subject(ofLength length: Int) -> [UInt8] {
        prefix + Array(repeating: pump, count: pumps(inLength: length)).flatMap { $0 } + suffix
    }

    /// The length of what does not grow.
    var fixed: Int { prefix.count + suffix.count }

    /// How many pumps fit in a length; at least one.
    func pumps(inLength length: Int) -> Int { max(1, (length - fixed) / max(1, pump.count)) }

    /// A repeat, what leads to it and what must follow.
    private struct Site {
        let before: [UInt8]
        let node: SyntaxNode
        let after: [UInt8]
    }

    private static let mostSites = 256
    private static let sitesTried = 24
    private static let most = 600

    /// Candidates for a pattern: every repeat's characters and texts, from the beginning and from what leads there,
    /// with ends at which what follows fails. The repeats take turns, each with its likeliest first.
    /// Repeats that look risky come first.
    static func all(for root: SyntaxNode, utf: Bool) -> [StressCandidate] {
        var found: [Site] = []
        gather(root, utf: utf, before: [], after: [], into: &found)
        var screen = RiskScreen()
        screen.look(at: root)
        let order = found.map { site in
            screen.risks.filter { $0.range.overlaps(site.node.range) }.map(\.growth).max() ?? .linear
        }
        let sites = found.indices.sorted { (order[$1], $0) < (order[$0], $1) }.prefix(sitesTried).map { found[$0] }
        let letters = CharacterClass.representatives(of: root, limit: 10)
        let families = sites.map { candidates(at: $0, letters: letters, utf: utf) }
        var result: [StressCandidate] = []
        var seen: Set<StressCandidate> = []
        for turn in 0..<(families.map(\.count).max() ?? 0) {
            for family in families where turn < family.count && result.count < most {
                if seen.insert(family[turn]).inserted { result.append(family[turn]) }
            }
        }
        return result
    }

    private static func candidates(at site: Site, letters: [UInt8], utf: Bool) -> [StressCandidate] {
        guard case .repetition(let inner, _, _, _) = site.node.kind else { return [] }
        let runs = inner.runs
        var pumps = letters.filter { runs.contains($0) }.prefix(5).map { [$0] }
        // Whole turns of what is repeated, and what leads to and on from it.
        let turn = inner.sample(utf: utf)
        for text in [turn, turn + site.after, site.before + turn, site.before] where (1...32).contains(text.count) {
            pumps.append(text)
        }
        if case .choice(let branches) = inner.kind { pumps += branches.prefix(4).map { $0.sample(utf: utf) } }
        let ends: [[UInt8]] = [
            Array("!".utf8) + site.after.reversed(), Array("\n".utf8) + site.after, Array("!".utf8), Array("\n".utf8),
            [0], Array(site.after.dropLast()) + [0],
        ]
        let prefixes = site.before.isEmpty ? [[]] : [site.before, []]
        return ends.flatMap { end in
            pumps.flatMap { pump in prefixes.map { StressCandidate(prefix: $0, pump: pump, suffix: end) } }
        }
        .filter {
            !$0.pump.isEmpty && (!utf || [$0.prefix, $0.pump, $0.suffix].allSatisfy { SubjectText.isUTF8($0.span) })
        }
    }

    /// Every unbounded repeat with texts for what stands before and behind it.
    private static func gather(_ node: SyntaxNode, utf: Bool, before: [UInt8], after: [UInt8], into sites: inout [Site])
    {
        guard sites.count < mostSites else { return }
        switch node.kind {
        case .one, .test, .unknown: break
        case .sequence(let items):
            let samples = items.map { $0.sample(utf: utf) }
            var before = before
            for (index, item) in items.enumerated() {
                var rest: [UInt8] = []
                for sample in samples[(index + 1)...] where rest.count < 256 { rest += sample }
                gather(item, utf: utf, before: before, after: Array((rest + after).prefix(256)), into: &sites)
                before = Array((before + samples[index]).suffix(256))
            }
        case .choice(let branches):
            for branch in branches { gather(branch, utf: utf, before: before, after: after, into: &sites) }
        case .atomic(let inner), .look(let inner, _, _):
            gather(inner, utf: utf, before: before, after: after, into: &sites)
        case .repetition(let inner, _, _, _):
            if node.isMany { sites.append(Site(before: before, node: node, after: after)) }
            gather(inner, utf: utf, before: before, after: after, into: &sites)
        }
    }
}
