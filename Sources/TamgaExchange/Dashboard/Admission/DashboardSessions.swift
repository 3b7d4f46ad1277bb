import Synchronization
package import TamgaStore
import TamgaUUID

/// Who has signed in to a dashboard. Kept in memory alone: with the program, sessions end.
package final class DashboardSessions: Sendable {
    private struct Session {
        let account: Account
        let begun: ContinuousClock.Instant
    }

    /// How long a session lasts: a day's work.
    package static let seconds = 43_200
    /// The most sessions; where there is another, the oldest ends.
    package static let mostSessions = 1_000

    private let sessions: Mutex<[String: Session]> = Mutex([:])

    package init() {}

    /// Begins a session; its token is 32 random bytes as base64url.
    package func begin(_ account: Account, at now: ContinuousClock.Instant = .now) -> String {
        let token = Base64.urlText(RandomBytes.make(32))
        sessions.withLock { sessions in
            if sessions.count >= Self.mostSessions, let oldest = sessions.min(by: { $0.value.begun < $1.value.begun }) {
                sessions[oldest.key] = nil
            }
            sessions[token] = Session(account: account, begun: now)
        }
        return token
    }

    /// Whose session it is; `nil` for none, and for one whose time is over.
    package func account(_ token: String, at now: ContinuousClock.Instant = .now) -> Account? {
        sessions.withLock { sessions in
            guard let session = sessions[token] else { return nil }
            guard now - session.begun < .seconds(Self.seconds) else {
                sessions[token] = nil
                return nil
            }
            return session.account
        }
    }

    /// Ends a session.
    package func end(_ token: String) { sessions.withLock { $0[token] = nil } }
}
