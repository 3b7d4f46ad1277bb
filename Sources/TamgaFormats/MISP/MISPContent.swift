import TamgaModel

/// What an attribute of MISP comes to.
enum MISPContent: Hashable {
    /// Values, any one of which can be seen in a log.
    case values([Observable])
    /// A pattern in a language, by the name that STIX has for it.
    case pattern(String)
    /// Words, numbers and files: nothing that is looked for in logs.
    case words

    /// Reads an attribute's value by its type.
    ///
    /// Of `filename|digest` the digest is the value: a name alone says too little where a digest is known. Of
    /// `ip|port` and `host|port` it is the host, of `regkey|value` the key, of `domain|ip` both. A file name with a
    /// digest that no log shows (`filename|ssdeep`) is the file name.
    ///
    /// - Throws: where the value has not the form of its type.
    init(type: String, value: String, refang: Bool) throws(ObservableError) {
        if let target = Self.targets[type] {
            guard let observable = try target.observable(value, refang: refang) else {
                self = .words
                return
            }
            self = .values([observable])
        } else if let language = Self.languages[type] {
            self = .pattern(language)
        } else if type == "malware-sample" || type.hasPrefix("filename|") {
            let digest = type == "malware-sample" ? "md5" : String(type.dropFirst("filename|".count))
            let (name, tail) = Self.split(value, at: value.lastIndex(of: "|"))
            if let target = Self.digests[digest] {
                // A malware sample whose digest was left out, as PyMISP writes a new one, is known by its name.
                if type == "malware-sample", tail == nil {
                    self = try .values(Self.one(.file, name, refang))
                } else {
                    self = try .values(Self.one(target, tail ?? name, refang))
                }
            } else {
                self = try .values(Self.one(.file, name, refang))
            }
        } else if ["ip-src|port", "ip-dst|port", "hostname|port"].contains(type) {
            self = try .values(Self.one(.endpoint, Self.split(value, at: value.lastIndex(of: "|")).head, refang))
        } else if type == "domain|ip" {
            let (name, address) = Self.split(value, at: value.lastIndex(of: "|"))
            var both = try Self.one(.name, name, refang)
            if let address { both += try Self.one(.address, address, refang) }
            self = .values(both)
        } else if type == "regkey|value" {
            let key = Self.split(value, at: value.firstIndex(of: "|")).head
            self = try .values(Self.one(.type(.registryKey), key, refang))
        } else {
            self = .words
        }
    }

    /// True for an attribute of two values.
    static func isComposite(_ type: String) -> Bool { type.utf8.contains(0x7C) || type == "malware-sample" }

    private static func one(
        _ target: StixPattern.Target, _ text: String, _ refang: Bool
    ) throws(ObservableError) -> [Observable] {
        try target.observable(text, refang: refang).map { [$0] } ?? []
    }

    private static func split(_ text: String, at place: String.Index?) -> (head: String, tail: String?) {
        guard let place else { return (text, nil) }
        return (String(text[..<place]), String(text[text.index(after: place)...]))
    }

    private static let digests: [String: StixPattern.Target] = [
        "md5": .type(.md5), "sha1": .type(.sha1), "sha224": .type(.sha224), "sha256": .type(.sha256),
        "sha384": .type(.sha384), "sha512": .type(.sha512),
    ]

    private static let targets: [String: StixPattern.Target] = digests.merging(
        [
            "ip-src": .address, "ip-dst": .address, "domain": .name, "hostname": .name, "url": .url, "uri": .url,
            "link": .url, "email": .type(.emailAddress), "email-src": .type(.emailAddress),
            "email-dst": .type(.emailAddress), "email-reply-to": .type(.emailAddress),
            "target-email": .type(.emailAddress), "whois-registrant-email": .type(.emailAddress),
            "dns-soa-email": .type(.emailAddress), "filename": .file, "regkey": .type(.registryKey),
            "mutex": .type(.mutex), "user-agent": .type(.userAgent), "ja3-fingerprint-md5": .type(.ja3),
            "AS": .type(.autonomousSystem), "mac-address": .type(.macAddress),
            "x509-fingerprint-md5": .type(.x509Fingerprint), "x509-fingerprint-sha1": .type(.x509Fingerprint),
            "x509-fingerprint-sha256": .type(.x509Fingerprint), "btc": .type(.cryptocurrencyAddress),
            "xmr": .type(.cryptocurrencyAddress), "dash": .type(.cryptocurrencyAddress),
        ], uniquingKeysWith: { first, _ in first })

    private static let languages = ["yara": "yara", "snort": "snort", "sigma": "sigma", "stix2-pattern": "stix"]
}
