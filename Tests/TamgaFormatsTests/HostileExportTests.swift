import Foundation
import TamgaFormats
import TamgaModel
import TamgaRelease
import TamgaTestSupport
import Testing

/// A value comes from outside, and so does its name: neither may begin a second line, rule, record or cell.
@Suite struct HostileExportTests {
    /// Texts that try to end what they stand in.
    static let texts = [
        "a\nb", "a\r\nb", "a\u{0}b", "a\tb\tc", "a\u{2028}b", "a\u{85}b", "\"; alert ip any any <> any any (sid:1;)",
        "x'\n- y", "' : - evil", "a,b\",\"c", "=cmd|'/c calc'!A0", "@SUM(1)", "$(reboot)", "`reboot`",
        "${process_name}",
        "x } table inet y { chain z", "x\\", "\\x0a", "|0a|", "# comment", "; comment", "// comment", "-", "(empty)",
        "*",
        "\u{202E}txt.exe", "</script>", "\"}]}", "{\"a\":1}", " a", "a ", "%0a", "é\u{301}",
    ]

    /// Values of kinds that keep text as it is given, with a hostile text also as the name and a label.
    static let values: [ReleasedValue] = texts.flatMap { text in
        [ObservableType.mutex, .userAgent, .userAccount, .fileName, .filePath, .registryKey].map { type in
            ReleasedValue([
                ExportFixture.statement(
                    Observable(type: type, canonicalBytes: Array(text.utf8)), name: text, labels: [text])
            ])!
        }
            + [
                ReleasedValue([
                    ExportFixture.statement(
                        Observable(type: .url, canonicalBytes: Array("http://evil.example/\(text)".utf8)), name: text)
                ])!
            ]
    }

    /// Lines that the form writes for a number of harmless values of the same kinds, each of its own.
    static func lineCount(_ text: String) -> Int { text.split(separator: "\n", omittingEmptySubsequences: false).count }

    @Test("A value is one line, whatever stands in it", arguments: [ExportForm.list, .csv, .zeekIntel, .suricataRules])
    func oneLineEach(_ form: ExportForm) {
        for value in Self.values {
            let alone = ExportFixture.written(form, [value])
            let header = Self.lineCount(ExportFixture.written(form, []).text)
            #expect(Self.lineCount(alone.text) == header + (alone.unheld.isEmpty ? 1 : 0), "\(value.observable.text)")
            let ends = alone.text.unicodeScalars.count { CharacterSet.newlines.contains($0) }
            #expect(ends == alone.text.utf8.count { $0 == 0x0A }, "\(value.observable.text.debugDescription)")
        }
    }

    @Test("A list's lines are its values", arguments: texts)
    func list(_ text: String) {
        let value = ReleasedValue([
            ExportFixture.statement(Observable(type: .mutex, canonicalBytes: Array(text.utf8)))
        ])!
        let written = ExportFixture.written(.list, [value])
        #expect(written.text == (written.unheld.isEmpty ? text + "\n" : ""))
        #expect(!written.text.hasPrefix("#") && !written.text.hasPrefix(";"))
    }

    @Test("A CSV row has ten cells, none of them a formula", arguments: values.indices)
    func csv(_ index: Int) {
        let text = ExportFixture.written(.csv, [Self.values[index]]).text
        for row in text.split(separator: "\n").dropFirst() {
            var cells: [String] = [""]
            var isQuoted = false
            for character in row.unicodeScalars {
                if character == "\"" { isQuoted.toggle() }
                if character == ",", !isQuoted {
                    cells.append("")
                } else {
                    cells[cells.count - 1].unicodeScalars.append(character)
                }
            }
            #expect(!isQuoted && cells.count == 10, "\(row)")
            for cell in cells {
                let first = cell.unicodeScalars.first { $0 != "\"" }
                #expect(first.map { !"=+-@".unicodeScalars.contains($0) } ?? true, "\(cell)")
            }
        }
    }

    @Test("A Zeek line has four cells, and none that Zeek reads as unset or as a comment")
    func zeek() {
        let text = ExportFixture.written(.zeekIntel, Self.values).text
        for line in text.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(cells.count == 4 && !line.hasPrefix("#") && cells[0] != "-", "\(line)")
        }
    }

    @Test("A Suricata rule keeps to its grammar, and no two have one number")
    func suricata() throws {
        let grammar = try Regex(
            #"alert (ip|dns|tls|http) any any (<>|->) [0-9a-f.:/]*(any)? any \(msg:"TAMGA [A-Z -]+ [a-z0-9-]+"; (([a-z0-9_.]+;|[a-z0-9_.]+:([0-9]+|"([A-Za-z0-9._/-]|\|[0-9A-F ]+\|)*");) ?)*metadata:tamga_marking [a-z+]+(, tamga_confidence [0-9]+)?; sid:3[0-9]{9}; rev:1;\)"#
        )
        let text = ExportFixture.written(.suricataRules, ExportFixture.all + Self.values).text
        var numbers: Set<Substring> = []
        for line in text.split(separator: "\n") {
            #expect(try grammar.wholeMatch(in: line) != nil, "\(line)")
            let number = line[line.firstRange(of: "sid:")!.upperBound...].prefix { $0 != ";" }
            #expect(numbers.insert(number).inserted)
        }
        #expect(numbers.count > 60)
    }

    @Test("Sigma rules hold every value they were given, read back by Tamga's own reader")
    func sigma() throws {
        let given = ExportFixture.all + Self.values
        let (text, unheld) = ExportFixture.written(.sigma, given)
        let file = SigmaReader().read(Array(text.utf8), source: "export.yml")
        #expect(file.problems.isEmpty, "\(file.problems)")
        #expect(file.rules.count > 5)
        #expect(given.count - unheld.count > 40)
        #expect(
            text.split(separator: "\n").allSatisfy { line in
                !line.hasPrefix("            - ") || (line.hasPrefix("            - '") && line.hasSuffix("'"))
            })
    }

    @Test("A MISP event is JSON with each value as it is, and a tag is a tag")
    func misp() throws {
        let (text, unheld) = ExportFixture.written(.misp, Self.values)
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let event = try #require(root?["Event"] as? [String: Any])
        let attributes = try #require(event["Attribute"] as? [[String: Any]])
        #expect(attributes.count == Self.values.count - unheld.count)
        #expect(Set(attributes.compactMap { $0["uuid"] as? String }).count == attributes.count)
    }

    @Test("Forms of few kinds hold nothing else", arguments: [ExportForm.hosts, .rpz, .nftables])
    func fewKinds(_ form: ExportForm) {
        #expect(ExportFixture.written(form, Self.values).unheld.count == Self.values.count)
    }

    @Test("Squid's lines are acl lines of three words, each value free of what squid reads as something else")
    func squid() {
        let text = ExportFixture.written(.squid, ExportFixture.all + Self.values).text
        for line in text.split(separator: "\n").dropFirst() {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            if words[0] == "http_access" {
                #expect(words.count == 3)
            } else {
                #expect(words.count == 4 && words[0] == "acl", "\(line)")
                #expect(!words[3].contains { "\"'#`".contains($0) } && !words[3].contains("${"), "\(line)")
            }
        }
    }

    @Test("Networks that are half the world are in no block list")
    func wideNetworks() throws {
        let wide = try ["0.0.0.0/0", "128.0.0.0/1", "10.0.0.0/7", "::/0", "2000::/3"].map { text in
            let type: ObservableType = text.contains(":") ? .ipv6Network : .ipv4Network
            return ReleasedValue([ExportFixture.statement(try Observable(type, text))])!
        }
        for form in [ExportForm.nftables, .rpz, .squid, .suricataRules, .zeekIntel, .sigma] {
            #expect(ExportFixture.written(form, wide).unheld.count == wide.count, "\(form)")
        }
        #expect(ExportFixture.written(.list, wide).unheld.isEmpty)
    }

    @Test("Random bytes in every textual kind stay in their lines")
    func randomTexts() {
        var random = SeededRandom(seed: SeededRandom.seed)
        let alphabet = Array("ab\n\r\t\"'\\;|,#=()[]{}<>$`*? \u{0}\u{1B}é\u{2029}".unicodeScalars)
        for round in 0..<20_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...12, using: &random) { text.append(alphabet.randomElement(using: &random)!) }
            let type = [ObservableType.mutex, .userAgent, .fileName, .userAccount].randomElement(using: &random)!
            let value = ReleasedValue([
                ExportFixture.statement(
                    Observable(type: type, canonicalBytes: Array(String(text).utf8)), name: String(text),
                    labels: [String(text)])
            ])!
            for form in [ExportForm.list, .csv, .zeekIntel, .suricataRules] {
                let header = Self.lineCount(ExportFixture.written(form, []).text)
                let alone = ExportFixture.written(form, [value])
                let lines = Self.lineCount(alone.text) - header
                #expect(
                    lines == (alone.unheld.isEmpty ? 1 : 0),
                    "seed \(SeededRandom.seed), round \(round), \(form): \(String(text).debugDescription)")
            }
        }
    }
}
