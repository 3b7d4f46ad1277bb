internal import CPCRE2

/// What one worker needs to run patterns: match data, limits and a JIT stack. One for each worker, never shared.
@safe public struct MatchScratch: ~Copyable {
    let data: OpaquePointer
    let context: OpaquePointer
    private let stack: OpaquePointer?
    /// How many group pairs there is room for.
    static let pairs: UInt32 = 128

    /// A scratch with limits.
    ///
    /// - Parameters:
    ///   - matchLimit: steps of one match (`pcre2_set_match_limit`).
    ///   - depthLimit: nested backtracking (`pcre2_set_depth_limit`); the JIT does not count it.
    ///   - jitStackBytes: the most that the JIT's stack may grow to.
    public init(matchLimit: UInt32 = 1_000_000, depthLimit: UInt32 = 10_000, jitStackBytes: Int = 1 << 20) {
        guard let data = unsafe pcre2_match_data_create_8(Self.pairs, nil),
            let context = unsafe pcre2_match_context_create_8(nil)
        else { fatalError("out of memory") }
        unsafe self.data = data
        unsafe self.context = context
        unsafe stack = pcre2_jit_stack_create_8(min(32 << 10, jitStackBytes), jitStackBytes, nil)
        unsafe pcre2_set_match_limit_8(context, matchLimit)
        unsafe pcre2_set_depth_limit_8(context, depthLimit)
        unsafe pcre2_set_heap_limit_8(context, 20_000)
        // Safe: the stack lives as long as the context that names it.
        if let stack = unsafe stack { unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
    }

    deinit {
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_jit_stack_free_8(stack)
    }
}
