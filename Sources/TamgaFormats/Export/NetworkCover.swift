import TamgaModel

/// Which of some addresses and networks lie in a wider one of them: some products refuse to load both.
struct NetworkCover {
    private struct Network: Hashable {
        var length: Int
        var bytes: [UInt8]
    }

    private var networks: Set<Network> = []
    /// The lengths that occur, by how many bytes an address has.
    private var lengths: [Int: Set<Int>] = [:]

    init(_ observables: [Observable]) {
        for observable in observables where observable.type == .ipv4Network || observable.type == .ipv6Network {
            let address = Array(observable.bytes.dropLast())
            let length = Int(observable.bytes.last ?? 0)
            networks.insert(Network(length: length, bytes: address))
            lengths[address.count, default: []].insert(length)
        }
    }

    /// True where a wider network of these holds an address or a network.
    func covers(_ observable: Observable) -> Bool {
        let isNetwork = observable.type == .ipv4Network || observable.type == .ipv6Network
        let address = isNetwork ? Array(observable.bytes.dropLast()) : observable.bytes
        let own = isNetwork ? Int(observable.bytes.last ?? 0) : address.count * 8
        return (lengths[address.count] ?? []).contains { length in
            length < own && networks.contains(Network(length: length, bytes: Self.masked(address, length)))
        }
    }

    private static func masked(_ address: [UInt8], _ length: Int) -> [UInt8] {
        address.enumerated().map { index, byte in
            let bits = min(8, max(0, length - index * 8))
            return byte & ~UInt8(truncatingIfNeeded: 0xFF >> bits)
        }
    }
}
