import TamgaModel

extension MatchCase {
    private static let md5 = "fedcba98765432100123456789abcdef"
    private static let sha1 = "0123456789abcdef0123456789abcdef01234567"
    private static let sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    private static let sha512 = sha256 + sha256

    /// Digests: neither letter nor digit on either side.
    static let digests: [MatchCase] = [
        .finds(.md5, md5, in: "md5 \(md5)"),
        .finds(.md5, md5, in: "MD5=\(md5.uppercased())", as: md5.uppercased()),
        .finds(.md5, md5, in: "SHA1=\(sha1),MD5=\(md5),SHA256=\(sha256)"),
        .finds(.sha1, sha1, in: "SHA1=\(sha1.uppercased()),MD5=\(md5),SHA256=\(sha256)", as: sha1.uppercased()),
        .finds(.sha256, sha256, in: "SHA1=\(sha1),MD5=\(md5),SHA256=\(sha256)"),
        .finds(.sha224, String(sha256.prefix(56)), in: "x \(sha256.prefix(56)) y"),
        .finds(.sha384, String(sha512.prefix(96)), in: "x \(sha512.prefix(96)) y"),
        .finds(.sha512, sha512, in: "x=\(sha512)"),
        .finds(.md5, md5, in: "{\"h\":\"\\n\(md5)\"}"),
        .finds(.md5, md5, in: "{\"h\":\"\\b\(md5)\"}"),
        .finds(.md5, "b" + md5.dropLast(), in: "[x] C:\\b\(md5.dropLast())"),
        .finds(.md5, md5, in: "h%3D\(md5)", as: md5),
        .finds(.md5, md5, in: "a-\(md5)_b.exe"),
        .finds(.md5, md5, in: "病毒\(md5)文件"),
        .finds(.ja3, md5, in: "ja3=\(md5)"),
        .finds(.ja3s, md5, in: "\"ja3s\":{\"hash\":\"\(md5)\"}"),
        .finds(.x509Fingerprint, sha1, in: "fingerprint \(sha1)"),
        .finds(
            .x509Fingerprint, sha1, in: "SHA1 Fingerprint=\(colons(sha1.uppercased()))", as: colons(sha1.uppercased())),
        .finds(.x509Fingerprint, sha256, in: "sha256 Fingerprint=\(colons(sha256))", as: colons(sha256)),
        .misses(.md5, md5, in: "x\(md5)"),
        .misses(.md5, md5, in: "\(md5)x"),
        .misses(.md5, md5, in: "\(md5)0"),
        .misses(.md5, md5, in: "0\(md5)"),
        .misses(.md5, md5, in: "\(md5)01234567 \(md5)\(md5)"),
        .misses(.md5, md5, in: String(md5.dropLast())),
        .misses(.x509Fingerprint, sha1, in: colons(sha1) + ":00"),
    ]

    /// `aabb` as `aa:bb`.
    private static func colons(_ hex: String) -> String {
        var text = ""
        for (index, digit) in hex.enumerated() {
            if index > 0, index % 2 == 0 { text.append(":") }
            text.append(digit)
        }
        return text
    }

    /// Names and paths of files, registry keys.
    static let files: [MatchCase] = [
        .finds(.fileName, "evil.exe", in: "started evil.exe now"),
        .finds(.fileName, "evil.exe", in: "C:\\Temp\\EVIL.EXE -x", as: "EVIL.EXE"),
        .finds(.fileName, "evil.exe", in: "/tmp/evil.exe"),
        .finds(.fileName, "evil.exe", in: "{\"Image\":\"C:\\\\Temp\\\\evil.exe\"}"),
        .finds(.fileName, "evil.exe", in: "{\"Image\":\"\\nevil.exe\"}"),
        .finds(.fileName, "bad file.doc", in: "open bad file.doc!"),
        .finds(.fileName, "bad file.doc", in: "/x/bad%20file.doc", as: "bad%20file.doc"),
        .finds(.fileName, "恶意.exe", in: "运行恶意.exe", as: "恶意.exe"),
        .finds(.fileName, "вирус.exe", in: "файл вирус.exe", as: "вирус.exe"),
        .finds(.fileName, "вирус", in: "файл вирус тут", as: "вирус"),
        .misses(.fileName, "evil.exe", in: "notevil.exe"),
        .misses(.fileName, "evil.exe", in: "evil.exe.bak"),
        .misses(.fileName, "evil.exe", in: "evil.exec"),
        .misses(.fileName, "evil.exe", in: "not-evil.exe a.evil.exe"),
        .misses(.fileName, "вирус", in: "антивирус"),
        .finds(.filePath, "C:\\Temp\\evil.exe", in: "C:\\Temp\\evil.exe", as: "C:\\Temp\\evil.exe"),
        .finds(.filePath, "C:\\Temp\\evil.exe", in: "Image: c:\\temp\\EVIL.exe", as: "c:\\temp\\EVIL.exe"),
        .finds(
            .filePath, "C:\\Temp\\evil.exe", in: "{\"Image\":\"C:\\\\Temp\\\\evil.exe\"}", as: "C:\\\\Temp\\\\evil.exe"),
        .finds(
            .filePath, "C:\\new\\tool.exe", in: "{\"Image\":\"C:\\\\new\\\\tool.exe\"}", as: "C:\\\\new\\\\tool.exe"),
        .finds(.filePath, "\\\\srv\\share\\x.exe", in: "open \\\\srv\\share\\x.exe", as: "\\\\srv\\share\\x.exe"),
        .finds(.filePath, "/tmp/.x/evil", in: "exec /tmp/.x/evil -d"),
        .finds(.filePath, "/tmp/.x/evil", in: "{\"exe\":\"\\/tmp\\/.x\\/evil\"}", as: "\\/tmp\\/.x\\/evil"),
        .finds(.filePath, "/tmp/.x/evil", in: "f=%2Ftmp%2F.x%2Fevil", as: "%2Ftmp%2F.x%2Fevil"),
        .misses(.filePath, "/tmp/.x/evil", in: "/tmp/.x/EVIL"),
        .misses(.filePath, "/tmp/.x/evil", in: "/tmp/.x/evil2 /tmp/.x/evil.so /tmp/.x/evil/a"),
        .misses(.filePath, "/tmp/.x/evil", in: "/var/tmp/.x/evil"),
        .misses(.filePath, "C:\\Temp\\evil.exe", in: "C:\\Temp\\evil.exe.txt XC:\\Temp\\evil.exe"),
        .finds(.registryKey, "HKLM\\Software\\Evil", in: "HKLM\\Software\\Evil", as: "HKLM\\Software\\Evil"),
        .finds(
            .registryKey, "HKLM\\Software\\Evil", in: "HKEY_LOCAL_MACHINE\\SOFTWARE\\evil",
            as: "HKEY_LOCAL_MACHINE\\SOFTWARE\\evil"),
        .finds(
            .registryKey, "HKLM\\Software\\Evil", in: "\\REGISTRY\\MACHINE\\SOFTWARE\\Evil",
            as: "\\REGISTRY\\MACHINE\\SOFTWARE\\Evil"),
        .finds(
            .registryKey, "HKLM\\Software\\Evil", in: "{\"k\":\"HKLM\\\\Software\\\\Evil\"}",
            as: "HKLM\\\\Software\\\\Evil"),
        .finds(.registryKey, "HKCU\\Software\\Evil", in: "key hkcu\\software\\evil set", as: "hkcu\\software\\evil"),
        .misses(.registryKey, "HKLM\\Software\\Evil", in: "HKLM\\Software\\Evilx HKCU\\Software\\Evil"),
    ]

    /// What is left: mutexes, user agents, serials, hardware addresses, accounts.
    static let others: [MatchCase] = [
        .finds(.mutex, "Global\\Evil-{7}", in: "mutex Global\\Evil-{7} made"),
        .misses(.mutex, "Global\\Evil-{7}", in: "mutex global\\evil-{7} made"),
        .finds(.mutex, "Global\\Evil-{7}", in: "{\"m\":\"Global\\\\Evil-{7}\"}", as: "Global\\\\Evil-{7}"),
        .misses(.mutex, "EvilMutex", in: "NotEvilMutex EvilMutex2"),
        .finds(.userAgent, "Evil Bot/1.0", in: "\"GET /\" \"Evil Bot/1.0\""),
        .finds(.userAgent, "Evil Bot/1.0", in: "GET / Evil+Bot/1.0 200", as: "Evil+Bot/1.0"),
        .finds(.userAgent, "Evil Bot/1.0", in: "{\"ua\":\"Evil Bot\\/1.0\"}", as: "Evil Bot\\/1.0"),
        .finds(.userAgent, "Mozilla/4.0 (compatible; X)", in: "x|Mozilla/4.0 (compatible; X)|y"),
        .misses(.userAgent, "Evil Bot/1.0", in: "\"Evil Bot/1.0.1\" \"XEvil Bot/1.0\" \"evil bot/1.0\""),
        .finds(.autonomousSystem, "AS64500", in: "peer AS64500 down"),
        .finds(.autonomousSystem, "AS64500", in: "asn64500", as: "asn64500"),
        .misses(.autonomousSystem, "AS64500", in: "AS645001 BAS64500 64500"),
        .finds(.macAddress, "02:00:5e:10:00:ab", in: "mac 02:00:5e:10:00:ab up"),
        .finds(.macAddress, "02:00:5e:10:00:ab", in: "mac 02:00:5E:10:00:AB", as: "02:00:5E:10:00:AB"),
        .finds(.macAddress, "02:00:5e:10:00:ab", in: "mac=02-00-5E-10-00-AB,", as: "02-00-5E-10-00-AB"),
        .finds(.macAddress, "02:00:5e:10:00:ab", in: "mac 0200.5e10.00ab,", as: "0200.5e10.00ab"),
        .finds(.macAddress, "02:00:5e:10:00:ab", in: "mac 02005E1000AB,", as: "02005E1000AB"),
        .finds(.macAddress, "02:00:5e:10:00:ab", in: "{\"m\":\"\\n02:00:5e:10:00:ab\"}"),
        .finds(
            .macAddress, "02:00:5e:10:00:ab", in: "m=02%3A00%3A5e%3A10%3A00%3Aab", as: "02%3A00%3A5e%3A10%3A00%3Aab"),
        .misses(.macAddress, "02:00:5e:10:00:ab", in: "02:00:5e:10:00:ab:01"),
        .misses(.macAddress, "02:00:5e:10:00:ab", in: "01:02:00:5e:10:00:ab"),
        .misses(.macAddress, "02:00:5e:10:00:ab", in: "02:00:5e-10:00:ab"),
        .misses(.macAddress, "02:00:5e:10:00:ab", in: "102:00:5e:10:00:ab 02:00:5e:10:00:abc"),
        .misses(.macAddress, "02:00:5e:10:00:ab", in: "x02005e1000ab 02005e1000ab0"),
        .finds(.x509Serial, "0a1b2c3d4e5f60718293", in: "serial 0A1B2C3D4E5F60718293", as: "0A1B2C3D4E5F60718293"),
        .finds(.x509Serial, "0a1b2c3d4e5f60718293", in: "serial a1b2c3d4e5f60718293", as: "a1b2c3d4e5f60718293"),
        .finds(.x509Serial, "8a1b2c3d4e5f60718293", in: "serial 008A1B2C3D4E5F60718293", as: "008A1B2C3D4E5F60718293"),
        .finds(
            .x509Serial, "0a1b2c3d4e5f60718293", in: "Serial: 0a:1b:2c:3d:4e:5f:60:71:82:93",
            as: "0a:1b:2c:3d:4e:5f:60:71:82:93"),
        .misses(.x509Serial, "0a1b2c3d4e5f60718293", in: "10a1b2c3d4e5f60718293 0a1b2c3d4e5f607182930"),
        .finds(.ja4, "t13d1516h2_8daaf6152771_e5627efa2ab1", in: "ja4=t13d1516h2_8daaf6152771_e5627efa2ab1"),
        .misses(.ja4, "t13d1516h2_8daaf6152771_e5627efa2ab1", in: "ja4=t13d1516h2_8daaf6152771_e5627efa2ab12"),
        .finds(.userAccount, "mallory", in: "session for MALLORY(uid=0)", as: "MALLORY"),
        .misses(.userAccount, "mallory", in: "mallory2 xmallory"),
        .finds(.userAccount, "corp\\mallory", in: "user=CORP\\mallory", as: "CORP\\mallory"),
        .finds(
            .cryptocurrencyAddress, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", in: "pay 1BoatSLRHtKNngkdXEeobR76b53LETtpyT!"),
        .misses(
            .cryptocurrencyAddress, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", in: "pay 1boatslrhtknngkdxeeobr76b53lettpyt!"),
        .finds(
            .cryptocurrencyAddress, "0x52908400098527886E0F7030069857D2E4169EE7",
            in: "0x52908400098527886e0f7030069857d2e4169ee7 eth",
            as: "0x52908400098527886e0f7030069857d2e4169ee7"),
    ]
}
