import TamgaModel
import TamgaStixPattern
import TamgaTestSupport
import Testing

/// The search for bindings gives what listing all of them gives.
@Suite struct BindingPropertyTests {
    @Test func theSearchAgreesWithListingEveryBinding() throws {
        var random = SeededRandom(seed: SeededRandom.seed)
        var tally: [Bool: Int] = [:]
        for round in 0..<4_000 {
            var atoms = 0
            let root = Self.expression(depth: 3, &atoms, &random)
            guard atoms <= 4, Self.size(root) <= 5 else { continue }
            let events = Self.events(atoms, &random)
            let expected = SlowBindings(events: events).isSatisfied(root)
            let pattern = try CompiledStixPattern(StixPattern(root: root))
            var timeline = Timeline(pattern)
            for (number, event) in events.enumerated() {
                var verdicts = ObservationVerdicts()
                verdicts.holding = event.atoms.sorted()
                timeline.add(
                    number, first: Self.instant(event.first), last: Self.instant(event.last), count: event.count,
                    verdicts)
            }
            let verdict = timeline.verdict()
            let place = "seed \(SeededRandom.seed), round \(round): \(root) over \(events)"
            switch verdict {
            case .match(let bindings):
                #expect(expected, "\(place)")
                #expect(bindings.allSatisfy { events[$0.observation].atoms.contains($0.atom) }, "\(place)")
                for (number, event) in events.enumerated() {
                    let used = bindings.filter { $0.observation == number }.map(\.count).reduce(0, +)
                    #expect(used <= event.count, "\(place)")
                }
            case .noMatch: #expect(!expected, "\(place)")
            case .undecided: Issue.record("undecided: \(place)")
            }
            tally[expected, default: 0] += 1
        }
        #expect(tally[true, default: 0] > 500 && tally[false, default: 0] > 500, "one-sided: \(tally)")
    }

    private static func instant(_ seconds: Int) -> StixInstant { StixInstant(sinceEpoch: .seconds(seconds)) }

    private static func events(_ atoms: Int, _ random: inout SeededRandom) -> [SlowBindings.Event] {
        let lasting = Bool.random(using: &random)
        return (0..<Int.random(in: 1...5, using: &random)).map { _ in
            let first = Int.random(in: 0...6, using: &random)
            return SlowBindings.Event(
                first: first, last: lasting ? first + Int.random(in: 0...3, using: &random) : first,
                count: Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1,
                atoms: Set((0..<atoms).filter { _ in Bool.random(using: &random) }))
        }
    }

    private static func expression(
        depth: Int, _ atoms: inout Int, _ random: inout SeededRandom
    ) -> StixObservation {
        guard depth > 0, Int.random(in: 0..<4, using: &random) > 0 else {
            atoms += 1
            return .single(
                .test(
                    StixPropertyTest(
                        path: StixObjectPath(objectType: "x", steps: [.key("y")]), condition: .equal(.integer(atoms)))))
        }
        let kind = Int.random(in: 0..<6, using: &random)
        let first = expression(depth: depth - 1, &atoms, &random)
        switch kind {
        case 0: return .and([first, expression(depth: depth - 1, &atoms, &random)])
        case 1: return .or([first, expression(depth: depth - 1, &atoms, &random)])
        case 2: return .followedBy([first, expression(depth: depth - 1, &atoms, &random)])
        case 3: return .qualified(first, .within(.seconds(Int.random(in: 1...4, using: &random))))
        case 4: return .qualified(first, .repeats(Int.random(in: 1...3, using: &random)))
        default:
            let start = Int.random(in: 0...4, using: &random)
            let stop = start + Int.random(in: 1...4, using: &random)
            return .qualified(first, .between(start: instant(start), stop: instant(stop)))
        }
    }

    /// How many observations an expression binds at most.
    private static func size(_ expression: StixObservation) -> Int {
        switch expression {
        case .single: 1
        case .and(let operands), .followedBy(let operands): operands.map(size).reduce(0, +)
        case .or(let operands): operands.map(size).max() ?? 0
        case .qualified(let operand, .repeats(let count)): size(operand) * count
        case .qualified(let operand, _): size(operand)
        }
    }
}
