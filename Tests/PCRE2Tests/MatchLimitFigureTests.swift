import PCRE2
import Testing

/// Each limit of a match at the least figure with which the match is decided, and one below it. Which figure that is
/// depends on PCRE2's release, so it is searched for.
@Suite struct MatchLimitFigureTests {
    private static let backtracking = (pattern: "(a+)+b", subject: Array("aaaaaaaaaaaac b".utf8))
    private static let nested = (
        pattern: "(?:(a)|b)*c", subject: [UInt8](repeating: 0x61, count: 300) + Array("!c".utf8)
    )

    /// True where a search is decided within limits, by the interpreter: it counts all that there are limits for.
    private static func isDecided(_ text: String, _ subject: [UInt8], _ limits: MatchLimits) throws -> Bool {
        let pattern = try Pattern(text, options: .interpreted)
        var scratch = MatchScratch(limits: limits)
        let verdict = Verdict(pattern, subject, &scratch)
        #expect(verdict != .failed)
        return verdict != .undecided
    }

    /// The least figure with which something holds; it must hold with the largest.
    private static func least(upTo largest: UInt32, _ holds: (UInt32) throws -> Bool) rethrows -> UInt32 {
        var (low, high) = (UInt32(0), largest)
        while low < high {
            let middle = low + (high - low) / 2
            if try holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    @Test("steps of backtracking at one place, and further steps for each byte of the subject: the last one counts")
    func steps() throws {
        let (text, subject) = Self.backtracking
        func isDecided(_ steps: UInt32, _ perByte: UInt32 = 0) throws -> Bool {
            try Self.isDecided(text, subject, MatchLimits(steps: steps, stepsPerByte: perByte))
        }
        let needed = try Self.least(upTo: 10_000_000) { try isDecided($0) }
        #expect(needed > 1_000 && needed < 10_000_000)
        #expect(try isDecided(needed))
        #expect(try !isDecided(needed - 1))
        let bytes = UInt32(subject.count)
        #expect(try isDecided(needed - 2 * bytes, 2))
        #expect(try !isDecided(needed - 2 * bytes - 1, 2))
        #expect(MatchLimits.standard.steps == 100_000 && MatchLimits.standard.stepsPerByte == 2)
    }

    @Test("further steps for each byte of the subject: as many for each, to the last byte", arguments: [1, 2, 100])
    func stepsPerByte(_ perByte: UInt32) throws {
        let (text, subject) = Self.backtracking
        let needed = try Self.least(upTo: 10_000_000) {
            try Self.isDecided(text, subject, MatchLimits(steps: $0, stepsPerByte: perByte))
        }
        let bare = try Self.least(upTo: 10_000_000) {
            try Self.isDecided(text, subject, MatchLimits(steps: $0, stepsPerByte: 0))
        }
        #expect(bare - needed == perByte * UInt32(subject.count))
    }

    @Test("nested backtracking of the interpreter: one level fewer is too few")
    func depth() throws {
        let (text, subject) = Self.nested
        func isDecided(_ depth: UInt32) throws -> Bool {
            try Self.isDecided(text, subject, MatchLimits(steps: 10_000_000, depth: depth))
        }
        let needed = try Self.least(upTo: MatchLimits.standard.depth) { try isDecided($0) }
        #expect(needed > 300 && needed < MatchLimits.standard.depth)
        #expect(try isDecided(needed))
        #expect(try !isDecided(needed - 1))
    }

    @Test("memory of the interpreter, KiB: one fewer is too few")
    func heap() throws {
        let (text, subject) = Self.nested
        func isDecided(_ heap: UInt32) throws -> Bool {
            try Self.isDecided(text, subject, MatchLimits(steps: 10_000_000, heap: heap))
        }
        let needed = try Self.least(upTo: MatchLimits.standard.heap) { try isDecided($0) }
        #expect(needed > 10 && needed < MatchLimits.standard.heap)
        #expect(try isDecided(needed))
        #expect(try !isDecided(needed - 1))
    }

    @Test("pattern that is analysed for required literals, bytes: 65,536, and of one more nothing is known")
    func analysedLength() {
        func clauses(_ size: Int) -> Int {
            RequiredLiterals(of: "foo(?#" + String(repeating: "x", count: size - 7) + ")").clauses.count
        }
        #expect(clauses(65_536) == 1)
        #expect(clauses(65_537) == 0)
    }

    @Test("groups inside each other that are analysed: a hundred, and of one more nothing is known")
    func analysedDepth() {
        func clauses(_ depth: Int) -> Int {
            let text = String(repeating: "(?:", count: depth) + "foo" + String(repeating: ")", count: depth)
            return RequiredLiterals(of: text).clauses.count
        }
        #expect(clauses(100) == 1)
        #expect(clauses(101) == 0)
    }
}
