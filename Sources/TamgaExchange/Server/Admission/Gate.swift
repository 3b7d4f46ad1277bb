import Synchronization
import TamgaStore
import TamgaTAXII

/// Who may come in: an account with its key, not too often.
///
/// An address that tries keys is told to wait. A right key comes in from there all the same: members behind one address
/// translator do not lock each other out, and 256 random bits are not guessed, however often one may try.
final class Gate: Sendable {
    private let store: Store
    private let threads: StoreThreads
    private let requests: Mutex<TokenBuckets>
    private let failures: Mutex<TokenBuckets>
    private let start = ContinuousClock.now

    /// So many wrong keys at once from an address, then one every two seconds.
    static let failuresAtOnce = 30

    init(store: Store, threads: StoreThreads, requestsPerMinute: Int) {
        self.store = store
        self.threads = threads
        requests = Mutex(TokenBuckets(capacity: requestsPerMinute, perSecond: Double(requestsPerMinute) / 60))
        failures = Mutex(TokenBuckets(capacity: Self.failuresAtOnce, perSecond: 0.5))
    }

    /// The account behind a request.
    ///
    /// - Parameters:
    ///   - authorization: The header, where there is one.
    ///   - certificate: That of the other end in DER, where it has shown a valid one; it counts where no key is presented.
    ///   - address: Where the request comes from.
    /// - Throws: 401 without a key or with a wrong one, 429 where it is too often.
    func admit(_ authorization: String?, certificate: [UInt8]?, from address: String) async throws -> Account {
        guard authorization != nil || certificate != nil else {
            throw TaxiiError(401, "Sign in", "Send an API key as bearer, or an account's name and its key as basic.")
        }
        guard let account = try await account(authorization, certificate) else {
            let wait = failures.withLock { $0.take(address, at: seconds) }
            guard wait == 0 else {
                throw TaxiiError.tooMany("Too many wrong keys from this address.", retryAfter: wait)
            }
            throw TaxiiError(401, "Wrong key", "This is no key of an account, or the account was removed.")
        }
        try count(account)
        return account
    }

    /// Counts a request of an account that has been let in.
    ///
    /// - Throws: 429 where it is too often.
    func count(_ account: Account) throws(TaxiiError) {
        let pause = requests.withLock { $0.take(account.name, at: seconds) }
        guard pause == 0 else {
            throw TaxiiError.tooMany("This account asks too often.", retryAfter: pause)
        }
    }

    private func account(_ authorization: String?, _ certificate: [UInt8]?) async throws -> Account? {
        let store = store
        guard let authorization else {
            return try await threads.read { try certificate.flatMap { try store.account(certificate: $0) } }
        }
        guard let presented = PresentedKey(authorization) else { return nil }
        let key = presented.key
        guard let account = try await threads.read({ try store.account(presenting: key) }) else { return nil }
        // The name that stands beside a key must be its own.
        return presented.name == nil || presented.name == account.name ? account : nil
    }

    private var seconds: Double {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
