/// The kinds of observable that Tamga finds in logs.
///
/// The raw value is what the store and snapshots hold: never renumber, only append.
public enum ObservableType: UInt8, Hashable, Sendable, CaseIterable {
    /// 4 bytes.
    case ipv4Address = 1
    /// 16 bytes. An IPv4-mapped address (`::ffff:a.b.c.d`) is an ``ipv4Address``.
    case ipv6Address = 2
    /// 4 bytes with the host bits zero, then one byte: the prefix length, 0 … 31. A /32 is an ``ipv4Address``.
    case ipv4Network = 3
    /// 16 bytes with the host bits zero, then one byte: the prefix length, 0 … 127.
    case ipv6Network = 4
    /// Lower-case ASCII, ACE form (`xn--…`), at least two labels, no trailing dot.
    case domainName = 5
    /// ASCII: scheme and host lower-case, default port and fragment removed, percent-encoding normalised.
    case url = 6
    /// Lower-case text, the domain in ACE form.
    case emailAddress = 7
    /// 16 bytes.
    case md5 = 8
    /// 20 bytes.
    case sha1 = 9
    /// 28 bytes.
    case sha224 = 10
    /// 32 bytes.
    case sha256 = 11
    /// 48 bytes.
    case sha384 = 12
    /// 64 bytes.
    case sha512 = 13
    /// ASCII-lower-case text without path separators.
    case fileName = 14
    /// Text; ASCII-lower-case if it is a Windows path.
    case filePath = 15
    /// ASCII-lower-case text with the hive's long name (`hkey_local_machine\…`).
    case registryKey = 16
    /// Text as given.
    case mutex = 17
    /// Text as given.
    case userAgent = 18
    /// 16 bytes.
    case ja3 = 19
    /// 16 bytes.
    case ja3s = 20
    /// Lower-case text, `t13d1516h2_8daaf6152771_e5627efa2ab1`.
    case ja4 = 21
    /// 4 bytes, big-endian.
    case autonomousSystem = 22
    /// 6 bytes.
    case macAddress = 23
    /// The serial's bytes, big-endian, without leading zero bytes.
    case x509Serial = 24
    /// 16, 20 or 32 bytes: the certificate's MD5, SHA-1 or SHA-256.
    case x509Fingerprint = 25
    /// ASCII-lower-case text.
    case userAccount = 26
    /// Text as given; lower-case where the currency's form does not depend on case (bech32, `0x…`).
    case cryptocurrencyAddress = 27
    /// No value: the pattern that an indicator states in place of values, as text. It stands where values are counted.
    case pattern = 28
}

extension ObservableType {
    /// The STIX object type that carries such a value, as hits name it.
    public var stixName: String {
        switch self {
        case .ipv4Address, .ipv4Network: "ipv4-addr"
        case .ipv6Address, .ipv6Network: "ipv6-addr"
        case .domainName: "domain-name"
        case .url: "url"
        case .emailAddress: "email-addr"
        case .md5, .sha1, .sha224, .sha256, .sha384, .sha512, .fileName, .filePath: "file"
        case .registryKey: "windows-registry-key"
        case .mutex: "mutex"
        case .userAgent, .ja3, .ja3s, .ja4: "network-traffic"
        case .autonomousSystem: "autonomous-system"
        case .macAddress: "mac-addr"
        case .x509Serial, .x509Fingerprint: "x509-certificate"
        case .userAccount: "user-account"
        case .cryptocurrencyAddress: "cryptocurrency-wallet"
        case .pattern: "indicator"
        }
    }

    /// A short name that tells all kinds apart, for tables and for `--type`.
    public var label: String {
        switch self {
        case .ipv4Address: "ipv4"
        case .ipv6Address: "ipv6"
        case .ipv4Network: "ipv4-network"
        case .ipv6Network: "ipv6-network"
        case .domainName: "domain"
        case .url: "url"
        case .emailAddress: "email"
        case .md5: "md5"
        case .sha1: "sha1"
        case .sha224: "sha224"
        case .sha256: "sha256"
        case .sha384: "sha384"
        case .sha512: "sha512"
        case .fileName: "file-name"
        case .filePath: "file-path"
        case .registryKey: "registry-key"
        case .mutex: "mutex"
        case .userAgent: "user-agent"
        case .ja3: "ja3"
        case .ja3s: "ja3s"
        case .ja4: "ja4"
        case .autonomousSystem: "asn"
        case .macAddress: "mac"
        case .x509Serial: "x509-serial"
        case .x509Fingerprint: "x509-fingerprint"
        case .userAccount: "user-account"
        case .cryptocurrencyAddress: "cryptocurrency"
        case .pattern: "pattern"
        }
    }

    /// The kinds of values, ``pattern`` not among them.
    public static let values = allCases.filter { $0 != .pattern }

    /// The kind of value with this ``label``.
    public init?(label: some StringProtocol) {
        guard let type = Self.values.first(where: { $0.label == label.lowercased() }) else { return nil }
        self = type
    }
}
