import Hummingbird
import HummingbirdCore
import Logging
import TamgaStore
import TamgaTAXII

/// The door of a dashboard that asks for a key: in comes an account with the role `admin`, by its key in a header, or by a
/// session that began with it.
struct DashboardDoor {
    /// Who is in.
    struct Guest {
        let account: Account
        /// The session; `nil` where the key came with the request.
        let token: String?
    }

    /// The largest body of a request to sign in, in bytes.
    static let longestForm = 4_096

    private let store: Store
    private let threads: StoreThreads
    private let gate: Gate
    private let sessions = DashboardSessions()
    private let log: Logger

    init(_ store: Store, log: Logger) {
        self.store = store
        self.log = log
        threads = StoreThreads()
        gate = Gate(store: store, threads: threads, requestsPerMinute: 1_200)
    }

    /// Who asks.
    ///
    /// - Throws: 401 for nobody, 403 for an account that may not look, 429 where it is too often.
    func admit(_ request: Request, from address: String) async throws -> Guest {
        if let token = SessionCookie.token(in: request.headers[.cookie]), let account = sessions.account(token) {
            let guest = Guest(account: account, token: token)
            if try await isIn(guest) {
                try gate.count(account)
                return guest
            }
        }
        return Guest(account: try await enter(request.headers[.authorization], from: address), token: nil)
    }

    /// Whether somebody who was let in still is: the session lasts, and the account is as it was.
    func isIn(_ guest: Guest) async throws -> Bool {
        guard guest.token.map({ sessions.account($0) != nil }) ?? true else { return false }
        let store = store
        return try await threads.read { try store.accounts().contains(guest.account) }
    }

    /// Begins a session with the key that a form has, and gives its token.
    ///
    /// - Throws: As ``admit(_:from:)``; 403 for a form of another site's page.
    func signIn(_ request: Request, from address: String) async throws -> String {
        let site = request.headers.first { $0.name.canonicalName == "sec-fetch-site" }?.value
        guard site == nil || site == "same-origin" || site == "none" else {
            throw TaxiiError(403, "Another site", "The form of another site's page does not sign in here.")
        }
        var reading = BodyReading(request, maximum: Self.longestForm, seconds: 10)
        let form = String(decoding: try await reading.read(), as: UTF8.self)
        let key = URI("/?\(form)").queryParameters["key"].map(String.init) ?? ""
        let account = try await enter("Bearer \(key.filter { $0 != "+" && !$0.isWhitespace })", from: address)
        log.info("signed in", metadata: ["who": "\(account.name)", "from": "\(address)"])
        return sessions.begin(account)
    }

    /// Ends the session of a request.
    func signOut(_ request: Request) {
        if let token = SessionCookie.token(in: request.headers[.cookie]) { sessions.end(token) }
    }

    private func enter(_ authorization: String?, from address: String) async throws -> Account {
        let account: Account
        do {
            account = try await gate.admit(authorization, certificate: nil, from: address)
        } catch let error as TaxiiError {
            if authorization != nil { log.warning("\(error.title)", metadata: ["from": "\(address)"]) }
            throw error
        }
        guard account.role == .admin else {
            log.warning("no admin", metadata: ["who": "\(account.name)", "from": "\(address)"])
            throw TaxiiError(403, "No admin", "This account may not look at the dashboard.")
        }
        return account
    }
}
