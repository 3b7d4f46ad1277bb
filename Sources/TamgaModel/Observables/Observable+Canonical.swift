extension Observable {
    /// The longest text of the kinds that are kept as text.
    private static let longestText = 4_096

    /// An observable from a text, put into its kind's canonical form; spaces and line ends around it are left out.
    ///
    /// The kind may come out nearer than the one asked for: `1.2.3.0/24` asked for as an address is a
    /// network, `1.2.3.4/32` or a bare address asked for as a network is an address, and an IPv4-mapped
    /// IPv6 address is an IPv4 address.
    public init(_ type: ObservableType, _ text: some StringProtocol) throws(ObservableError) {
        try self.init(type, text: Array(text.utf8))
    }

    /// An observable from UTF-8 bytes, as ``init(_:_:)``.
    public init(_ type: ObservableType, text: [UInt8]) throws(ObservableError) {
        let whole = text.span
        self = try Self.canonical(type, whole.extracting(ASCII.trimmed(whole)))
    }

    private static func canonical(_ type: ObservableType, _ text: Span<UInt8>) throws(ObservableError) -> Observable {
        guard !text.isEmpty else { throw .malformed(type, "empty") }
        switch type {
        case .ipv4Address, .ipv4Network, .ipv6Address, .ipv6Network:
            let wantsIPv4 = type == .ipv4Address || type == .ipv4Network
            if wantsIPv4, let found = ipv4(text) { return found }
            if let found = ipv6(text), !wantsIPv4 || found.type == .ipv4Address || found.type == .ipv4Network {
                return found
            }
            throw .malformed(type, "not an address or network")
        case .domainName:
            return try make(type, DomainName.canonical(text), "not two or more labels of letters, digits and hyphens")
        case .url: return try make(type, URLText.canonical(text), "no scheme://host, or a host that is none")
        case .emailAddress: return try make(type, EmailAddress.canonical(text), "not local-part@domain")
        case .md5, .ja3, .ja3s: return try digest(type, text, 16)
        case .sha1: return try digest(type, text, 20)
        case .sha224: return try digest(type, text, 28)
        case .sha256: return try digest(type, text, 32)
        case .sha384: return try digest(type, text, 48)
        case .sha512: return try digest(type, text, 64)
        case .macAddress: return try make(type, Hexadecimal.macAddress(text), "not 12 hexadecimal digits")
        case .x509Serial: return try make(type, Hexadecimal.serial(text), "not hexadecimal")
        case .x509Fingerprint:
            guard let bytes = Hexadecimal.bytes(text, colons: true), [16, 20, 32].contains(bytes.count) else {
                throw .malformed(type, "not 16, 20 or 32 bytes in hexadecimal")
            }
            return Observable(type: type, canonicalBytes: bytes)
        case .autonomousSystem: return try make(type, autonomousSystem(text), "not an AS number")
        case .ja4: return try make(type, ja4(text), "not the form of a JA4 fingerprint")
        case .cryptocurrencyAddress:
            return try make(type, CryptocurrencyAddress.canonical(text), "not 14 to 128 letters and digits")
        case .fileName, .filePath, .registryKey, .mutex, .userAgent, .userAccount, .pattern:
            return try freeText(type, text)
        }
    }

    private static func make(
        _ type: ObservableType, _ bytes: [UInt8]?, _ reason: String
    ) throws(ObservableError) -> Observable {
        guard let bytes else { throw .malformed(type, reason) }
        return Observable(type: type, canonicalBytes: bytes)
    }

    private static func digest(
        _ type: ObservableType, _ text: Span<UInt8>, _ size: Int
    ) throws(ObservableError) -> Observable {
        guard text.count == size * 2, let bytes = Hexadecimal.bytes(text) else {
            throw .malformed(type, "not \(size * 2) hexadecimal digits")
        }
        return Observable(type: type, canonicalBytes: bytes)
    }

    private static func freeText(_ type: ObservableType, _ text: Span<UInt8>) throws(ObservableError) -> Observable {
        guard text.count <= longestText else { throw .malformed(type, "longer than \(longestText) bytes") }
        var isASCII = true
        for index in text.indices {
            if text[index].isASCIIControl { throw .malformed(type, "holds a control character") }
            if text[index] >= 0x80 { isASCII = false }
        }
        var bytes: [UInt8]
        switch type {
        case .registryKey:
            bytes = WindowsName.registryKey(text)
        case .filePath:
            bytes = WindowsName.path(text)
        case .fileName, .userAccount:
            bytes = ASCII.lowercased(text)
        default:
            bytes = ASCII.bytes(text)
        }
        if type == .fileName, bytes.contains(0x2F) || bytes.contains(0x5C) {
            throw .malformed(type, "holds a path separator")
        }
        if type == .registryKey, !bytes.contains(0x5C), !bytes.starts(with: "hkey_".utf8) {
            throw .malformed(type, "has neither a hive nor a backslash")
        }
        if !isASCII, String(validating: bytes, as: UTF8.self) == nil { throw .malformed(type, "not UTF-8") }
        return Observable(type: type, canonicalBytes: bytes)
    }

    /// An IPv4 address or network.
    static func ipv4(_ text: Span<UInt8>) -> Observable? {
        guard text.count >= 7, let slash = slash(text) else { return nil }
        guard let address = IPv4Address.parse(text.extracting(0..<slash)) else { return nil }
        if slash == text.count { return ipv4(address, prefixLength: 32) }
        guard let length = IPv4Address.prefixLength(text.extracting(slash + 1..<text.count)) else { return nil }
        return ipv4(address, prefixLength: length)
    }

    /// An IPv6 address or network; IPv4 where it is mapped.
    static func ipv6(_ text: Span<UInt8>) -> Observable? {
        guard let slash = slash(text), let (high, low) = IPv6Address.parse(text.extracting(0..<slash)) else {
            return nil
        }
        var length: UInt64 = 128
        if slash < text.count {
            guard let stated = ASCII.decimal(text.extracting(slash + 1..<text.count)), stated <= 128 else { return nil }
            length = stated
        }
        if length >= 96, let address = IPv6Address.mapped(high: high, low: low) {
            return ipv4(address, prefixLength: Int(length) - 96)
        }
        let highMask: UInt64 = length >= 64 ? .max : ~(UInt64.max >> length)
        let lowMask: UInt64 = length <= 64 ? 0 : length == 128 ? .max : ~(UInt64.max >> (length - 64))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(17)
        for half in [high & highMask, low & lowMask] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
            }
        }
        if length == 128 { return Observable(type: .ipv6Address, canonicalBytes: bytes) }
        bytes.append(UInt8(length))
        return Observable(type: .ipv6Network, canonicalBytes: bytes)
    }

    private static func ipv4(_ address: UInt32, prefixLength length: Int) -> Observable {
        let masked = length == 0 ? 0 : address & (UInt32.max << UInt32(32 - length))
        var bytes = [
            UInt8(masked >> 24), UInt8(masked >> 16 & 0xFF), UInt8(masked >> 8 & 0xFF), UInt8(masked & 0xFF),
        ]
        if length == 32 { return Observable(type: .ipv4Address, canonicalBytes: bytes) }
        bytes.append(UInt8(length))
        return Observable(type: .ipv4Network, canonicalBytes: bytes)
    }

    /// The place of the `/`, or the end; `nil` for a text too long to be a network.
    private static func slash(_ text: Span<UInt8>) -> Int? {
        guard text.count <= 128 else { return nil }
        return ASCII.firstIndex(of: 0x2F, in: text) ?? text.count
    }

    /// `AS123`, `ASN123`, `123` or `1.10` (RFC 5396 asdot).
    static func autonomousSystem(_ text: Span<UInt8>) -> [UInt8]? {
        let start = ASCII.hasPrefix(text, "asn") ? 3 : ASCII.hasPrefix(text, "as") ? 2 : 0
        var number: UInt64
        if let dot = ASCII.firstIndex(of: 0x2E, in: text, from: start) {
            guard let high = ASCII.decimal(text.extracting(start..<dot)),
                let low = ASCII.decimal(text.extracting(dot + 1..<text.count)), high < 65_536, low < 65_536
            else { return nil }
            number = high << 16 | low
        } else {
            guard let plain = ASCII.decimal(text.extracting(start..<text.count)) else { return nil }
            number = plain
        }
        guard number <= UInt64(UInt32.max) else { return nil }
        var bytes: [UInt8] = []
        for shift: UInt64 in [24, 16, 8, 0] { bytes.append(UInt8(number >> shift & 0xFF)) }
        return bytes
    }

    /// `t13d1516h2_8daaf6152771_e5627efa2ab1` in lower case.
    static func ja4(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count == 36, text[10] == 0x5F, text[23] == 0x5F else { return nil }
        let bytes = ASCII.lowercased(text)
        guard [0x74, 0x71, 0x64].contains(bytes[0]), bytes[3] == 0x64 || bytes[3] == 0x69 else { return nil }
        for index in 0..<36 where index != 10 && index != 23 {
            let fits =
                switch index {
                case 4...7: bytes[index].isASCIIDigit
                case ..<10: bytes[index].isASCIIAlphanumeric
                default: bytes[index].hexValue != nil
                }
            guard fits else { return nil }
        }
        return bytes
    }
}
