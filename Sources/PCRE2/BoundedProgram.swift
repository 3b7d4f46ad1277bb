internal import CPCRE2
import Synchronization

/// A program whose every search ends soon, whatever the pattern and the subject.
///
/// PCRE2 counts steps at each place by itself, and one step may read the rest of the subject, as the possessive run in
/// `(?:a*+b|a)+c` does. So what a limit of steps allows is length × steps, times the length again where the pattern reads far.
/// Where that is more than ``affordable`` the program first gets as few steps as it comes to; most searches need no more than a
/// handful at a place. One that does, or a subject so long that not even those are affordable, is searched by the same pattern
/// compiled with a call before each of its items (`PCRE2_AUTO_CALLOUT`), which looks at the clock
/// (``MatchLimits/milliseconds(for:halvings:)``).
struct BoundedProgram: ~Copyable, Sendable {
    /// Bytes that a search may read where nothing looks at the clock: a tenth of a second at worst.
    private static let affordable = 1 << 27
    /// Characters that a pattern may read from one place on without reading far.
    private static let near = 256
    /// Fewer steps are not tried.
    private static let fewest = 8

    /// The program itself.
    let program: Program
    private let timed: Timed

    init(_ text: [UInt8], bits: UInt32, interpreted: Bool) throws(PatternError) {
        program = try Program(text, bits: bits, interpreted: interpreted)
        timed = Timed(text: text, bits: bits, interpreted: interpreted)
    }

    /// Searches a subject, as ``Program/run(_:from:anchored:steps:using:)`` does.
    func run(_ subject: Span<UInt8>, from start: Int, using scratch: inout MatchScratch) -> Int32 {
        let all = scratch.limits.steps(for: subject.count)
        var few = Self.affordable / max(1, subject.count) / max(1, subject.count)
        if Int(all) > few, !timed.readsFar { few = Self.affordable / max(1, subject.count) }
        if Int(all) <= few { return program.run(subject, from: start, steps: all, using: &scratch) }
        if few >= Self.fewest {
            let result = program.run(subject, from: start, steps: UInt32(few), using: &scratch)
            if result != PCRE2_ERROR_MATCHLIMIT { return result }
        }
        return timed.run(subject, from: start, steps: all, using: &scratch)
    }

    /// The pattern compiled with calls, once it is needed.
    private final class Timed: Sendable {
        private let text: [UInt8]
        private let bits: UInt32
        private let interpreted: Bool
        private let made = AtomicLazyReference<Made>()
        /// 0 until it is asked for, 1 where no step reads far, 2 where one may.
        private let far = Atomic<UInt8>(0)
        /// Searches that have used up their time.
        private let overruns = Atomic<Int>(0)

        private final class Made: Sendable {
            let program: Program
            init(_ text: [UInt8], bits: UInt32, interpreted: Bool) throws(PatternError) {
                program = try Program(text, bits: bits, interpreted: interpreted)
            }
        }

        init(text: [UInt8], bits: UInt32, interpreted: Bool) {
            (self.text, self.bits, self.interpreted) = (text, bits, interpreted)
        }

        /// Whether one step may read the rest of the subject.
        var readsFar: Bool {
            let known = far.load(ordering: .relaxed)
            if known > 0 { return known > 1 }
            let syntax = SyntaxParser.parse(String(decoding: text, as: UTF8.self), options: [])
            let readsFar = syntax.map { $0.root.reach > BoundedProgram.near } ?? true
            far.store(readsFar ? 2 : 1, ordering: .relaxed)
            return readsFar
        }

        func run(
            _ subject: Span<UInt8>, from start: Int, steps: UInt32, using scratch: inout MatchScratch
        ) -> Int32 {
            guard let made = compiled() else { return PCRE2_ERROR_NOMEMORY }
            // A pattern that overruns again and again gets less: a million records of such a kind must end, too. One that
            // ends in time gets more again: records that were made to overrun must not hide others for good.
            let over = overruns.load(ordering: .relaxed)
            let time = scratch.limits.milliseconds(for: subject.count, halvings: min(max(over, 0) / 4, 6))
            scratch.allow(milliseconds: time, on: subject.count)
            let result = made.program.run(subject, from: start, steps: steps, using: &scratch)
            if scratch.stopClock() {
                if over < 28 { overruns.add(1, ordering: .relaxed) }
            } else if over > 0 {
                overruns.subtract(min(over, 4), ordering: .relaxed)
            }
            return result
        }

        private func compiled() -> Made? {
            if let made = made.load() { return made }
            let new = try? Made(text, bits: bits | PCRE2_AUTO_CALLOUT, interpreted: interpreted)
            return new.map { made.storeIfNil($0) }
        }
    }
}
