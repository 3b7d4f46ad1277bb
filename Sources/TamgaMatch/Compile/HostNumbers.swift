import TamgaModel

/// Numbers hosts as they are first met, without keeping their bytes: a host is what one of its URLs says.
struct HostNumbers {
    /// An owner that is none.
    static let nobody = UInt32.max

    /// For each number an entry whose host it is.
    private(set) var speakers: [UInt32] = []
    /// For each number the host's own entry; ``nobody`` until it is known.
    var owners: [UInt32] = []
    private var hashes: [UInt64] = []
    /// Open addressing: a number and one, or 0.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)

    /// The number of a host, a new one where it has none.
    ///
    /// - Parameters:
    ///   - entry: whose host it is.
    ///   - known: the host of an entry that was given before.
    mutating func number(of host: Observable, by entry: UInt32, known: (Int) -> Observable?) -> UInt32 {
        let hash = Self.hash(host)
        var slot = place(hash)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == hash, known(Int(speakers[number])) == host { return UInt32(number) }
            slot = (slot + 1) & (slots.count - 1)
        }
        speakers.append(entry)
        owners.append(Self.nobody)
        hashes.append(hash)
        slots[slot] = UInt32(speakers.count)
        if speakers.count * 2 > slots.count { grow() }
        return UInt32(speakers.count - 1)
    }

    /// The number of a host, where it has one.
    func find(_ host: Observable, known: (Int) -> Observable?) -> Int? {
        let hash = Self.hash(host)
        var slot = place(hash)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == hash, known(Int(speakers[number])) == host { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func hash(_ host: Observable) -> UInt64 {
        TableChecksum.of(host.bytes.span) &+ UInt64(host.type.rawValue)
    }

    private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for number in hashes.indices {
            var slot = place(hashes[number])
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number) + 1
        }
    }
}
