import Hummingbird
import NIOCore
import NIOSSL

/// What a request comes with: its connection.
struct ServerContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }

    /// The address at the other end, without its port.
    var address: String { channel.remoteAddress?.ipAddress ?? "unknown" }

    /// The certificate that the other end has shown and that was found valid, in DER.
    func certificate() async -> [UInt8]? {
        let found = try? await channel.nioSSL_peerCertificate().get()
        return found.flatMap { try? $0.toDERBytes() }
    }

    /// Closes the connection soon: what is under way gets the time to arrive.
    func closeSoon() {
        let channel = channel
        channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }
}
