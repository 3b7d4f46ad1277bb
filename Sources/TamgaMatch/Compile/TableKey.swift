import TamgaModel

/// By which hash an entry of each kind is found.
enum TableKey {
    /// Whether a kind is found by ``TextHash/rawHash(_:_:)`` of its canonical bytes.
    static func isRaw(_ type: ObservableType) -> Bool {
        switch type {
        case .ipv6Address, .ipv4Network, .ipv6Network, .md5, .sha1, .sha224, .sha256, .sha384, .sha512, .ja3, .ja3s,
            .x509Fingerprint, .x509Serial, .macAddress:
            true
        default: false
        }
    }

    /// Whether canonical bytes of a kind can have this length, and nothing that is read of them lies behind it.
    static func isLength(_ count: Int, of type: ObservableType) -> Bool {
        switch type {
        case .ipv4Address, .autonomousSystem: count == 4
        case .ipv4Network: count == 5
        case .ipv6Network: count == 17
        case .ipv6Address, .md5, .ja3, .ja3s: count == 16
        case .sha1: count == 20
        case .sha224: count == 28
        case .sha256: count == 32
        case .sha384: count == 48
        case .sha512: count == 64
        case .macAddress: count == 6
        default: true
        }
    }

    /// The hash under which an entry lies in the slots; `nil` for kinds that are reached through another entry
    /// (URLs and e-mail addresses through their host) or through a word (free text).
    static func hash(_ type: ObservableType, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64? {
        switch type {
        case .ipv4Address:
            // Safe: an IPv4 address is four bytes.
            unsafe TextHash.hash(address: UInt32(bigEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self)))
        case .domainName:
            unsafe TextHash.hash(bytes, count)
        case _ where isRaw(type):
            unsafe TextHash.rawHash(bytes, count)
        default:
            nil
        }
    }
}

/// Where the labels of a host name in canonical form lie.
struct HostName {
    /// Where the last label begins.
    let lastLabel: Int
    /// Where the last two labels begin.
    let lastTwoLabels: Int

    init(_ text: UnsafePointer<UInt8>, _ count: Int) {
        var index = count
        // Safe: `index` stays within 1 … count.
        while index > 0, unsafe text[index - 1] != UInt8(ascii: ".") { index -= 1 }
        lastLabel = index
        index = max(0, index - 1)
        while index > 0, unsafe text[index - 1] != UInt8(ascii: ".") { index -= 1 }
        lastTwoLabels = index
    }

    /// The hash of a last label: up to seven bytes as they stand, longer ones by ``TextHash/hash(_:_:)``.
    static func labelHash(_ text: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        guard count <= 7 else { return unsafe TextHash.hash(text, count) }
        // Safe: the text is padded by at least eight readable bytes.
        let word = unsafe TextHash.load64(text) & ((1 << UInt64(8 * count)) - 1)
        return TextHash.fold(TextHash.lowercased(word))
    }

    /// Whether some label is in ACE form.
    func isInternational(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var index = 0
        while index + 4 <= count {
            // Safe: four bytes from `index` are inside the name.
            if unsafe (index == 0 || text[index - 1] == UInt8(ascii: "."))
                && TextHash.load32(text + index) == 0x2D2D_6E78
            {
                return true
            }
            index += 1
        }
        return false
    }
}
