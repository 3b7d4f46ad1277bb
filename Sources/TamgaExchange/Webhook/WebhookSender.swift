import TamgaModel
public import TamgaStore

/// Tells producers of sightings: signed posts, tried again until they are taken.
///
/// Only `https`, or this machine; redirects are not followed, at most 64 KiB of a reply are read, and so many
/// seconds are waited as ``answerSeconds`` says.
public struct WebhookSender: Sendable {
    private let store: Store
    private let settings: WebSettings

    /// Seconds before the first retry; doubled for each, up to ``longestWait``.
    static let firstWait: Int64 = 60
    /// Seconds between retries at most.
    static let longestWait: Int64 = 6 * 3_600

    /// Seconds for which a post that is under way is nobody else's; where its process dies, it is due again then.
    static let lease: Int64 = 120

    /// What came of a run for one webhook.
    public struct Outcome: Hashable, Sendable {
        /// The webhook's name.
        public var webhook: String
        /// Posts that were taken.
        public var delivered = 0
        /// Posts that were not; they are due again later.
        public var failed = 0
        /// Posts that are due and were not tried, as one before them got no answer.
        public var postponed = 0
        /// Why the last one was not taken.
        public var reason: String?
    }

    /// Seconds that a recipient may take for an answer.
    public static let answerSeconds = 10

    /// A sender.
    ///
    /// - Parameters:
    ///   - settings: authorities and proxy; keys, retries and limits are the sender's own.
    ///   - seconds: How long it waits for a connection, and for an answer.
    public init(_ store: Store, _ settings: WebSettings, seconds: Int = answerSeconds) {
        self.store = store
        var own = settings
        own.credentials = nil
        own.retry.retries = 0
        own.connectSeconds = seconds
        own.idleSeconds = seconds
        own.replySeconds = seconds
        own.replyLimit = 64 << 10
        self.settings = own
    }

    /// An address to which posts may go.
    ///
    /// - Throws: ``ExchangeError`` for plain http to another machine.
    public static func address(_ text: String) throws(ExchangeError) -> WebAddress {
        let address = try WebAddress(text)
        guard address.isSecure || address.isLoopback else {
            throw .badAddress(address.description, reason: "posts go by https, or to this machine")
        }
        return address
    }

    /// Notes what is new, and sends what is due.
    ///
    /// - Parameter posts: what a recipient may be told, every sighting in its present version.
    public func run(_ posts: (_ recipient: String) throws -> [WebhookPost]) async throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for webhook in try store.webhooks() {
            let all = Dictionary(
                try posts(webhook.recipient).map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
            let now = Timestamp.present
            _ = try store.noteDeliveries(
                all.values.sorted { $0.id < $1.id }.map { ($0.id, $0.modified) }, webhook: webhook.name, at: now)
            let due = try store.dueDeliveries(webhook: webhook.name, by: now)
            var outcome = Outcome(webhook: webhook.name)
            let address: WebAddress
            do { address = try Self.address(webhook.url) } catch {
                outcome.reason = "\(error)"
                outcome.postponed = due.count
                outcomes.append(outcome)
                continue
            }
            outcomes.append(
                try await WebClient.with(settings, for: address) { client in
                    try await send(due, of: all, to: webhook, address, client, outcome)
                })
        }
        return outcomes
    }

    private func send(
        _ due: [DueDelivery], of posts: [String: WebhookPost], to webhook: Webhook, _ address: WebAddress,
        _ client: WebClient, _ begun: Outcome
    ) async throws -> Outcome {
        var outcome = begun
        var jitter = JitterSource(seed: settings.retry.seed)
        for (index, delivery) in due.enumerated() {
            // What may not go any more is not sent; it stays due in case it may again.
            guard let post = posts[delivery.sighting], post.modified == delivery.modified else { continue }
            // Somebody else may be at it.
            let now = Timestamp.present
            let end = Timestamp(microseconds: now.microseconds + Self.lease * 1_000_000)
            guard try store.claim(delivery, webhook: webhook.name, at: now, until: end) else { continue }
            try log(post, to: webhook)
            let result = await Self.post(
                post.body, id: "\(delivery.sighting)/\(delivery.modified)", to: webhook, address, client)
            if case .taken = result {
                outcome.delivered += 1
                try store.noteDelivered(delivery, webhook: webhook.name, at: .present)
                continue
            }
            outcome.failed += 1
            let doubled = Self.firstWait << Int64(min(delivery.attempts, 20))
            let whole = min(doubled, Self.longestWait)
            var wait = whole / 2 + Int64.random(in: 0...(whole - whole / 2), using: &jitter)
            if case .refused(let reason, let asked) = result {
                outcome.reason = reason
                if let asked { wait = min(max(wait, Int64(asked)), Self.longestWait) }
            }
            try store.noteFailed(
                delivery, webhook: webhook.name,
                due: Timestamp(microseconds: Timestamp.present.microseconds + wait * 1_000_000))
            if case .unanswered(let reason) = result {
                outcome.reason = reason
                outcome.postponed = due.count - index - 1
                break
            }
        }
        return outcome
    }

    /// Writes down what its recipient has not had before, before it leaves.
    private func log(_ post: WebhookPost, to webhook: Webhook) throws {
        let item = ReleasedItem(id: post.id, modified: post.modified)
        if try store.unreleased([item], to: webhook.recipient).isEmpty { return }
        try store.log(
            Release(
                time: .present, recipient: webhook.recipient, door: "webhook", actor: webhook.name, purpose: "",
                released: ["sighting": 1], withheld: [:]), items: [item])
    }

    /// What became of a post.
    private enum Result {
        case taken
        case refused(String, retryAfter: Int?)
        case unanswered(String)
    }

    private static func post(
        _ body: [UInt8], id: String, to webhook: Webhook, _ address: WebAddress, _ client: WebClient
    ) async -> Result {
        let time = Timestamp.present
        var request = WebRequest(address)
        request.method = .post
        request.isCut = true
        request.retries = false
        request.headers = [
            ("Content-Type", "application/stix+json;version=2.1"),
            (
                WebhookSignature.header,
                WebhookSignature.value(
                    of: body, secret: webhook.secret, time: time.microseconds / 1_000_000)
            ),
            ("Tamga-Delivery", id),
        ]
        request.body = body
        do {
            let reply = try await client.send(request)
            if 200...299 ~= reply.status { return .taken }
            let asked = reply.header("Retry-After").flatMap { RetryAfter($0) }.map {
                $0.milliseconds(from: time) / 1_000
            }
            return .refused("\(address) answers \(reply.status)", retryAfter: asked)
        } catch let error as ExchangeError {
            if case .redirected = error { return .refused("\(error)", retryAfter: nil) }
            return .unanswered("\(error)")
        } catch {
            return .unanswered("\(error)")
        }
    }

    /// Sends one post that is no sighting, to see whether it is taken.
    ///
    /// - Returns: why it is not; `nil` where it is.
    public func test(_ webhook: Webhook, body: [UInt8], id: String) async throws -> String? {
        let address = try Self.address(webhook.url)
        return try await WebClient.with(settings, for: address) { client in
            switch await Self.post(body, id: id, to: webhook, address, client) {
            case .taken: nil
            case .refused(let reason, _), .unanswered(let reason): reason
            }
        }
    }
}
