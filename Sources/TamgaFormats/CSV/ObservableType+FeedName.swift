import TamgaModel

extension ObservableType {
    /// The kind that a feed's own word stands for (`FileHash-SHA256`, `ip-dst`, `hostname`), letter case and
    /// punctuation aside; `nil` where the word names no kind or several, so that the value's form decides.
    init?(feedName name: some StringProtocol) {
        let key = String(decoding: name.lowercased().utf8.filter { $0.isLetter || $0.isDigit }, as: UTF8.self)
        guard let type = Self.feedNames[key] else { return nil }
        self = type
    }

    private static let feedNames: [String: ObservableType] = [
        "ipv4": .ipv4Address, "ipv4addr": .ipv4Address, "ipv6": .ipv6Address, "ipv6addr": .ipv6Address,
        "domain": .domainName, "domainname": .domainName, "hostname": .domainName, "fqdn": .domainName,
        "domains": .domainName, "dns": .domainName,
        "url": .url, "uri": .url, "urls": .url, "link": .url,
        "email": .emailAddress, "emailaddr": .emailAddress, "emailaddress": .emailAddress, "emailsrc": .emailAddress,
        "emaildst": .emailAddress, "mail": .emailAddress,
        "md5": .md5, "md5hash": .md5, "filehashmd5": .md5, "hashmd5": .md5,
        "sha1": .sha1, "sha1hash": .sha1, "filehashsha1": .sha1, "hashsha1": .sha1,
        "sha224": .sha224, "sha256": .sha256, "sha256hash": .sha256, "filehashsha256": .sha256, "hashsha256": .sha256,
        "sha384": .sha384, "sha512": .sha512, "sha512hash": .sha512, "filehashsha512": .sha512,
        "filename": .fileName, "file": .fileName, "filepath": .filePath, "path": .filePath,
        "registrykey": .registryKey, "regkey": .registryKey, "registry": .registryKey,
        "windowsregistrykey": .registryKey,
        "mutex": .mutex, "useragent": .userAgent,
        "ja3": .ja3, "ja3fingerprintmd5": .ja3, "ja3md5": .ja3, "ja3s": .ja3s, "ja4": .ja4,
        "asn": .autonomousSystem, "as": .autonomousSystem, "autonomoussystem": .autonomousSystem,
        "mac": .macAddress, "macaddr": .macAddress, "macaddress": .macAddress,
        "x509serial": .x509Serial, "x509fingerprint": .x509Fingerprint, "x509fingerprintsha1": .x509Fingerprint,
        "x509fingerprintsha256": .x509Fingerprint, "x509fingerprintmd5": .x509Fingerprint,
        "certificatefingerprint": .x509Fingerprint, "certsha1": .x509Fingerprint, "sslsha1": .x509Fingerprint,
        "useraccount": .userAccount, "username": .userAccount, "user": .userAccount, "account": .userAccount,
        "btc": .cryptocurrencyAddress, "bitcoin": .cryptocurrencyAddress, "cryptocurrency": .cryptocurrencyAddress,
        "cryptocurrencyaddress": .cryptocurrencyAddress, "bitcoinaddress": .cryptocurrencyAddress,
        "wallet": .cryptocurrencyAddress, "xmr": .cryptocurrencyAddress,
    ]
}
