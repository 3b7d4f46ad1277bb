import Glibc
import Synchronization
import TamgaMatch

/// The signals that come before anybody acts on them: a command that opens its files can be made to wait by one of them, a
/// pipe or a server that does not answer, and must end all the same.
final class EarlySignals: Sendable {
    private struct State {
        var isOver = false
        var kept: [SignalInbox.Signal] = []
    }

    private let state = Mutex(State())

    /// So long a command may go on opening its files once it has been asked to end.
    private static let patience = Duration.seconds(5)

    /// Waits for signals that are blocked, on a thread of its own, until ``take()`` is called. With a second one that asks
    /// for the end, or some time behind the first, the process ends as by any signal.
    ///
    /// - Throws: where the system gives no thread.
    init(_ set: sigset_t) throws {
        try SystemThread.start { [self] in
            var asked: ContinuousClock.Instant?
            while !state.withLock(\.isOver) {
                let number = SignalInbox.number(set, within: .milliseconds(100))
                if number == SIGHUP {
                    state.withLock { if !$0.kept.contains(.reload) { $0.kept.append(.reload) } }
                } else if number > 0 {
                    if asked != nil { Self.end(by: number) }
                    asked = .now
                    state.withLock { $0.kept.append(.end) }
                }
                if let asked, .now - asked > Self.patience, !state.withLock(\.isOver) { Self.end(by: SIGTERM) }
            }
        }
    }

    /// The first signal that has come and was not taken; from now on others are left alone.
    func take() -> SignalInbox.Signal? {
        state.withLock { state in
            state.isOver = true
            return state.kept.isEmpty ? nil : state.kept.removeFirst()
        }
    }

    private static func end(by number: Int32) {
        signal(number, SIG_DFL)
        var set = sigset_t()
        // Safe: each call reads or writes one set, which lives until it returns.
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, number)
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
    }
}
