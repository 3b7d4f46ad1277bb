/// The addresses by which a machine speaks with itself.
public enum LoopbackAddress {
    /// Whether a host is one: `localhost`, `::1`, or an address in 127.0.0.0/8 (RFC 1122 §3.2.1.3, RFC 6761 §6.3).
    public static func isLoopback(_ host: String) -> Bool {
        if host == "::1" || host.lowercased() == "localhost" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil && $0.utf8.first != 0x2B }
    }
}
