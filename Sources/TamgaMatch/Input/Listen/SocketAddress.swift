import Glibc

/// A peer's address, without its port.
struct SocketAddress: Hashable, Sendable {
    /// Four bytes, or sixteen.
    let bytes: [UInt8]

    /// The address in what the system has filled; `nil` for another family.
    init?(_ storage: sockaddr_storage) {
        // Safe: the bytes of a value are read as they are; where the address stands is what its family says
        // (`sockaddr_in`: at 4; `sockaddr_in6`: at 8).
        let all = unsafe withUnsafeBytes(of: storage) { unsafe Array($0.prefix(24)) }
        switch Int32(storage.ss_family) {
        case AF_INET: bytes = Array(all[4..<8])
        case AF_INET6:
            let address = Array(all[8..<24])
            let isMapped = address[..<10].allSatisfy { $0 == 0 } && address[10] == 0xFF && address[11] == 0xFF
            bytes = isMapped ? Array(address[12...]) : address
        default: return nil
        }
    }

    /// The address as text; IPv6 in brackets.
    var text: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        // Safe: sixteen bytes are read, and no more written than there is room.
        guard unsafe inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "[]" }
        return "[" + String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) + "]"
    }
}
