import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import TamgaModel
public import TamgaStore

/// A TAXII 2.1 server over a store.
public struct TaxiiServer: Sendable {
    private let store: Store
    private let settings: ServerSettings
    private let log: Logger
    private let union: ServedUnion
    private let threads = StoreThreads()

    /// A server that does not run yet.
    ///
    /// - Parameters:
    ///   - store: What it serves; open for writing.
    ///   - community: Who the members and partners are.
    ///   - log: Takes a line a request, and what goes wrong.
    public init(store: Store, community: Community, settings: ServerSettings, log: Logger) {
        self.store = store
        self.settings = settings
        self.log = log
        union = ServedUnion(community)
    }

    /// Serves until the task is cancelled or, where it takes signals, SIGTERM or SIGINT comes; requests that are under
    /// way are answered first.
    ///
    /// - Parameters:
    ///   - takesSignals: Whether signals end it.
    ///   - reload: Gives the community anew where its file has changed; asked every second.
    ///   - onListening: Called once with the port.
    /// - Throws: What the store, the certificate or the address is at fault for.
    public func run(
        takesSignals: Bool, reload: @escaping @Sendable () -> Community? = { nil },
        onListening: @escaping @Sendable (Int) -> Void
    ) async throws {
        let secret = try store.secret("taxii cursor")
        try await settle()
        let ledger = ReleaseLedger(store: store, threads: threads, now: settings.now)
        let service = TaxiiService(
            store: store, threads: threads, union: union, ledger: ledger, settings: settings, cursorSecret: secret)
        let gate = Gate(store: store, threads: threads, requestsPerMinute: settings.requestsPerMinute)
        let transport = Logger(label: "tamga.http") { [log] _ in TransportLog(log) }
        let shares = ConnectionShares(
            most: settings.maximumOfAddress, mostUnasked: settings.maximumUnasked, log: log)
        let application = Application(
            responder: TaxiiResponder(service: service, gate: gate, log: log),
            server: try .bounded(idleSeconds: settings.idleSeconds, tls: settings.tls, shares: shares),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: "tamga", backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    settings.maximumConnections, logger: transport)),
            onServerRunning: { onListening($0.localAddress?.port ?? 0) }, logger: transport)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    if takesSignals { try await application.runService() } else { try await application.run() }
                } catch {
                    throw CannotListen.told(error, host: settings.host, port: settings.port)
                }
            }
            group.addTask { try await keepSettled(reload) }
            group.addTask { try await keepTelling() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    // MARK: - Keeping collections true

    private func settle() async throws {
        let (store, settling, time) = (store, union.now.settling, settings.now())
        guard try await threads.read({ try settling.isDue(store) }) else { return }
        let settlement = try await threads.write { try settling.settle(store, at: time) }
        log.info(
            "settled",
            metadata: [
                "objects": "\(settlement.objects)", "new": "\(settlement.entriesNew)",
                "lost": "\(settlement.entriesLost)", "recalls": "\(settlement.recalls.count)",
            ])
    }

    /// Sees every second what others have brought into the store, and what has become of the community file.
    private func keepSettled(_ reload: @Sendable () -> Community?) async throws {
        var round = 0
        while true {
            try await Task.sleep(for: .seconds(1))
            // What comes now would be lost with the process.
            try store.requireInPlace()
            if let community = reload() {
                union.replace(by: community)
                log.info("the community file has changed")
            }
            do {
                try await settle()
                if round % 3_600 == 0 {
                    let (store, limit) = (store, Timestamp(seconds: settings.now().microseconds / 1_000_000 - 172_800))
                    try await threads.write { _ = try store.forgetPushes(before: limit) }
                }
            } catch let error as StoreError {
                log.error("\(error)")
            }
            round += 1
        }
    }

    // MARK: - Telling of sightings

    /// Every minute offers producers what has been sighted since, and sends webhooks what is due.
    private func keepTelling() async throws {
        var told: Told?
        while true {
            do {
                told = try await tell(after: told)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                log.error("\(error)")
            }
            try await Task.sleep(for: .seconds(60))
        }
    }

    /// What sightings were last published by.
    private struct Told: Equatable {
        /// When the newest run ended.
        var run: Timestamp?
        /// Who was in the union, and what each let others know.
        var community: Community
    }

    private func tell(after told: Told?) async throws -> Told {
        let (store, time, last) = (store, settings.now(), told?.run)
        let community = union.now.community
        let sightings = PublishedSightings(in: store, of: community)
        let newest = try await threads.read { try store.runs(since: last).map(\.finished).max() ?? last }
        let now = Told(run: newest, community: community)
        if now != told {
            let publication = try await threads.write { try sightings.publish(at: time) }
            if publication.new + publication.changed + publication.takenBack > 0 {
                log.info(
                    "sightings are published",
                    metadata: ["new": "\(publication.new)", "changed": "\(publication.changed)"])
            }
        }
        for outcome in try await WebhookSender(store, WebSettings()).run(sightings) {
            guard outcome.delivered + outcome.failed + outcome.postponed > 0 else { continue }
            log.info(
                "webhook \(outcome.webhook)",
                metadata: [
                    "delivered": "\(outcome.delivered)", "failed": "\(outcome.failed)",
                    "reason": "\(outcome.reason ?? "")",
                ])
        }
        return now
    }
}
