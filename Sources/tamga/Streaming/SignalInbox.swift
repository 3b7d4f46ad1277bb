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

    /// Keeps the signals from ending the process; call it before there is another thread.
    init() {
        var set = sigset_t()
        // Safe: each call reads or writes one set, which lives until it returns.
        unsafe sigemptyset(&set)
        for signal in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&set, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        // Writing to a pipe that nobody reads is an error like any other.
        signal(SIGPIPE, SIG_IGN)
        self.set = set
    }

    /// The next signal, waiting for it at most so long.
    func next(within wait: Duration) -> Signal? {
        var set = set
        let (seconds, attoseconds) = wait.components
        var limit = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        // Safe: the call reads one set and one time.
        let number = unsafe sigtimedwait(&set, nil, &limit)
        return number < 0 ? nil : number == SIGHUP ? .reload : .end
    }
}
