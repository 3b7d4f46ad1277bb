import TamgaModel
import TamgaStixPattern
import Testing

/// What a search costs does not explode with the number of observations.
@Suite struct BindingCostTests {
    /// An observation a second, each satisfying the atoms that a rule names.
    private static func timeline(
        _ root: StixObservation, _ count: Int, satisfying atoms: (Int) -> [Int]
    ) throws -> Timeline {
        var timeline = Timeline(try CompiledStixPattern(StixPattern(root: root)))
        for number in 0..<count {
            let instant = StixInstant(sinceEpoch: .seconds(number))
            var verdicts = ObservationVerdicts()
            verdicts.holding = atoms(number)
            timeline.add(number, first: instant, last: instant, verdicts)
        }
        return timeline
    }

    private static let atom = StixObservation.single(
        .test(
            StixPropertyTest(
                path: StixObjectPath(objectType: "x", steps: [.key("y")]), condition: .equal(.integer(1)))))

    private static func repeated(_ count: Int, within seconds: Int? = nil) -> StixObservation {
        let repeated = StixObservation.qualified(atom, .repeats(count))
        return seconds.map { .qualified(repeated, .within(.seconds($0))) } ?? repeated
    }

    private static func isMatch(_ verdict: PatternVerdict) -> Bool? {
        switch verdict {
        case .match: true
        case .noMatch: false
        case .undecided: nil
        }
    }

    @Test(arguments: [
        (repeated(10_000), true), (repeated(10_001), false), (repeated(10_000, within: 10_000), true),
        (repeated(10_000, within: 9_999), false), (repeated(60, within: 60), true), (repeated(61, within: 60), false),
    ])
    func repeatsOverTenThousandObservationsIsDecided(_ root: StixObservation, _ expected: Bool) throws {
        #expect(Self.isMatch(try Self.timeline(root, 10_000) { _ in [0] }.verdict()) == expected)
    }

    @Test func repeatsTakesTimeInProportionToTheObservations() throws {
        let clock = ContinuousClock()
        func time(_ count: Int) throws -> Duration {
            // The search fails at each beginning: no span holds one more than its seconds.
            let timeline = try Self.timeline(Self.repeated(61, within: 60), count) { _ in [0] }
            return try (0..<3).map { _ in clock.measure { #expect(Self.isMatch(timeline.verdict()) == false) } }.min()!
        }
        let (small, large) = (try time(10_000), try time(80_000))
        #expect(large < small * 8 * 3, "10,000 in \(small), 80,000 in \(large)")
    }

    @Test func productsAreNotListed() throws {
        let chain = StixObservation.followedBy(Array(repeating: Self.atom, count: 12))
        let all = StixObservation.and(Array(repeating: Self.atom, count: 12))
        // The last atom is satisfied by nothing, or by one observation that comes too early.
        for root in [chain, all] {
            let verdict = try Self.timeline(root, 300) { _ in Array(0..<11) }.verdict()
            #expect(Self.isMatch(verdict) == false)
        }
        let early = try Self.timeline(chain, 300) { $0 == 10 ? Array(0..<12) : Array(0..<11) }.verdict()
        #expect(Self.isMatch(early) == false)
        let late = try Self.timeline(chain, 300) { $0 == 11 ? Array(0..<12) : Array(0..<11) }.verdict()
        #expect(Self.isMatch(late) == true)
    }

    @Test func whatCannotBeDecidedWithinTheLimitsIsUndecided() throws {
        let pair = StixObservation.qualified(
            .followedBy([Self.atom, Self.atom]), .within(.seconds(3)))
        let root = StixObservation.qualified(pair, .repeats(8))
        let timeline = try Self.timeline(root, 200) { $0 % 2 == 0 ? [0] : $0 < 20 ? [1] : [] }
        let verdict = timeline.verdict(limits: BindingLimits(steps: 1_000))
        #expect(Self.isMatch(verdict) == nil)
    }
}
