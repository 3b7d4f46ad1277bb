import Glibc

/// The signals that a stream acts on, taken by one thread when it has time.
struct SignalInbox {
    /// What somebody asks for.
    enum Signal {
        /// SIGTERM or SIGINT.
        case end
        /// SIGHUP.
        case reload
    }

    private let set: sigset_t
    private let early: EarlySignals

    /// Keeps the signals from ending the process; call it before there is another thread. Until the first is asked for
    /// ``EarlySignals`` looks after them.
    ///
    /// - Throws: where the system gives no thread.
    init() throws {
        var set = sigset_t()
        // Safe: each call reads or writes one set, which lives until it returns.
        unsafe sigemptyset(&set)
        for signal in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&set, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        // Writing to a pipe that nobody reads is an error like any other.
        signal(SIGPIPE, SIG_IGN)
        self.set = set
        early = try EarlySignals(set)
    }

    /// The next signal, waiting for it at most so long.
    func next(within wait: Duration) -> Signal? {
        if let early = early.take() { return early }
        let number = Self.number(set, within: wait)
        return number < 0 ? nil : number == SIGHUP ? .reload : .end
    }

    /// The number of the next signal of a set, waiting for it at most so long; below zero where none comes.
    static func number(_ set: sigset_t, within wait: Duration) -> Int32 {
        var set = set
        let (seconds, attoseconds) = wait.components
        var limit = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        // Safe: the call reads one set and one time.
        return unsafe sigtimedwait(&set, nil, &limit)
    }
}
