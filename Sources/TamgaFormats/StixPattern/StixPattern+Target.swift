import TamgaModel

extension StixPattern {
    /// The kind of value that an object path leads to.
    enum Target: Hashable {
        /// An address or a network.
        case address
        /// A domain name. Feeds put addresses here too.
        case name
        /// A URL. Feeds leave the scheme out, or put a domain or address here.
        case url
        /// Whatever the end of a connection can be called by.
        case endpoint
        /// The target of an HTTP request: of use only where it is a whole URL.
        case request
        /// A file's name, or its path where it has separators.
        case file
        /// Any other kind.
        case type(ObservableType)

        /// The kind that a path leads to; `nil` where it is none that is looked for in logs.
        init?(_ path: StixObjectPath) {
            let keys = path.steps.map { step in
                switch step {
                case .key(let key): key.lowercased()
                case .index, .any: "[]"
                }
            }
            let type = path.objectType.lowercased()
            if let last = keys.last, let fingerprint = Self.fingerprints[last],
                type == "network-traffic" || type.hasPrefix("x-") || type.hasPrefix("x_")
            {
                self = .type(fingerprint)
            } else if keys.count == 1 || (keys.count == 2 && keys[1] == "value") {
                guard let target = Self.paths["\(type):\(keys.joined(separator: "."))"] else { return nil }
                self = target
            } else if keys.count == 2, keys[0] == "hashes", let hash = StixHash.type(of: keys[1]) {
                switch type {
                case "file", "artifact": self = .type(hash)
                case "x509-certificate": self = .type(.x509Fingerprint)
                default: return nil
                }
            } else if type == "file", keys == ["parent_directory_ref", "path"] {
                self = .type(.filePath)
            } else if type == "network-traffic", keys.starts(with: ["extensions", "http-request-ext"]) {
                switch keys.dropFirst(2) {
                case ["request_header", "user-agent"]: self = .type(.userAgent)
                case ["request_value"]: self = .request
                default: return nil
                }
            } else {
                return nil
            }
        }

        /// What a referenced object of a STIX type has as its value.
        init?(objectType: String) {
            switch objectType {
            case "ipv4-addr", "ipv6-addr": self = .address
            case "domain-name": self = .name
            case "url": self = .url
            case "email-addr": self = .type(.emailAddress)
            case "mac-addr": self = .type(.macAddress)
            default: return nil
            }
        }

        private static let paths: [String: Target] = [
            "ipv4-addr:value": .address, "ipv6-addr:value": .address, "domain-name:value": .name,
            "hostname:value": .name, "x-opencti-hostname:value": .name, "url:value": .url,
            "email-addr:value": .type(.emailAddress), "email-message:from_ref.value": .type(.emailAddress),
            "email-message:sender_ref.value": .type(.emailAddress), "file:name": .file, "file:path": .type(.filePath),
            "directory:path": .type(.filePath), "windows-registry-key:key": .type(.registryKey),
            "win-registry-key:key": .type(.registryKey), "mutex:name": .type(.mutex),
            "user-account:user_id": .type(.userAccount), "user-account:account_login": .type(.userAccount),
            "user-account:display_name": .type(.userAccount), "autonomous-system:number": .type(.autonomousSystem),
            "mac-addr:value": .type(.macAddress), "x509-certificate:serial_number": .type(.x509Serial),
            "network-traffic:dst_ref.value": .endpoint, "network-traffic:src_ref.value": .endpoint,
            "user-agent:value": .type(.userAgent), "x-opencti-user-agent:value": .type(.userAgent),
            "cryptocurrency-wallet:address": .type(.cryptocurrencyAddress),
            "cryptocurrency-wallet:value": .type(.cryptocurrencyAddress),
            "cryptocurrency-address:value": .type(.cryptocurrencyAddress),
            "x-cryptocurrency-wallet:address": .type(.cryptocurrencyAddress),
            "x-cryptocurrency-wallet:value": .type(.cryptocurrencyAddress),
            "x-opencti-cryptocurrency-wallet:value": .type(.cryptocurrencyAddress),
        ]

        private static let fingerprints: [String: ObservableType] = [
            "ja3": .ja3, "x_ja3": .ja3, "x_ja3_hash": .ja3, "ja3_hash": .ja3, "x_ja3_fingerprint": .ja3,
            "ja3s": .ja3s, "x_ja3s": .ja3s, "x_ja3s_hash": .ja3s, "ja3s_hash": .ja3s,
            "ja4": .ja4, "x_ja4": .ja4, "x_ja4_hash": .ja4, "ja4_hash": .ja4,
        ]
    }
}

extension StixPattern.Target {
    /// The observable that a constant stands for; `nil` where it says something that is not looked for in logs.
    func observable(_ raw: String, refang: Bool) throws(ObservableError) -> Observable? {
        let text = refang && isRefanged ? String(raw.refanged) : raw
        switch self {
        case .type(let type): return try Observable(type, text)
        case .file:
            return try Observable(text.contains(where: { $0 == "/" || $0 == "\\" }) ? .filePath : .fileName, text)
        case .address:
            if let network = Self.network(text) { return network }
            return try Observable(text.utf8.contains(0x3A) ? .ipv6Address : .ipv4Address, text)
        case .name, .endpoint, .url:
            if let network = Self.network(text) { return network }
            if self != .name, text.contains("://") { return try Observable(.url, text) }
            if self == .url, text.utf8.contains(0x2F) { return try Observable(.url, "http://\(text)") }
            if let domain = try? Observable(.domainName, text) { return domain }
            // Feeds write `host:port` and `host/path` as domains.
            if case .values(let observables, _) = ListValue(type: nil, refang: false).read(text),
                observables.count == 1,
                [.ipv4Address, .ipv6Address, .domainName, .url].contains(observables[0].type)
            {
                return observables[0]
            }
            return try Observable(.domainName, text)
        case .request: return text.contains("://") ? try Observable(.url, text) : nil
        }
    }

    /// Kinds in which people take the dots and dashes of defanged text for what they are.
    private var isRefanged: Bool {
        switch self {
        case .address, .name, .url, .endpoint, .request: true
        case .type(let type): type == .emailAddress
        case .file: false
        }
    }

    /// An address or network of either family.
    private static func network(_ text: String) -> Observable? {
        guard let first = text.utf8.first, first.isHexDigit || first == 0x3A || first == 0x5B else { return nil }
        let isNetwork = text.utf8.contains(0x2F)
        let types: [ObservableType] =
            text.utf8.contains(0x3A)
            ? (isNetwork ? [.ipv6Network, .ipv6Address] : [.ipv6Address])
            : (isNetwork ? [.ipv4Network, .ipv4Address] : [.ipv4Address])
        for type in types { if let observable = try? Observable(type, text) { return observable } }
        return nil
    }
}
