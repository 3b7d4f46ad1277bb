import TamgaModel

/// An IPv4 or IPv6 address or network in CIDR notation; bits behind the prefix do not count.
public struct AddressRange: Equatable, Sendable {
    private let isIPv6: Bool
    private let address: UInt128
    /// The prefix as of a 128-bit address.
    private let prefix: Int
    /// True where a prefix was written.
    let isNetwork: Bool

    /// Reads `192.0.2.1`, `192.0.2.0/24`, `2001:db8::` or `2001:db8::/32`.
    init?(_ utf8: [UInt8]) {
        let slash = utf8.firstIndex(of: 0x2F)
        let host = Array(utf8[..<(slash ?? utf8.count)])
        let whole: Int
        if let quad = IPv4Address.parse(host.span) {
            (isIPv6, address, whole) = (false, UInt128(quad) << 96, 32)
        } else if host.allSatisfy({ $0 != 0x5B && $0 != 0x25 }), let pair = IPv6Address.parse(host.span) {
            (isIPv6, address, whole) = (true, UInt128(pair.high) << 64 | UInt128(pair.low), 128)
        } else {
            return nil
        }
        isNetwork = slash != nil
        guard let slash else {
            prefix = whole
            return
        }
        let digits = utf8[(slash + 1)...]
        guard 1...3 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        prefix = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard prefix <= whole else { return nil }
    }

    /// An address as the reference implementation reads it.
    init?(reference utf8: [UInt8]) {
        self.init(utf8)
        guard isReference else { return nil }
    }

    /// True for what the reference implementation reads: IPv4 only, and no prefix of zero.
    var isReference: Bool { !isIPv6 && prefix > 0 }

    /// True for a text that is an address or a network.
    public static func isValid(_ text: String) -> Bool { AddressRange(Array(text.utf8)) != nil }

    /// True where every address of another range is in this one.
    func contains(_ other: AddressRange) -> Bool {
        guard isIPv6 == other.isIPv6, prefix <= other.prefix else { return false }
        return prefix == 0 || (address ^ other.address) >> UInt128(128 - prefix) == 0
    }
}
