import Foundation
import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct ListReaderTests {
    /// A line and what it comes to: `kind:value (name)`, `!` and the reason's words for a refusal, nothing for no entry.
    @Test(arguments: [
        ("192.0.2.1", "ipv4:192.0.2.1"), ("192.0.2.1\t10", "ipv4:192.0.2.1"),
        ("192.0.2.1;10;tor exit", "ipv4:192.0.2.1 (tor exit)"),
        ("192.0.2.1,remark", "ipv4:192.0.2.1 (remark)"), ("  evil.example.com \r", "domain:evil.example.com"),
        ("evil.example.com # remark", "domain:evil.example.com (remark)"),
        ("192.0.2.1\t# scanner", "ipv4:192.0.2.1 (scanner)"),
        ("evil.example.com // remark", "domain:evil.example.com (remark)"),
        ("# comment", ""), ("; comment", ""), ("// comment", ""), ("", ""), ("   ", ""),
        ("192.0.2.0/24", "ipv4-network:192.0.2.0/24"), ("192.0.2.0/24,remark", "ipv4-network:192.0.2.0/24 (remark)"),
        ("2001:db8::1", "ipv6:2001:db8::1"), ("2001:db8::/32", "ipv6-network:2001:db8::/32"),
        ("192.0.2.1:17000", "ipv4:192.0.2.1 (port 17000)"), ("[2001:db8::1]:443", "ipv6:2001:db8::1 (port 443)"),
        ("evil.example.com:8080 # c2", "domain:evil.example.com (port 8080, c2)"), ("192.0.2.1:70000", "!past 65535"),
        ("hxxp://evil[.]example[.]com/a", "url:http://evil.example.com/a"),
        ("evil[.]example[.]com", "domain:evil.example.com"),
        ("http://evil.example.com/a,b;c", "url:http://evil.example.com/a,b;c"),
        ("http://evil.example.com/a;5;remark", "url:http://evil.example.com/a (remark)"),
        ("http://evil.example.com/a, remark", "url:http://evil.example.com/a (remark)"),
        ("evil.example.com/a.php", "url:http://evil.example.com/a.php"), ("/panel.php", "!a path without a host"),
        (".example.com", "domain:example.com"),
        ("0.0.0.0 evil.example.com", "domain:evil.example.com"),
        ("127.0.0.1\tevil.example.com # x", "domain:evil.example.com (x)"),
        ("127.0.0.1 localhost", ""), ("::1 localhost ip6-localhost", ""),
        ("0.0.0.0 a.example.com b.example.com", "domain:a.example.com domain:b.example.com"),
        ("192.0.2.0-192.0.2.255", "ipv4-network:192.0.2.0/24"),
        ("192.0.2.1 - 192.0.2.4", "ipv4:192.0.2.1 ipv4-network:192.0.2.2/31 ipv4:192.0.2.4"),
        ("192.0.2.9-192.0.2.1", "!ends before it begins"), ("0.0.0.1-255.255.255.254", "ok"),
        ("2001:db8::-2001:db8::ffff", "ipv6-network:2001:db8::/112"),
        ("cead3f77f6cda6ec00f57d76c9a6879f", "md5:cead3f77f6cda6ec00f57d76c9a6879f"),
        ("a@example.com", "email:a@example.com"),
        ("free", "!no kind of observable"), ("???", "!no kind of observable"),
        ("198.51.100.78;90;comment, here", "ipv4:198.51.100.78 (comment, here)"),
    ])
    func everyKindOfLineIsRead(_ line: String, _ expected: String) throws {
        let result = try read("198.51.100.1\n" + line + "\n", options: FeedOptions(format: .list))
        #expect(result.values.first == "ipv4:198.51.100.1")
        if expected.hasPrefix("!") {
            #expect(result.indicators.count == 1 && result.refusals.count == 1)
            #expect(result.refusals.first?.line == 2)
            #expect(result.refusals.first?.reason.contains(expected.dropFirst()) == true, "\(result.refusals)")
        } else {
            #expect(result.refusals == [])
            let words = result.indicators.dropFirst().map { indicator in
                indicator.observables.map(\.summary).joined(separator: " ") + (indicator.name.map { " (\($0))" } ?? "")
            }
            if expected != "ok" { #expect(words.joined(separator: " ") == expected) }
        }
    }

    /// A line and the text of its only value with its name, or `!` and the reason's words.
    @Test(arguments: [
        (#"C:\Program Files\Evil Corp\x.exe"#, #"c:\program files\evil corp\x.exe"#),
        (#""C:\Program Files\Evil Corp\x.exe",80"#, #"c:\program files\evil corp\x.exe"#),
        (#"C:\Users\Public\my doc.exe,80"#, #"c:\users\public\my doc.exe"#),
        (#"C:\Users\Public\a - 1.exe;80;dropper, old"#, #"c:\users\public\a - 1.exe (dropper, old)"#),
        ("C:\\Users\\Public\\my doc.exe\tdropper", #"c:\users\public\my doc.exe (dropper)"#),
        (#"C:\Users\Public\my doc.exe # dropper"#, #"c:\users\public\my doc.exe (dropper)"#),
        (#"C:\Users\Public\my doc.exe // dropper"#, #"c:\users\public\my doc.exe (dropper)"#),
        (#"C:\Users\my #1 dir\x.exe"#, "!may belong to the path"),
        (#"C:\a\x.exe C:\b\y.exe"#, "!two values"),
        ("http://bad.test/a b", "!two values"), ("bad.test/a b", "!two values"),
        ("http://bad.test/a 5", "http://bad.test/a"), ("http://bad.test/a # b", "http://bad.test/a (b)"),
        ("evil.test two.test", "!two values"), ("evil.test two[.]test, x", "!two values"),
        ("1.2.3.4 5.6.7.8", "!two values"), ("1.2.3.4 2001:db8::1", "!two values"),
        ("1.2.3.4 10.0.0.0/8", "!two values"), ("1.2.3.4 http://bad.test/", "!two values"),
        ("1.2.3.4 a@bad.test", "!two values"), ("evil.test cead3f77f6cda6ec00f57d76c9a6879f", "!two values"),
        ("1.2.3.4 10", "1.2.3.4"), ("1.2.3.4 tor exit", "1.2.3.4 (tor exit)"),
        ("cead3f77f6cda6ec00f57d76c9a6879f  evil.zip", "cead3f77f6cda6ec00f57d76c9a6879f (evil.zip)"),
    ])
    func blanksNeverCutAValueShort(_ line: String, _ expected: String) throws {
        let result = try read(line + "\n", options: FeedOptions(format: .list))
        #expect(result.count == 1)
        if expected.hasPrefix("!") {
            #expect(result.refusals.first?.reason.contains(expected.dropFirst()) == true, "\(result.values)")
        } else {
            let words = result.indicators.map { $0.observables[0].text + ($0.name.map { " (\($0))" } ?? "") }
            #expect(words == [expected], "\(result.refusals)")
        }
    }

    @Test func registryKeysHoldBlanks() throws {
        for key in [#"HKLM\Software\Evil Corp\Run"#, #"HKEY_LOCAL_MACHINE\Software\Evil Corp\Run"#] {
            let result = try read(key + "\n", options: FeedOptions(format: .list))
            #expect(result.indicators.map(\.observables) == [[try Observable(.registryKey, key)]])
            #expect(result.indicators.first?.name == nil)
        }
    }

    @Test func rangesAreBounded() throws {
        let result = try read(
            "2001:db8::1-2001:db8:ffff:ffff:ffff:ffff:ffff:fffe\n", options: FeedOptions(format: .list))
        #expect(result.refusals.first?.reason.contains("more than 64 networks") == true)
        let whole = try read(
            "0.0.0.0-255.255.255.255\n::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\n", options: FeedOptions(format: .list)
        )
        #expect(whole.count == 2)
    }

    @Test func overlongAndUndecodableLinesAreRefusedAndTheRestIsRead() throws {
        let long = [UInt8](repeating: 0x61, count: FeedReader.maximumLineLength + 1)
        let bytes = Array("192.0.2.1\n".utf8) + long + [0x0A, 0xFF, 0xFE, 0x0A] + Array("192.0.2.2".utf8)
        for chunk in [1, 1000, 1 << 20] {
            let result = try read(bytes, options: FeedOptions(format: .list), chunk: chunk)
            #expect(result.values == ["ipv4:192.0.2.1", "ipv4:192.0.2.2"])
            #expect(result.refusals.map(\.line) == [2, 3])
        }
    }

    @Test func utf16IsRefusedWithAWord() throws {
        let result = try read([0xFF, 0xFE, 0x31, 0x00])
        #expect(result.refusals.first?.reason.contains("UTF-16") == true)
    }

    @Test func aForcedTypeWins() throws {
        let options = FeedOptions(format: .list, type: .fileName)
        #expect(
            try read("evil.com\nmy file.exe\n", options: options).values == [
                "file-name:evil.com", "file-name:my file.exe",
            ])
    }

    @Test func refangingCanBeTurnedOff() throws {
        let result = try read("evil[.]example[.]com\n", options: FeedOptions(format: .list, refang: false))
        #expect(result.indicators.isEmpty && result.refusals.count == 1)
    }

    @Test func zeekIntelIsRead() throws {
        let text = """
            #separator \\x09
            #fields\tindicator\tindicator_type\tmeta.source\tmeta.desc
            192.0.2.1\tIntel::ADDR\tcert\tscanner
            evil.example.com/x\tIntel::URL\tcert\t-
            192.0.2.0/24\tIntel::SUBNET\t-\t-
            evil.exe\tIntel::FILE_NAME\tcert\t-
            Evil 1.0\tIntel::SOFTWARE\tcert\t-
            -\tIntel::ADDR\tcert\t-
            """
        let result = try read(text)
        #expect(result.format == .zeekIntel)
        #expect(
            result.values == [
                "ipv4:192.0.2.1", "url:http://evil.example.com/x", "ipv4-network:192.0.2.0/24", "file-name:evil.exe",
            ])
        #expect(result.indicators.map(\.name) == ["scanner", "cert", nil, "cert"])
        #expect(result.refusals.map(\.line) == [7, 8])
    }

    @Test func zeekIntelOfSitesMaySayWhoMayHaveIt() throws {
        let text = """
            #fields\tindicator\tindicator_type\tmeta.marking\tmeta.tlp
            192.0.2.1\tIntel::ADDR\tCLEAR\tRED
            192.0.2.2\tIntel::ADDR\t-\tTLP:GREEN
            192.0.2.3\tIntel::ADDR\tanother word\t-
            192.0.2.4\tIntel::ADDR\t-\t-
            """
        #expect(try read(text).indicators.map(\.marking) == [.red, .green, .amberStrict, nil])
    }

    @Test(arguments: [
        ("0.0.0.0 a.example.com\n", FeedFormat.hosts), ("192.0.2.1\n", .list), ("ip,score\n192.0.2.1,5\n", .csv),
        ("# IP\tnumber\n#\n192.0.2.1\t5\n", .list), ("{\"type\":\"bundle\"}", .stix),
        ("{\"a\":1}\n{\"b\":2}\n", .stixLines),
        ("[{\"a\":1}]", .stix), ("#fields\tindicator\tindicator_type\n", .zeekIntel), ("\u{FEFF}[]", .stix),
        ("{\"response\":[]}", .misp), ("", .list), ("[2001:db8::1]:443\n", .list),
    ])
    func formatsAreRecognised(_ text: String, _ format: FeedFormat) {
        #expect(FeedFormat.recognise(Array(text.utf8)) == format)
    }

    @Test(.enabled(if: SharedData.isPresent, "shared data is absent"))
    func ipsumIsReadWhole() throws {
        let bytes = [UInt8](try Data(contentsOf: SharedData.path("list-ipsum/ipsum.txt")))
        let result = try read(bytes, source: "ipsum.txt")
        #expect(result.format == .list)
        #expect(result.indicators.count == 120_430)
        #expect(result.refusals == [])
    }

    @Test(.enabled(if: SharedData.isPresent, "shared data is absent"))
    func everyTrailIsYieldedOrRefused() throws {
        var refused = 0
        var yielded = 0
        for file in SharedData.files(under: "list-maltrail-subset/trails", suffixes: [".txt"]) {
            let bytes = [UInt8](try Data(contentsOf: file))
            let lines = bytes.split(separator: 0x0A).filter { line in
                guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return false }
                return first != 0x23
            }
            let result = try read(bytes, source: file.lastPathComponent)
            #expect(result.count == lines.count, "\(file.lastPathComponent)")
            refused += result.refusals.filter { !$0.reason.contains("a path without a host") }.count
            yielded += result.indicators.count
        }
        #expect(yielded > 190_000)
        #expect(refused < 500)
    }
}
