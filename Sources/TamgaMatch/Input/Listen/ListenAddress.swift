/// Where syslog messages are listened for: `udp://127.0.0.1:5514`, `tcp://[::1]:5514`.
public struct ListenAddress: Hashable, Sendable {
    /// How messages come.
    public enum Transport: String, Hashable, Sendable {
        /// A datagram a record.
        case udp
        /// Frames of RFC 6587.
        case tcp
    }

    /// How messages come.
    public let transport: Transport
    /// An IPv4 or IPv6 address, without brackets.
    public let host: String
    /// 0 lets the system choose.
    public let port: UInt16

    /// An address; `nil` for what is none.
    public init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"),
            let transport = Transport(rawValue: String(text[..<mark.lowerBound]))
        else { return nil }
        let rest = text[mark.upperBound...]
        guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]) else {
            return nil
        }
        var host = rest[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.transport = transport
        self.host = String(host)
        self.port = port
    }
}
