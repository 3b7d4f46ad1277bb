import TamgaFormats
import TamgaModel
import Testing

@Suite struct CSVReaderTests {
    @Test func aHeaderNamesTheColumns() throws {
        let text = """
            type,value,confidence,first_seen,expires,tlp,tags,description\r
            ip,192.0.2.1,80,2026-01-01T00:00:00Z,2026-02-01,amber,"c2, botnet","two ""quoted""
            lines"\r
            domain,evil[.]example[.]com,,,,,,\r
            sha256,not-a-digest,5,,,,,\r
            """
        for chunk in [1, 7, 1 << 20] {
            let result = try read(text, chunk: chunk)
            #expect(result.format == .csv)
            #expect(result.values == ["ipv4:192.0.2.1", "domain:evil.example.com"])
            let first = result.indicators[0]
            #expect(first.confidence == 80)
            #expect(first.validity.from == Timestamp(rfc3339: "2026-01-01T00:00:00Z"))
            #expect(first.validity.until == Timestamp(rfc3339: "2026-02-01"))
            #expect(first.marking == .amber)
            #expect(first.labels == ["c2", "botnet"])
            #expect(first.name == "two \"quoted\"\nlines")
            #expect(result.refusals.map(\.line) == [5])
            #expect(result.refusals[0].reason.hasPrefix("column value: "))
        }
    }

    @Test(arguments: [
        ("ip;domain;score\n192.0.2.1;a.example.com;5\n", ["ipv4:192.0.2.1", "domain:a.example.com"]),
        ("ip\tscore\n192.0.2.1\t5\n", ["ipv4:192.0.2.1"]),
        ("md5,sha1,name\ncead3f77f6cda6ec00f57d76c9a6879f,,x\n", ["md5:cead3f77f6cda6ec00f57d76c9a6879f"]),
        (
            "# \"first_seen_utc\",\"ioc_id\",\"ioc_value\",\"ioc_type\"\n\"2026-01-01 00:00:00\", \"1\", \"192.0.2.1:443\", \"ip:port\"\n# 1 entry\n",
            ["ipv4:192.0.2.1"]
        ),
        (
            "################\n# id,dateadded,url,url_status #\n\"1\",\"2026-01-01 00:00:00\",\"http://a.example.com/x\",\"online\"\n",
            ["url:http://a.example.com/x"]
        ),
        ("\u{FEFF}Indicator,Type\na.example.com,hostname\n", ["domain:a.example.com"]),
        (
            "indicator_type,indicator\nFileHash-MD5,cead3f77f6cda6ec00f57d76c9a6879f\nURL,a.example.com/x\n",
            ["md5:cead3f77f6cda6ec00f57d76c9a6879f", "url:http://a.example.com/x"]
        ),
    ])
    func tablesOfManyKindsAreRead(_ text: String, _ values: [String]) throws {
        let result = try read(text)
        #expect(result.format == .csv)
        #expect(result.values == values)
        #expect(result.refusals == [])
    }

    @Test("Of two columns of one role the more careful counts, in either order")
    func twoColumnsOfOneRole() throws {
        for text in [
            "value,tlp,marking,confidence,score,valid_until,expires\na.example,RED,CLEAR,99,10,2030-01-01,2029-01-01\n",
            "value,tlp,tlp,confidence,score,valid_until,expires\na.example,clear,red,10,99,2029-01-01,2030-01-01\n",
        ] {
            let indicator = try read(text).indicators[0]
            #expect(indicator.marking == .red)
            #expect(indicator.confidence == 10)
            #expect(indicator.validity.until == Timestamp(rfc3339: "2029-01-01"))
        }
        let creators = FeedOptions(format: .csv, columns: ["a": .createdBy, "b": .createdBy])
        let result = try read("value,a,b\na.example,x,x\nb.example,x,y\n", options: creators)
        #expect(result.values == ["domain:a.example"])
        #expect(result.refusals.map(\.reason) == ["column b: “y” is another creator"])
    }

    @Test func withoutAHeaderTheValuesTell() throws {
        let result = try read("1,192.0.2.1,x\n2,192.0.2.2,y\n", source: "feed.csv")
        #expect(result.values == ["ipv4:192.0.2.1", "ipv4:192.0.2.2"])
    }

    @Test func columnsCanBeNamedByTheCaller() throws {
        let options = FeedOptions(format: .csv, columns: ["Ziel": .value, "Punkte": .confidence])
        let result = try read("Ziel,Punkte\na.example.com,40\n", options: options)
        #expect(result.values == ["domain:a.example.com"])
        #expect(result.indicators[0].confidence == 40)
    }

    @Test func aRowWithoutAValueIsRefused() throws {
        let result = try read("ip,note\n,x\n192.0.2.1,y\n\n")
        #expect(result.indicators.count == 1)
        #expect(result.refusals.map(\.line) == [2])
    }

    /// A confidence, an expiry and the column that the refusal names, or none.
    @Test(
        arguments: [
            ("101", "", "confidence"), ("-1", "", "confidence"), ("certain", "", "confidence"),
            ("50", "soon", "valid_until"), ("50", "2026-13-01", "valid_until"),
            ("", "", nil), ("-", "n/a", nil), ("none", "None", nil), ("100", "2026-02-01", nil), ("80%", "", nil),
        ] as [(String, String, String?)])
    func anUnreadableConfidenceOrTimeIsRefused(_ confidence: String, _ until: String, _ column: String?) throws {
        let result = try read("ip,confidence,valid_until\n192.0.2.1,\(confidence),\(until)\n192.0.2.2,5,\n")
        #expect(result.values == (column == nil ? ["ipv4:192.0.2.1", "ipv4:192.0.2.2"] : ["ipv4:192.0.2.2"]))
        #expect(result.refusals.map(\.line) == (column == nil ? [] : [2]))
        if let column { #expect(result.refusals.first?.reason.hasPrefix("column \(column): ") == true) }
    }

    @Test func linesThatEndWithCarriageReturnsAloneAreRefused() throws {
        let result = try read("value,note\r198.51.100.1,a\r198.51.100.2,b\r")
        #expect(result.indicators.isEmpty && result.refusals.count == 1)
        #expect(result.refusals.first?.reason.contains("carriage returns") == true)
    }

    @Test func aQuoteThatIsNotClosedIsRefused() throws {
        let result = try read("ip,note\n192.0.2.1,y\n\"192.0.2.2,x\n")
        #expect(result.indicators.count == 1)
        #expect(result.refusals.map(\.line) == [3])
        let long = "ip,note\n\"" + String(repeating: "x", count: 70_000) + "\n192.0.2.1,y\n"
        let second = try read(long, options: FeedOptions(format: .csv))
        #expect(second.indicators.count == 1)
        #expect(second.refusals.count == 1)
    }
}
