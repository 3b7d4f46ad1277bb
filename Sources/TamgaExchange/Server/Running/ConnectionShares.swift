import Logging
import NIOCore
import NIOSSL
import Synchronization
import TamgaModel

/// What each address holds of a server's connections, so that one of them cannot take all.
///
/// Two bounds: on the connections of an address of which none has sent the head of a request whole, and on all of its
/// connections. Past either, of those that have sent none the oldest is closed, so that whoever asks is never cut off.
/// What is kept is bounded by the connections that are open.
final class ConnectionShares: Sendable {
    private struct Share {
        /// All that are open, without those that are being closed for another one.
        var held: Set<ObjectIdentifier> = []
        /// Those that have not asked yet, in the order in which they came.
        var unasked: [any Channel] = []
    }

    private struct State {
        var shares: [String: Share] = [:]
        /// How many were closed since that was last told.
        var closed = 0
        var told: ContinuousClock.Instant?
    }

    private let most: Int
    private let mostUnasked: Int
    private let log: Logger
    private let state = Mutex(State())

    /// Shares of nobody yet.
    ///
    /// - Parameters:
    ///   - most: The most connections of an address.
    ///   - mostUnasked: The most of them that have not sent the head of a request whole.
    ///   - log: Takes a line a minute at most.
    init(most: Int, mostUnasked: Int, log: Logger) {
        self.most = max(1, most)
        self.mostUnasked = max(1, mostUnasked)
        self.log = log
    }

    /// A connection stands; where the address has too many, one that has not asked is closed, this one if there is no
    /// other.
    func begin(_ channel: any Channel, from address: String) {
        let (name, now) = (Self.name(address), ContinuousClock.now)
        let (surplus, told): ((any Channel)?, Int) = state.withLock { state in
            var share = state.shares[name] ?? Share()
            share.held.insert(ObjectIdentifier(channel))
            share.unasked.append(channel)
            var surplus: (any Channel)?
            if share.unasked.count > mostUnasked || share.held.count > most {
                let oldest = share.unasked.removeFirst()
                share.held.remove(ObjectIdentifier(oldest))
                surplus = oldest
                state.closed += 1
            }
            state.shares[name] = share.held.isEmpty ? nil : share
            guard surplus != nil, state.told.map({ now - $0 >= .seconds(60) }) ?? true else { return (surplus, 0) }
            state.told = now
            defer { state.closed = 0 }
            return (surplus, state.closed)
        }
        if let surplus { Self.cut(surplus) }
        if told > 0 {
            log.warning(
                "an address has too many connections: those that ask for nothing are closed",
                metadata: ["from": "\(address)", "count": "\(told)"])
        }
    }

    /// The head of a request has come on a connection.
    func ask(_ channel: any Channel, from address: String) {
        let name = Self.name(address)
        state.withLock { $0.shares[name]?.unasked.removeAll { $0 === channel } }
    }

    /// A connection has ended.
    func end(_ channel: any Channel, from address: String) {
        let name = Self.name(address)
        state.withLock { state in
            guard var share = state.shares[name] else { return }
            share.held.remove(ObjectIdentifier(channel))
            share.unasked.removeAll { $0 === channel }
            state.shares[name] = share.held.isEmpty ? nil : share
        }
    }

    /// Closes a connection without a farewell: of TLS that would wait seconds for one who does not answer.
    private static func cut(_ channel: any Channel) {
        channel.eventLoop.execute {
            let below = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
            if let below { below.close(mode: .all, promise: nil) } else { channel.close(promise: nil) }
        }
    }

    /// Whose share an address has: of IPv6 a host has a network of 64 bits, and each address of it at will.
    private static func name(_ address: String) -> String {
        let bytes = Array(address.utf8)
        guard bytes.contains(0x3A), let (high, _) = IPv6Address.parse(bytes.span) else { return address }
        // IPv4 written as IPv6, the loopback, and neighbours on one link, which have one network.
        if high == 0 || high >> 54 == 0x3FA { return address }
        return "\(high)/64"
    }
}
