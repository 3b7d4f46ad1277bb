/// How much one match may cost before it ends *undecided*.
///
/// PCRE2 counts steps of backtracking, for each place at which a match is tried anew, and machine code counts fewer
/// of them than the interpreter. So the limits of steps end what grows exponentially, such as `(a+)+$`, within milliseconds.
/// What is quadratic in the subject's length or worse, such as `a+b` tried at every `a`, or a run that is read anew in each turn
/// of a group, ends by its time: ``milliseconds``, and that only where steps × length² could be long (``BoundedProgram``), so that what
/// is decided on a line does not depend on the machine. ``BacktrackingRisk`` and ``StressSearch`` tell authors beforehand.
public struct MatchLimits: Hashable, Sendable {
    /// Steps at each place, besides those for the subject's length (`pcre2_set_match_limit`).
    public var steps: UInt32
    /// Further steps for each byte of the subject, so that what is linear stays decided in long records.
    public var stepsPerByte: UInt32
    /// Nested backtracking of the interpreter (`pcre2_set_depth_limit`); machine code does not count it.
    public var depth: UInt32
    /// The interpreter's memory, in KiB (`pcre2_set_heap_limit`); machine code has its stack.
    public var heap: UInt32
    /// Processor time of a search that could be long, besides that for the subject's length; a pattern that uses it up again and again gets down to a 64th.
    public var milliseconds: UInt32
    /// The longest subject that is searched at all.
    public var bytes: Int

    /// Limits; what is not named is as in ``standard``.
    public init(
        steps: UInt32 = 100_000, stepsPerByte: UInt32 = 2, depth: UInt32 = 1_000_000, heap: UInt32 = 20_000,
        milliseconds: UInt32 = 250, bytes: Int = .max
    ) {
        (self.steps, self.stepsPerByte, self.depth, self.heap) = (steps, stepsPerByte, depth, heap)
        (self.milliseconds, self.bytes) = (milliseconds, bytes)
    }

    /// What holds where nothing else is said: ten times what patterns of Sigma and ua-parser need on records of a
    /// few KiB.
    public static let standard = MatchLimits()

    /// The processor time for a subject of some length: a tenth of a microsecond more for each byte, so that what is linear
    /// stays decided in long records.
    ///
    /// - Parameter halvings: how often what is not for the length is halved.
    func milliseconds(for count: Int, halvings: Int) -> UInt32 {
        UInt32(clamping: max(1, Int(milliseconds) >> halvings) + count / 10_000)
    }

    /// The steps for a subject of some length, as PCRE2 counts them.
    func steps(for count: Int) -> UInt32 {
        let more = UInt64(stepsPerByte) * UInt64(min(count, Int(UInt32.max)))
        return UInt32(clamping: UInt64(steps) + more)
    }
}
