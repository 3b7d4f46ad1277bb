public import TamgaModel

/// What is tried again after how long: exponential backoff with jitter, longer where the server asks for it.
public struct RetryPlan: Hashable, Sendable {
    /// How often at most.
    public var retries: Int
    /// Milliseconds before the first, doubled for each that follows.
    public var firstMilliseconds: Int
    /// Milliseconds at most, unless the server asks for more.
    public var longestMilliseconds: Int
    /// Milliseconds at most where the server asks (`Retry-After`).
    public var longestAskedMilliseconds: Int
    /// Where the jitter starts: the same seed gives the same waits.
    public var seed: UInt64

    /// Five retries from one second up to a minute; a server that asks gets up to five minutes.
    public init(
        retries: Int = 5, firstMilliseconds: Int = 1_000, longestMilliseconds: Int = 60_000,
        longestAskedMilliseconds: Int = 300_000, seed: UInt64 = .random(in: 0...UInt64.max)
    ) {
        self.retries = retries
        self.firstMilliseconds = firstMilliseconds
        self.longestMilliseconds = longestMilliseconds
        self.longestAskedMilliseconds = longestAskedMilliseconds
        self.seed = seed
    }

    /// A wait before a retry.
    public struct Wait: Hashable, Sendable {
        /// How long, in milliseconds.
        public var milliseconds: Int
        /// What the server asked for, where that is more than is waited.
        public var askedMilliseconds: Int?

        /// A wait.
        public init(milliseconds: Int, askedMilliseconds: Int? = nil) {
            self.milliseconds = milliseconds
            self.askedMilliseconds = askedMilliseconds
        }
    }

    /// How long to wait before a retry.
    ///
    /// - Parameters:
    ///   - retry: 0 for the first.
    ///   - retryAfter: the reply's `Retry-After`, where there is one that is understood.
    ///   - random: what jitter is drawn from: half of the wait is fixed, half is drawn.
    public func wait(
        before retry: Int, retryAfter: RetryAfter?, now: Timestamp, using random: inout some RandomNumberGenerator
    ) -> Wait {
        let doubled = firstMilliseconds << min(max(retry, 0), 20)
        let whole = max(0, min(doubled, longestMilliseconds))
        let own = whole / 2 + Int.random(in: 0...(whole - whole / 2), using: &random)
        guard let asked = retryAfter?.milliseconds(from: now), asked > 0 else { return Wait(milliseconds: own) }
        if asked <= longestAskedMilliseconds { return Wait(milliseconds: asked) }
        return Wait(milliseconds: longestAskedMilliseconds, askedMilliseconds: asked)
    }
}

/// A small generator for jitter (SplitMix64): the same seed gives the same numbers.
struct JitterSource: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
