import TamgaModel
import TamgaTestSupport
import Testing

/// Equal values have equal bytes, and no others do.
@Suite struct ObservableTests {
    @Test(
        "Spellings of one value are one observable",
        arguments: [
            (.ipv4Address, "1.2.3.4", " 1.2.3.4\r\n"), (.ipv4Address, "1.2.3.4", "1.2.3.4/32"),
            (.ipv4Address, "1.2.3.4", "::ffff:1.2.3.4"), (.ipv4Address, "1.2.3.4", "::ffff:102:304"),
            (.ipv4Network, "1.2.3.0/24", "1.2.3.99/24"), (.ipv4Address, "1.2.3.0/24", "1.2.3.0/255.255.255.0"),
            (.ipv4Network, "0.0.0.0/0", "1.2.3.4/0"), (.ipv6Address, "2001:db8::1", "2001:0DB8:0:0:0:0:0:1"),
            (.ipv6Address, "2001:db8::1", "[2001:db8::1]"), (.ipv6Address, "fe80::1", "fe80::1%eth0"),
            (.ipv6Address, "fe80::1", "[fe80::1%25eth0]"), (.ipv6Address, "::", "0:0:0:0:0:0:0:0"),
            (.ipv6Address, "64:ff9b::102:304", "64:ff9b::1.2.3.4"), (.ipv6Network, "2001:db8::/32", "2001:db8:1::5/32"),
            (.ipv6Address, "2001:db8::1", "2001:db8::1/128"), (.ipv4Network, "1.2.3.0/24", "::ffff:1.2.3.4/120"),
            (.domainName, "evil.com", "EVIL.COM."), (.domainName, "evil.com", "*.evil.com"),
            (.domainName, "evil.com", ".evil.com"), (.domainName, "xn--bcher-kva.de", "Bücher.DE"),
            (.domainName, "xn--bcher-kva.de", "bu\u{308}cher.de"), (.domainName, "xn--fiqs8s.cn", "中国。cn"),
            (.domainName, "xn--e1afmkfd.xn--p1ai", "ПРИМЕР.РФ"), (.domainName, "evil.com", "ｅｖｉｌ．ｃｏｍ"),
            (.domainName, "_dmarc.evil.com", "_DMARC.evil.com"),
            (.url, "http://evil.com/", "HTTP://EVIL.com:80"), (.url, "https://evil.com/", "https://evil.com:443/#x"),
            (.url, "http://evil.com/a", "http://evil.com/%61"), (.url, "http://evil.com/%2F", "http://evil.com/%2f"),
            (.url, "http://evil.com/a/c", "http://evil.com/a/b/../c"), (.url, "http://evil.com/", "http://evil.com/.."),
            (.url, "http://evil.com/a/", "http://evil.com/a/."), (.url, "http://evil.com/%5Ex", "http://evil.com/^x"),
            (.url, "http://evil.com/x%20y", "http://evil.com/x y"), (.url, "http://evil.com/?q", "http://evil.com?q"),
            (.url, "http://[2001:db8::1]/", "http://[2001:0db8:0::1]:80/"),
            (.url, "http://evil.com/", "http://evil.com./"),
            (.url, "http://u:P@evil.com/", "http://u:P@EVIL.com/"),
            (.url, "http://xn--bcher-kva.de/", "http://bücher.de"),
            (.url, "http://evil.com/%C3%BC", "http://evil.com/ü"), (.url, "http://evil.com/", "http://%65vil.com/"),
            (.url, "ftp://1.2.3.4/x", "ftp://1.2.3.4:21/x"), (.url, "http://evil.com:8080/", "http://evil.com:08080/"),
            (.emailAddress, "a@evil.com", "A@Evil.COM"), (.emailAddress, "a@evil.com", "mailto:a@evil.com"),
            (.emailAddress, "a@xn--bcher-kva.de", "a@bücher.de"),
            (.md5, "d41d8cd98f00b204e9800998ecf8427e", "D41D8CD98F00B204E9800998ECF8427E"),
            (.macAddress, "aa:bb:cc:dd:ee:ff", "AA-BB-CC-DD-EE-FF"),
            (.macAddress, "aa:bb:cc:dd:ee:ff", "aabb.ccdd.eeff"),
            (.macAddress, "aa:bb:cc:dd:ee:ff", "AABBCCDDEEFF"),
            (.x509Serial, "1f", "00:1F"), (.x509Serial, "1f", "0x1f"), (.x509Serial, "0a", "A"),
            (.x509Serial, "00", "0"),
            (.x509Fingerprint, "d41d8cd98f00b204e9800998ecf8427e", "D4:1D:8C:D9:8F:00:B2:04:E9:80:09:98:EC:F8:42:7E"),
            (.registryKey, #"hkey_local_machine\software\x"#, #"HKLM\Software\X"#),
            (.registryKey, #"hkey_local_machine\software\x"#, #"HKEY_LOCAL_MACHINE\\Software\\x\"#),
            (.registryKey, #"hkey_users\s-1"#, #"HKU\S-1"#), (.registryKey, #"hkey_current_user\a"#, #"HKCU:\A"#),
            (.registryKey, #"hkey_local_machine\system"#, #"\REGISTRY\MACHINE\SYSTEM"#),
            (.filePath, #"c:\windows\x.exe"#, #"C:\\Windows\\X.exe"#), (.filePath, #"c:\a"#, "C:/A"),
            (.filePath, #"\\srv\share\x"#, #"\\\\SRV\\share\\x"#), (.fileName, "evil.exe", "Evil.EXE"),
            (.autonomousSystem, "AS123", "123"), (.autonomousSystem, "AS65546", "1.10"),
            (.autonomousSystem, "AS1", "as1"),
            (.ja4, "t13d1516h2_8daaf6152771_e5627efa2ab1", "T13D1516H2_8DAAF6152771_E5627EFA2AB1"),
            (.userAccount, #"corp\admin"#, #"CORP\Admin"#),
            (
                .cryptocurrencyAddress, "0xde0b295669a9fd93d5f28d9ec85e40f4cb697bae",
                "0xDE0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"
            ),
        ] as [(ObservableType, String, String)])
    func equal(type: ObservableType, canonical: String, spelling: String) throws {
        let observable = try Observable(type, spelling)
        #expect(observable.text == canonical)
        #expect(try Observable(type, canonical) == observable)
        #expect(try Observable(observable.type, observable.text) == observable)
    }

    @Test(
        "Near misses are refused",
        arguments: [
            (.ipv4Address, "1.2.3"), (.ipv4Address, "1.2.3.256"), (.ipv4Address, "1.2.3.04"),
            (.ipv4Address, "1.2.3.4.5"),
            (.ipv4Address, "1.2.3.4/33"), (.ipv4Address, "1.2.3.4/"), (.ipv4Address, "1..2.3"), (.ipv4Address, "::1"),
            (.ipv4Address, "1.2.3.4/255.0.255.0"), (.ipv6Address, "1.2.3.4"), (.ipv6Address, ":::"),
            (.ipv6Address, "1:2"),
            (.ipv6Address, "1::2::3"), (.ipv6Address, "1:2:3:4:5:6:7:8:9"), (.ipv6Address, "12345::"),
            (.ipv6Address, "1:2:3:4:5:6:7:"), (.ipv6Address, "1:2:3:4:5:6:7::8"), (.ipv6Address, "::/129"),
            (.domainName, "evil"), (.domainName, "-a.com"), (.domainName, "a-.com"), (.domainName, "a..com"),
            (.domainName, "1.2.3.4"), (.domainName, "a b.com"), (.domainName, "a.com/x"), (.domainName, ""),
            (.domainName, "*.*.evil.com"), (.url, "evil.com/x"), (.url, "http://"), (.url, "http:///x"),
            (.url, "http://a_b c/"), (.url, "http://evil.com:99999/"), (.url, "http://[::1/"),
            (.url, "http://1.2.3.400/"),
            (.emailAddress, "a@b"), (.emailAddress, "@evil.com"), (.emailAddress, "a b@evil.com"),
            (.emailAddress, "a@b@evil.com"), (.emailAddress, "a@*.evil.com"), (.md5, "d41d8c"), (.sha1, "zz"),
            (.macAddress, "aa:bb:cc:dd:ee"), (.macAddress, "aa:bb-cc:dd:ee:ff"), (.x509Serial, "xyz"),
            (.x509Fingerprint, "aabb"), (.autonomousSystem, "AS4294967296"), (.autonomousSystem, "AS-1"),
            (.fileName, "a/b"), (.mutex, "a\u{0}b"), (.registryKey, "software"), (.ja4, "t13d1516h2"), (.mutex, "  "),
        ] as [(ObservableType, String)])
    func refused(type: ObservableType, text: String) {
        #expect(throws: ObservableError.self) { try Observable(type, text) }
    }

    @Test(
        "A value's own form names its kind",
        arguments: [
            ("1.2.3.4", .ipv4Address), ("10.0.0.0/8", .ipv4Network), ("2001:db8::1", .ipv6Address),
            ("2001:db8::/32", .ipv6Network), ("http://evil.com/x", .url), ("a@evil.com", .emailAddress),
            ("d41d8cd98f00b204e9800998ecf8427e", .md5), ("da39a3ee5e6b4b0d3255bfef95601890afd80709", .sha1),
            ("evil.com", .domainName), ("evil.xn--p1ai", .domainName), ("get.sh", .domainName), ("evil.exe", .fileName),
            ("index.php", .fileName), (#"HKLM\Software\X"#, .registryKey), ("/etc/passwd", .filePath),
            (#"C:\x.exe"#, .filePath), (#"\\srv\c$"#, .filePath), ("AS123", .autonomousSystem),
            ("aa:bb:cc:dd:ee:ff", .macAddress), ("t13d1516h2_8daaf6152771_e5627efa2ab1", .ja4),
            ("0xde0b295669a9fd93d5f28d9ec85e40f4cb697bae", .cryptocurrencyAddress),
            ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", .cryptocurrencyAddress),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", .cryptocurrencyAddress),
            ("evil", nil), ("1.2.3", nil), ("evil.c0m", nil), ("hello world", nil), ("", nil),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", nil),
        ] as [(String, ObservableType?)])
    func guess(text: String, type: ObservableType?) {
        #expect(Observable.guess(text)?.type == type)
    }

    @Test("Canonical forms stay as they are, and random bytes never trap")
    func idempotence() {
        let seed: UInt64 = 2026
        var random = SeededRandom(seed: seed)
        let alphabet = Array("abZ019.-_:/\\@%[]#?*x=, \u{E9}。".utf8) + [0, 0xFF]
        for round in 0..<4_000 {
            var text = (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
            if round % 3 == 0 { text = Array("http://a.bc".utf8) + text }
            if round % 3 == 1 { text = Array("q@a.bc".utf8) + text }
            for type in ObservableType.allCases {
                guard let observable = try? Observable(type, text: text) else { continue }
                #expect(
                    (try? Observable(observable.type, observable.text)) == observable, "seed \(seed), \(type): \(text)")
            }
            let string = String(decoding: text, as: UTF8.self)
            _ = Observable.guess(string)
            #expect(string.refanged.refanged == string.refanged, "seed \(seed): \(text)")
        }
    }
}
