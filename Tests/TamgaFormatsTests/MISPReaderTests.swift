import TamgaFormats
import TamgaModel
import TamgaRelease
import TamgaTestSupport
import Testing

@Suite("MISP events") struct MISPReaderTests {
    static let uuid = "5a3c2fda-78f4-44b7-8366-46da02de0b81"
    static let maker = #""Orgc":{"uuid":"55f6ea5e-2c60-40e5-964f-47a8950d210f","name":"CIRCL"}"#

    /// An event with one attribute.
    static func event(
        type: String = "domain", value: String = "evil.example", attribute: String = "", event: String = "",
        toIDs: Bool = true
    ) -> String {
        """
        {"Event":{"uuid":"57c4445b-c548-4654-af0b-4be3950d210f","info":"Spam run","date":"2026-03-01",
        "timestamp":"1772500000",\(Self.maker)\(event.isEmpty ? "" : ",")\(event),"Attribute":[{"uuid":"\(uuid)",
        "type":"\(type)","category":"Network activity","value":"\(value)","to_ids":\(toIDs),"timestamp":"1772400000"
        \(attribute.isEmpty ? "" : ",")\(attribute)}]}}
        """
    }

    @Test("An attribute for detection is an indicator with its UUID, its maker and its event")
    func attribute() throws {
        let result = try read(Self.event(attribute: #""comment":"C2","Tag":[{"name":"kind:c2"}]"#))
        #expect(result.format == .misp && result.refusals.isEmpty)
        let indicator = try #require(result.indicators.first)
        #expect(indicator.id == "indicator--\(Self.uuid)")
        #expect(indicator.createdBy == "identity--55f6ea5e-2c60-40e5-964f-47a8950d210f")
        #expect(indicator.name == "Spam run")
        #expect(indicator.observables.map(\.summary) == ["domain:evil.example"])
        #expect(indicator.created == Timestamp(rfc3339: "2026-03-01"))
        #expect(indicator.modified == Timestamp(seconds: 1_772_500_000))
        #expect(
            indicator.labels == [
                "kind:c2", "misp:type=\"domain\"", "misp:category=\"Network activity\"", "misp:to_ids=\"True\"",
            ])
        #expect(result.objects.map(\.type) == ["identity", "report"])
        #expect(result.objects[1].id == "report--57c4445b-c548-4654-af0b-4be3950d210f")
        #expect(String(decoding: result.objects[1].original, as: UTF8.self).contains("indicator--\(Self.uuid)"))
    }

    @Test("A number may be a string, an event may stand alone, in an array, in a response or behind others")
    func shapes() throws {
        let wrapped = Self.event()
        let bare = String(wrapped.dropFirst(#"{"Event":"#.count).dropLast())
        let shapes = [
            wrapped, bare, "[\(wrapped)]", "[\(bare)]", "{\"response\":[\(wrapped)]}", "{\"response\":\(wrapped)}",
            "\u{FEFF}" + wrapped, wrapped.replacing("\"1772500000\"", with: "1772500000"),
            wrapped.replacing("true", with: "\"1\""), wrapped + "\n",
        ]
        let expected = try read(wrapped).indicators
        for (index, shape) in shapes.enumerated() {
            for chunk in [1, 1 << 20] {
                let result = try read(shape, chunk: chunk)
                #expect(result.format == .misp && result.refusals.isEmpty, "shape \(index)")
                #expect(result.indicators == expected, "shape \(index)")
            }
        }
        #expect(try read(wrapped + "\n" + wrapped).indicators.count == 2)
    }

    @Test(
        "Values come to what can be seen in logs",
        arguments: [
            ("ip-src", "198.51.100.7", "ipv4:198.51.100.7"), ("ip-dst", "2001:DB8::1", "ipv6:2001:db8::1"),
            ("ip-dst", "198.51.100.0/24", "ipv4-network:198.51.100.0/24"),
            ("ip-dst|port", "198.51.100.7|443", "ipv4:198.51.100.7"),
            ("ip-src|port", "2001:db8::1|443", "ipv6:2001:db8::1"),
            ("ip-dst|port", "198.51.100.7:443", "ipv4:198.51.100.7"),
            ("hostname|port", "evil.example|8080", "domain:evil.example"),
            ("hostname", "a.evil.example", "domain:a.evil.example"),
            ("domain|ip", "evil.example|198.51.100.7", "domain:evil.example ipv4:198.51.100.7"),
            ("url", "hxxp://evil[.]example/a", "url:http://evil.example/a"),
            ("filename", "a.exe", "file-name:a.exe"), ("filename", "C:\\\\t\\\\a.exe", "file-path:c:\\t\\a.exe"),
            (
                "filename|md5", "a|b.exe|0749bae92ca336a02c83d126e04ec628", "md5:0749bae92ca336a02c83d126e04ec628"
            ),
            ("malware-sample", "a.exe|0749bae92ca336a02c83d126e04ec628", "md5:0749bae92ca336a02c83d126e04ec628"),
            ("filename|ssdeep", "a.exe|3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C", "file-name:a.exe"),
            ("regkey|value", "HKLM\\\\Software\\\\Run|x|y", "registry-key:hkey_local_machine\\software\\run"),
            ("email-src", "Bait@Evil.Example", "email:bait@evil.example"), ("AS", "AS64500", "asn:AS64500"),
            ("mac-address", "02-00-00-00-00-01", "mac:02:00:00:00:00:01"), ("mutex", "Global\\\\x", "mutex:Global\\x"),
        ])
    func values(_ type: String, _ value: String, _ expected: String) throws {
        let result = try read(Self.event(type: type, value: value))
        #expect(result.values == [expected], "\(result.refusals)")
        // What is not for detection is told, and not looked for.
        let told = try read(Self.event(type: type, value: value, toIDs: false))
        #expect(told.indicators.isEmpty && told.refusals.isEmpty)
        #expect(told.objects.map(\.type) == ["identity", "note", "report"])
        #expect(told.retracted.map(\.id) == ["indicator--\(Self.uuid)"])
        #expect(told.retracted[0].validity.until == Timestamp(seconds: 1_772_400_000))
    }

    @Test("Rules in other languages are kept with their language, words are notes")
    func otherContent() throws {
        let rule = try read(Self.event(type: "yara", value: "rule x { condition: true }"))
        #expect(rule.indicators.map(\.pattern) == [.foreign("yara")])
        let pattern = try read(Self.event(type: "stix2-pattern", value: "[ipv4-addr:value = '198.51.100.7']"))
        #expect(pattern.values == ["ipv4:198.51.100.7"])
        for toIDs in [true, false] {
            let text = try read(Self.event(type: "text", value: "Key: 0x1\\nround", toIDs: toIDs))
            #expect(text.indicators.isEmpty && text.retracted.isEmpty && text.refusals.isEmpty)
            #expect(text.objects.map(\.type) == ["identity", "note", "report"])
        }
    }

    @Test(
        "What cannot be read is refused by the attribute's UUID and type",
        arguments: [
            ("ip-dst", "not an address"), ("md5", "0749"), ("domain|ip", "evil.example|x"), ("filename|sha1", "a.exe"),
            ("stix2-pattern", "[x"), ("AS", "64500x"),
        ])
    func refusals(_ type: String, _ value: String) throws {
        let result = try read(Self.event(type: type, value: value))
        #expect(result.indicators.isEmpty && result.refusals.count == 1)
        #expect(result.refusals[0].reason.hasPrefix("attribute \(Self.uuid) (\(type)): "), "\(result.refusals)")
        // Not for detection, it is words.
        #expect(
            try read(Self.event(type: type, value: value, toIDs: false)).refusals.isEmpty || type == "stix2-pattern")
    }

    @Test(
        "TLP tags and distribution both gate, of attribute, object and event; the strictest wins",
        arguments: [
            ("tlp:white", "3", "", "5", Marking.clear), ("tlp:green", "3", "", "5", .green),
            ("tlp:white", "1", "", "5", .amber), ("tlp:white", "3", "tlp:red", "5", .red),
            ("tlp:red", "3", "tlp:green", "3", .red), ("", "0", "", "5", .amberStrict), ("", "1", "", "5", .amber),
            ("", "2", "", "5", .green), ("", "3", "", "0", .amberStrict), ("", "1", "", "3", .amber),
            ("TLP:Amber+Strict", "3", "", "5", .amberStrict), ("tlp:purple", "3", "", "5", .amberStrict),
            ("tlp:ex:chr", "3", "", "5", .amberStrict), ("", "9", "", "5", .amberStrict),
            ("", "5", "", "5", .amberStrict),
            ("", "3", "", "x", .amberStrict), ("tlp:clear", "4", "", "5", .amberStrict),
        ])
    func markings(_ tag: String, _ distribution: String, _ own: String, _ ownDistribution: String, _ level: Marking)
        throws
    {
        let result = try read(
            Self.event(
                attribute: #""Tag":[{"name":"\#(own)"}],"distribution":"\#(ownDistribution)""#,
                event: #""Tag":[{"name":"\#(tag)"}],"distribution":\#(distribution)"#))
        #expect(result.indicators.map(\.marking) == [level])
        #expect(!(result.indicators[0].labels.contains { $0.lowercased().hasPrefix("tlp:") }))
        // The report of an event does not tell of attributes that are stricter than it is.
        let report = result.objects.first { $0.type == "report" }
        let isStricter = own == "tlp:red" || (ownDistribution != "5" && ownDistribution != "3")
        if tag != "tlp:red" {
            #expect(report.map { String(decoding: $0.original, as: UTF8.self).contains("indicator--") } == !isStricter)
        }
    }

    @Test("Without a word on who may have it an event is unmarked, and the community's default holds")
    func unmarked() throws {
        for event in ["", #""distribution":"3""#] {
            #expect(try read(Self.event(event: event)).indicators.map(\.marking) == [nil])
        }
    }

    @Test(
        "What is said of who may have it and not plainly understood is TLP:AMBER+STRICT at least; what is said twice counts twice",
        arguments: [
            (#""distribution":0.0"#, Marking.amberStrict), (#""distribution":null"#, .amberStrict),
            (#""distribution":true"#, .amberStrict), (#""distribution":"""#, .amberStrict),
            (#""distribution":[0]"#, .amberStrict), (#""distribution":{}"#, .amberStrict),
            (#""distribution":99999999999999999999"#, .amberStrict), (#""distribution":" 3""#, .amberStrict),
            (#""distribution":3"#, nil), (#""distribution":1,"distribution":3"#, .amber),
            (#""distribution":"3","distribution":"0""#, .amberStrict),
            (#""distribution":0,"distr\u0069bution":3"#, .amberStrict),
            (#""Tag":[{"name":"tlp:red"}],"Tag":[]"#, .red),
            (#""Tag":[{"name":"tlp:green"}],"Tag":[{"name":"tlp:amber"}]"#, .amber),
            (#""Tag":[{"name":"tlp:red","name":"tlp:clear"}]"#, .red), (#""Tag":[]"#, nil),
            (#""Tag":[{"name":"a:b"},{"name":""}]"#, nil), (#""Tag":["tlp:green"]"#, .green),
            (#""Tag":{"name":"tlp:clear"}"#, .amberStrict), (#""Tag":"tlp:clear""#, .amberStrict),
            (#""Tag":null"#, .amberStrict), (#""Tag":[{"id":"7"}]"#, .amberStrict),
            (#""Tag":[{"name":["tlp:red"]}]"#, .amberStrict), (#""Tag":[["tlp:red"]]"#, .amberStrict),
            (#""Tag":[null]"#, .amberStrict), (#""EventTag":{}"#, .amberStrict),
            (#""EventTag":[{"Tag":{"name":"tlp:red"}}]"#, .red), (#""AttributeTag":[{"tag_id":7}]"#, .amberStrict),
            (#""AttributeTag":[{"Tag":{"name":"tlp:green","name":"tlp:amber"}}]"#, .amber),
            (#""EventTag":[{"Tag":{"name":"a:b"}}]"#, nil), (#""EventTag":[{"Tag":[]}]"#, .amberStrict),
            (#""Tag":[{"name":" tlp:green"}]"#, .amberStrict), (#""Tag":[{"name":"tlp:clear "}]"#, .amberStrict),
            (#""Tag":[{"name":"tlp : red"}]"#, .red), (#""Tag":[{"name":"tlp=\"red\""}]"#, .red),
            (#""Tag":[{"name":"tlp=\"green\""}]"#, .amberStrict), (#""Tag":[{"name":"tlp：green"}]"#, .amberStrict),
            (#""Tag":[{"name":"ＴＬＰ：ＲＥＤ"}]"#, .red), (#""Tag":[{"name":"t\u200Blp:red"}]"#, .red),
            (#""Tag":[{"name":"tlpred"}]"#, .red), (#""Tag":[{"name":"tlp"}]"#, .amberStrict),
            (#""Tag":[{"name":"iep:traffic-light-protocol=\"AMBER\""}]"#, .amberStrict),
            (#""Tag":[{"name":"antlphone"}]"#, nil),
        ] as [(String, Marking?)])
    func unclear(_ members: String, _ level: Marking?) throws {
        #expect(try read(Self.event(event: members)).indicators.map(\.marking) == [level], "of an event")
        #expect(try read(Self.event(attribute: members)).indicators.map(\.marking) == [level], "of an attribute")
        let object = """
            {"info":"x","Object":[{\(members),"Attribute":[{"type":"domain","value":"a.example","to_ids":1}]}]}
            """
        #expect(try read(object).indicators.map(\.marking) == [level], "of an object")
    }

    @Test(
        "Of sharing groups that are named twice every one counts",
        arguments: [
            (#""SharingGroup":{"uuid":"A"},"SharingGroup":{"uuid":"B"}"#, 2),
            (#""SharingGroup":{"uuid":"A","uuid":"B"}"#, 2), (#""SharingGroup":{"uuid":"A"},"sharing_group_id":7"#, 1),
            (#""sharing_group_id":7,"sharing_group_id":8"#, 2), (#""sharing_group_id":7,"sharing_group_id":0"#, 1),
            (#""SharingGroup":{"uuid":"A"},"sharing_group_id":7,"sharing_group_id":8"#, 3),
            (#""SharingGroup":{"uuid":"A"},"SharingGroup":"B""#, 2),
            (#""SharingGroup":{"uuid":"A"},"SharingGroup":[],"sharing_group_id":null"#, 1),
            (#""sharing_group_id":7,"sharing_group_id":{}"#, 2), (#""sharing_group_id":{}"#, 0),
        ])
    func repeatedGroups(_ members: String, _ count: Int) throws {
        let text = members.replacing("\"A\"", with: "\"8c1c1a3e-0000-4000-8000-0000000000aa\"")
            .replacing("\"B\"", with: "\"8c1c1a3e-0000-4000-8000-0000000000bb\"")
        for said in ["\"distribution\":4,\(text)", "\(text),\"distribution\":\"4\",\"distribution\":3"] {
            for result in [try read(Self.event(event: said)), try read(Self.event(attribute: said))] {
                let definitions = result.objects.filter { $0.type == "marking-definition" }.map(\.id)
                #expect(Set(definitions).count == count)
                let bytes = try #require(result.indicators.first).original
                let markings = Set(try #require(MISPFixture.marked(bytes)).markings)
                #expect(markings == (count == 0 ? [Marking.amberStrict.definitionID] : Set(definitions)))
            }
        }
    }

    @Test(
        "Half a character is no value",
        arguments: [
            (#"a\uD83D"#, false), (#"\uDE00a"#, false), (#"\uD83Dx\uDE00"#, false), (#"\uD83D\uD83D\uDE00"#, false),
            (#"\\uD83D"#, true), (#"\uD83D\uDE00"#, true), (#"\uFFFD"#, true),
        ])
    func surrogates(_ value: String, _ isText: Bool) throws {
        for toIDs in [true, false] {
            let result = try read(Self.event(type: "mutex", value: value, toIDs: toIDs))
            #expect(result.refusals.map { $0.reason.contains("half a character") } == (isText ? [] : [true]))
            #expect(result.objects.contains { $0.type == "note" } == (isText && !toIDs))
            #expect(result.indicators.count == (isText && toIDs ? 1 : 0))
        }
    }

    @Test("A sharing group is a marking that goes to nobody, until the community file names it")
    func sharingGroups() throws {
        let group = "8c1c1a3e-0000-4000-8000-0000000000aa"
        let result = try read(
            Self.event(
                event: #""distribution":"4","sharing_group_id":"7","SharingGroup":{"uuid":"\#(group)","name":"Energy"}"#
            ))
        let id = "marking-definition--\(group)"
        #expect(result.objects.map(\.id).contains(id))
        let bytes = try #require(result.indicators.first).original
        let definition = try #require(result.objects.first { $0.id == id })
        let (kz, uz) = (MemberState("KZ")!, MemberState("UZ")!)
        for groups in [[], [SharingRules.Group(name: "energy", members: [kz], markings: [id])]] {
            var community = ExportFixture.community
            community.sharing.groups = groups
            let policy = ReleasePolicy(
                community: community, definitions: [try #require(MISPFixture.definition(definition.original))])
            let marked = try #require(MISPFixture.marked(bytes))
            #expect(policy.decide(marked, for: .member(kz)).isReleased == !groups.isEmpty)
            #expect(!policy.decide(marked, for: .member(uz)).isReleased)
            #expect(!policy.decide(marked, for: .anyone).isReleased)
        }
    }

    @Test(
        "Confidence is what tags state, on the scales of STIX; the attribute's word before the event's, the least of several",
        arguments: [
            ("", "", nil), (#"admiralty-scale:information-credibility=\"2\""#, "", 70),
            (#"admiralty-scale:information-credibility=\"6\""#, "", nil),
            (#"estimative-language:likelihood-probability=\"almost-certain\""#, "", 95),
            (#"misp:confidence-level=\"fairly-confident\""#, #"osint:certainty=\"93\""#, 93),
            (#"osint:certainty=\"101\""#, "", nil), (#"osint:certainty=\"93\""#, "nothing", 93),
            (#"osint:certainty=\"93\""#, #"tamga:confidence=\"0\""#, 0),
        ] as [(String, String, UInt8?)])
    func confidence(_ event: String, _ own: String, _ expected: UInt8?) throws {
        let result = try read(
            Self.event(attribute: #""Tag":[{"name":"\#(own)"}]"#, event: #""Tag":[{"name":"\#(event)"}]"#))
        #expect(result.indicators.map(\.confidence) == [expected])
    }

    @Test("What was deleted is revoked, and so is what was in a deleted object")
    func deleted() throws {
        #expect(try read(Self.event(attribute: #""deleted":true"#)).indicators.map(\.isRevoked) == [true])
        #expect(try read(Self.event(attribute: #""deleted":"0""#)).indicators.map(\.isRevoked) == [false])
        let object = """
            {"info":"x","Object":[{"uuid":"\(Self.uuid)","name":"file","deleted":true,"Attribute":[
            {"type":"md5","value":"0749bae92ca336a02c83d126e04ec628","to_ids":true}]}]}
            """
        #expect(try read(object).indicators.map(\.isRevoked) == [true])
    }

    @Test("Sightings: seen is a sighting, a false positive an opinion, an expiry the end of validity")
    func sightings() throws {
        func result(_ sightings: String) throws -> FeedResult {
            try read(Self.event(attribute: "\"Sighting\":[\(sightings)]"))
        }
        let seen = #"{"type":"0","date_sighting":"1772600000","uuid":"8c1c1a3e-0000-4000-8000-000000000001"}"#
        let by = #""Organisation":{"uuid":"8c1c1a3e-0000-4000-8000-0000000000bb","name":"UZ CERT"}"#
        let wrong = #"{"type":"1","date_sighting":"1772700000",\#(by)}"#
        let expired = #"{"type":2,"date_sighting":1772650000}"#
        let later = #"{"type":"0","date_sighting":"1772660000"}"#
        let all = try result([seen, wrong, #"{"type":"3"}"#].joined(separator: ","))
        #expect(all.objects.map(\.type) == ["identity", "sighting", "identity", "opinion", "report"])
        #expect(all.objects[1].id == "sighting--8c1c1a3e-0000-4000-8000-000000000001")
        #expect(all.objects[3].createdBy == "identity--8c1c1a3e-0000-4000-8000-0000000000bb")
        #expect(all.refusals.count == 1)
        #expect(all.indicators.map(\.validity.until) == [nil])
        #expect(try result(expired).indicators[0].validity.until == Timestamp(seconds: 1_772_650_000))
        // Later than the event, it makes no version: one from the future would keep out all that come after it.
        #expect(try result(expired).indicators[0].modified == Timestamp(seconds: 1_772_500_000))
        let published = try read(
            Self.event(
                attribute: #""Sighting":[\#(expired),{"date_sighting":"4070908800"}]"#,
                event: #""publish_timestamp":"1772680000""#))
        #expect(published.indicators[0].modified == Timestamp(seconds: 1_772_650_000))
        #expect(try result(expired + "," + seen).indicators[0].validity.until == Timestamp(seconds: 1_772_650_000))
        #expect(try result(expired + "," + later).indicators[0].validity.until == nil)
    }

    @Test("Proposals are told and not taken")
    func proposals() throws {
        let result = try read(Self.event(attribute: #""ShadowAttribute":[{"value":"other.example"}]"#))
        #expect(result.values == ["domain:evil.example"])
        #expect(result.refusals.map { $0.reason.contains("1 proposed change") } == [true])
    }

    @Test(
        "What is no event is refused in a sentence",
        arguments: [
            (#"{"57c4445b-c548-4654-af0b-4be3950d210f":{"info":"x","Orgc":{}}}"#, "manifest.json"),
            ("0749bae92ca336a02c83d126e04ec628,57c4445b-c548-4654-af0b-4be3950d210f\n", "hashes.csv"),
            (#"[{"SharingGroup":{"id":"1"}}]"#, "sharing groups"), (#"{"response":[]}"#, "no event in it"),
            (#"{"Event":{"info":"x","Attribute":[]}}"#, "no attributes"),
            (#"{"Event":{"System":{}}}"#, "no MISP event"),
            (#"{"Event":{"info":"x","Attribute":[{"type":"md5"}]}}"#, "no value"),
            (#"{"response":{"Attribute":[{"Event":{}}],"Event":{}}}"#, "without their event"),
            (#"{"Event":{"info":"x","Attribute":[tru]}}"#, "JSON"), (#"{"Event":{"info":"x""#, "JSON"),
        ])
    func others(_ text: String, _ word: String) throws {
        let result = try read(text)
        #expect(result.format == .misp && result.indicators.isEmpty)
        #expect(result.refusals.count == 1 && result.refusals[0].reason.contains(word), "\(result.refusals)")
    }

    @Test("A text past the limit is refused, and a cut one too, at every byte")
    func bounds() throws {
        let text = Array(Self.event().utf8)
        let options = FeedOptions(format: .misp, maximumEventSize: text.count - 1)
        #expect(try read(text, options: options, chunk: 64).refusals.count == 1)
        for cut in stride(from: 1, to: text.count, by: 3) {
            let result = try read(Array(text[..<cut]), options: FeedOptions(format: .misp))
            #expect(result.indicators.isEmpty && result.refusals.count == 1, "cut at \(cut)")
        }
    }

    @Test("A short event does not come to a long store: long tags and titles are not repeated on each indicator")
    func amplification() throws {
        let long = String(repeating: "x", count: 100_000)
        let attributes = (0..<200).map { #"{"type":"domain","value":"d\#($0).example","to_ids":true}"# }
        let text = """
            {"info":"\(long)","Tag":[{"name":"\(long)"}],\(Self.maker),"Attribute":[\(attributes.joined(separator: ","))]}
            """
        let result = try read(text)
        #expect(result.indicators.count == 200 && result.refusals.count == 1)
        #expect(result.indicators.reduce(0) { $0 + $1.original.count } < 400_000)
        #expect(Set(result.indicators.map(\.id)).count == 200)
    }
}
