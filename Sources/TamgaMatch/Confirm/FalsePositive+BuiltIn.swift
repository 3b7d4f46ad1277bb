public import TamgaModel

extension FalsePositive {
    /// What is harmless everywhere, on by default: private, loopback, link-local and multicast networks, digests
    /// of the empty file, well-known public resolvers, and names that every system has for its accounts.
    ///
    /// The documentation networks are not among them: samples and exercises live there.
    public static let builtIn: [FalsePositive] = {
        func entries(_ kind: Kind, _ list: String, _ values: [String]) -> [FalsePositive] {
            values.map { FalsePositive(kind: kind, value: $0, list: list) }
        }
        return entries(
            .cidr, "private networks (RFC 1918, RFC 4193)",
            ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"])
            + entries(.cidr, "shared address space (RFC 6598)", ["100.64.0.0/10"])
            + entries(
                .cidr, "this host and loopback (RFC 1122, RFC 4291)", ["0.0.0.0/8", "127.0.0.0/8", "::/128", "::1/128"])
            + entries(.cidr, "link-local networks (RFC 3927, RFC 4291)", ["169.254.0.0/16", "fe80::/10"])
            + entries(
                .cidr, "multicast and broadcast (RFC 5771, RFC 4291)",
                ["224.0.0.0/4", "255.255.255.255/32", "ff00::/8"])
            + entries(.cidr, "public resolvers", resolvers.map { $0.contains(":") ? "\($0)/128" : "\($0)/32" })
            + entries(.string, "digests of the empty file", emptyFileDigests)
            + entries(.string, "account names that every system has", accounts)
    }()

    private static let resolvers = [
        "1.0.0.1", "1.1.1.1", "4.2.2.1", "4.2.2.2", "8.8.4.4", "8.8.8.8", "9.9.9.9", "77.88.8.1", "77.88.8.8",
        "94.140.14.14", "94.140.15.15", "114.114.114.114", "114.114.115.115", "119.29.29.29", "149.112.112.112",
        "180.76.76.76", "208.67.220.220", "208.67.222.222", "223.5.5.5", "223.6.6.6",
        "2001:4860:4860::8844", "2001:4860:4860::8888", "2606:4700:4700::1001", "2606:4700:4700::1111",
        "2620:fe::9", "2620:fe::fe", "2a02:6b8::feed:ff", "2400:3200::1",
    ]

    private static let emptyFileDigests = [
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    ]

    private static let accounts = [
        "admin", "administrator", "anonymous", "daemon", "guest", "local service", "localsystem", "network service",
        "nobody", "root", "system", "test", "user",
    ]
}
