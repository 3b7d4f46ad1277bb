import TamgaModel
import TamgaStixPattern
import TamgaTestSupport
import Testing

/// The search against the obvious one, on random patterns and observations.
@Suite struct SearchPropertyTests {
    /// What one kind of timeline is like.
    enum Kind: CaseIterable {
        /// Instants, and patterns of any shape.
        case instants
        /// Observations that last, some of them several times.
        case lasting
        /// Chains under WITHIN over more observations.
        case chains
        /// Chains of single observations, several times.
        case repeatedChains
    }

    @Test("Both say the same, and a binding is one", arguments: Kind.allCases, StixSemantics.allCases)
    func bothSayTheSame(_ kind: Kind, _ semantics: StixSemantics) throws {
        var (matches, misses) = (0, 0)
        for round in 0..<700 {
            let seed = SeededRandom.seed &+ UInt64(round)
            var random = SeededRandom(seed: seed)
            var atoms = 0
            let root =
                switch kind {
                case .chains: chain(&atoms, &random)
                case .repeatedChains: repeatedChain(&atoms, &random)
                case .instants, .lasting: expression(3, slots: 4, &atoms, &random)
                }
            let events = (0..<Int.random(in: 1...(kind == .chains || kind == .repeatedChains ? 8 : 6), using: &random))
                .map { _ in
                    event(kind, atoms, &random)
                }
            var slow = SlowSearch(events, semantics)
            let expected = slow.hasBinding(StixPattern(root: root))
            let compiled = try CompiledStixPattern(StixPattern(root: root), semantics: semantics)
            switch Search.timeline(compiled, events).verdict() {
            case .match(let bindings):
                matches += 1
                #expect(expected, "seed \(seed): \(root) over \(events)")
                let isSound = isSound(bindings, events)
                #expect(isSound, "seed \(seed): \(bindings) of \(root) over \(events)")
            case .noMatch:
                misses += 1
                #expect(!expected, "seed \(seed): \(root) over \(events)")
            case .undecided: Issue.record("seed \(seed): undecided: \(root) over \(events)")
            }
        }
        #expect(matches > 50 && misses > 50)
    }

    /// Each observation satisfies its atom and is used no more often than it occurred.
    private func isSound(_ bindings: [Binding], _ events: [Search.Event]) -> Bool {
        var used: [Int: Int] = [:]
        for binding in bindings {
            guard events[binding.observation].atoms.contains(binding.atom) else { return false }
            used[binding.observation, default: 0] += binding.count
        }
        return !bindings.isEmpty && used.allSatisfy { events[$0.key].count >= $0.value }
    }

    private func event(_ kind: Kind, _ atoms: Int, _ random: inout SeededRandom) -> Search.Event {
        let first = Int.random(in: 0...6, using: &random)
        var event = Search.Event(first: first, last: first, atoms: [])
        if kind == .lasting {
            event.last += Int.random(in: 0...3, using: &random)
            event.count = Int.random(in: 1...2, using: &random)
        }
        let density = Int.random(in: 2...4, using: &random)
        event.atoms = (0..<atoms).filter { _ in Int.random(in: 0..<density, using: &random) == 0 }
        if kind == .repeatedChains { event.atoms = [Int.random(in: 0..<atoms, using: &random)] }
        return event
    }

    /// A chain of groups, perhaps under WITHIN.
    private func chain(_ atoms: inout Int, _ random: inout SeededRandom) -> StixObservation {
        var links: [StixObservation] = []
        for _ in 0..<Int.random(in: 2...3, using: &random) {
            var link = single(&atoms)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: link = .and([link, single(&atoms)])
            case 1: link = .or([link, single(&atoms)])
            case 2: link = .qualified(link, .repeats(2))
            case 3: link = .qualified(.qualified(link, .repeats(2)), .within(.seconds(2)))
            default: break
            }
            links.append(link)
        }
        let whole = StixObservation.followedBy(links)
        return Bool.random(using: &random)
            ? whole : .qualified(whole, .within(.seconds(Int.random(in: 1...5, using: &random))))
    }

    private func repeatedChain(_ atoms: inout Int, _ random: inout SeededRandom) -> StixObservation {
        let links = (0..<2).map { _ in single(&atoms) }
        return .qualified(.followedBy(links), .repeats(Int.random(in: 2...3, using: &random)))
    }

    private func expression(
        _ depth: Int, slots: Int, _ atoms: inout Int, _ random: inout SeededRandom
    ) -> StixObservation {
        guard depth > 0, slots > 1, Int.random(in: 0..<4, using: &random) > 0 else {
            return Bool.random(using: &random) ? single(&atoms) : .qualified(single(&atoms), window(&random))
        }
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1:
            return .and(operands(depth, slots, &atoms, &random))
        case 2: return .or(operands(depth, slots, &atoms, &random))
        case 3: return .followedBy(operands(depth, slots, &atoms, &random))
        case 4:
            return .qualified(
                expression(depth - 1, slots: slots / 2, &atoms, &random),
                .repeats(Int.random(in: 1...2, using: &random)))
        default:
            let inner = expression(depth - 1, slots: slots, &atoms, &random)
            return .qualified(inner, Bool.random(using: &random) ? window(&random) : .within(.seconds(2)))
        }
    }

    private func operands(
        _ depth: Int, _ slots: Int, _ atoms: inout Int, _ random: inout SeededRandom
    ) -> [StixObservation] {
        let left = Int.random(in: 1..<slots, using: &random)
        return [
            expression(depth - 1, slots: left, &atoms, &random),
            expression(depth - 1, slots: slots - left, &atoms, &random),
        ]
    }

    private func window(_ random: inout SeededRandom) -> StixQualifier {
        let start = Int.random(in: 0...4, using: &random)
        let stop = start + Int.random(in: 0...5, using: &random)
        return .between(start: PatternFixture.instant(start), stop: PatternFixture.instant(stop))
    }

    private func single(_ atoms: inout Int) -> StixObservation {
        atoms += 1
        let path = StixObjectPath(objectType: "x", steps: [.key("n")])
        return .single(.test(StixPropertyTest(path: path, condition: .equal(.integer(atoms)))))
    }
}
