internal import CPCRE2

/// What one worker needs to run patterns: match data, limits and a JIT stack. One for each worker, never shared.
@safe public struct MatchScratch: ~Copyable {
    /// `nil` where memory is short: then no match is decided.
    let data: OpaquePointer?
    let context: OpaquePointer?
    private let stack: OpaquePointer?
    private let clock: UnsafeMutablePointer<SearchClock>
    /// How many group pairs there is room for.
    static let pairs: UInt32 = 128
    private var steps: UInt32 = 0
    /// The subject as UTF-8, where it is not.
    var repaired = RepairedText()

    /// The limits of the matches that follow; a rule may have its own. Setting them costs nothing to speak of.
    public var limits: MatchLimits {
        didSet { if limits != oldValue { apply() } }
    }

    /// A scratch with limits.
    ///
    /// - Parameter jitStackBytes: the most that the stack of machine code may grow to; a group that is repeated
    ///   takes up to 64 bytes of it each time around.
    public init(limits: MatchLimits = .standard, jitStackBytes: Int = 4 << 20) {
        self.limits = limits
        unsafe data = pcre2_match_data_create_8(Self.pairs, nil)
        unsafe context = pcre2_match_context_create_8(nil)
        unsafe stack = pcre2_jit_stack_create_8(min(32 << 10, jitStackBytes), jitStackBytes, nil)
        unsafe clock = .allocate(capacity: 1)
        unsafe clock.initialize(to: SearchClock())
        apply()
        if let context = unsafe context {
            // Safe: the clock lives as long as the context, and each is this worker's alone.
            unsafe _ = pcre2_set_callout_8(
                context, { _, clock in unsafe clock!.assumingMemoryBound(to: SearchClock.self).pointee.call() }, clock)
        }
        // Safe: the stack lives as long as the context that names it.
        if let context = unsafe context, let stack = unsafe stack {
            unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
        }
    }

    /// A scratch with a limit of steps, whatever the subject's length.
    public init(matchLimit: UInt32) { self.init(limits: MatchLimits(steps: matchLimit, stepsPerByte: 0)) }

    deinit {
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_jit_stack_free_8(stack)
        unsafe clock.deallocate()
    }

    private mutating func apply() {
        guard let context = unsafe context else { return }
        unsafe pcre2_set_depth_limit_8(context, limits.depth)
        unsafe pcre2_set_heap_limit_8(context, limits.heap)
        steps = limits.steps(for: 0)
        unsafe pcre2_set_match_limit_8(context, steps)
    }

    /// Sets the steps at each place for the search that follows.
    mutating func allow(steps needed: UInt32) {
        guard needed != steps, let context = unsafe context else { return }
        steps = needed
        unsafe pcre2_set_match_limit_8(context, needed)
    }

    /// Sets the processor time of the search that follows, on a subject of some length.
    func allow(milliseconds: UInt32, on count: Int) {
        let clock = unsafe clock
        // Safe: the clock lives as long as this.
        unsafe clock.pointee.begin(milliseconds: milliseconds, on: count)
    }

    /// Ends the search that was given a time.
    ///
    /// - Returns: true where it has used it up.
    func stopClock() -> Bool {
        let clock = unsafe clock
        // Safe: the clock lives as long as this.
        unsafe clock.pointee.stop()
        return unsafe clock.pointee.isOver
    }
}
