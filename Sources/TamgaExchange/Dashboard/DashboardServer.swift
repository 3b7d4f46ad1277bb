import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import TamgaModel
import TamgaReport
public import TamgaStore

/// The dashboard of a store, which writes nothing. On a loopback address it may be for whoever sits at the machine; on
/// another it has TLS and asks for the key of an account with the role `admin`.
public struct DashboardServer: Sendable {
    /// The most connections that are open at once; others wait.
    private static let mostConnections = 256
    /// The most of them that one address may have: a half; one more is closed at once.
    private static let mostOfAddress = 128
    /// The most connections of an address that have not sent a request's head: a quarter; then the oldest is closed.
    private static let mostUnasked = 64

    private let store: Store
    private let community: Community
    private let settings: DashboardSettings
    private let log: Logger

    /// A dashboard that does not run yet.
    ///
    /// - Parameters:
    ///   - store: What it shows; it is only read.
    ///   - log: Takes what goes wrong.
    public init(store: Store, community: Community, settings: DashboardSettings, log: Logger) {
        self.store = store
        self.community = community
        self.settings = settings
        self.log = log
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameter onListening: Called once with the port.
    /// - Throws: What the store, the certificate or the address is at fault for; ``NotLoopback`` for an address that
    ///   others reach where it has no TLS or asks for no key.
    public func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
        guard LoopbackAddress.isLoopback(settings.host) || (settings.tls != nil && settings.asksForKey) else {
            throw NotLoopback(host: settings.host)
        }
        let live = LiveHits(PageWriter(words: .of(settings.language)))
        let figures = StoredFigures(store, community, settings)
        _ = try await figures.renew()
        let transport = Logger(label: "tamga.http") { [log] _ in TransportLog(log) }
        let responder = DashboardResponder(
            pages: DashboardPages(settings: settings, started: settings.now()), figures: figures,
            live: live, door: settings.asksForKey ? DashboardDoor(store, log: log) : nil, log: log)
        let shares = ConnectionShares(most: Self.mostOfAddress, mostUnasked: Self.mostUnasked, log: log)
        let application = Application(
            responder: responder,
            server: try .bounded(idleSeconds: settings.idleSeconds, tls: settings.tls, shares: shares),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: "tamga", backlog: 128,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections, logger: transport)),
            onServerRunning: { onListening($0.localAddress?.port ?? 0) }, logger: transport)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await application.run()
                } catch {
                    throw CannotListen.told(error, host: settings.host, port: settings.port)
                }
            }
            group.addTask { try await follow(live) }
            group.addTask { try await watch(figures, live) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// An address that others reach, and nothing between them and the store.
    public struct NotLoopback: Error, CustomStringConvertible {
        /// The address.
        public let host: String

        /// The error for an address.
        public init(host: String) { self.host = host }

        /// One sentence.
        public var description: String {
            "\(host) is no loopback address: give --tls CERT KEY, and accounts with the role admin sign in there, or reach it from another machine by “ssh -L 8666:127.0.0.1:8666”"
        }
    }

    /// Takes hits four times a second.
    private func follow(_ live: LiveHits) async throws {
        while true {
            try await Task.sleep(for: .milliseconds(250))
            let taken = settings.hits?.take() ?? FollowedHits.Taken(lines: [], tooLong: 0, state: .open)
            live.step(taken, at: settings.now())
        }
    }

    /// Sees every few seconds what has been recorded; more rarely where adding it up takes long.
    private func watch(_ figures: StoredFigures, _ live: LiveHits) async throws {
        let clock = ContinuousClock()
        var pause = Duration.seconds(2)
        while true {
            try await Task.sleep(for: pause)
            try store.requireInPlace()
            let start = clock.now
            do {
                if try await figures.renew() { live.storeChanged() }
            } catch let error as StoreError {
                log.error("\(error)")
            }
            pause = max(.seconds(2), (clock.now - start) * 4)
        }
    }
}
