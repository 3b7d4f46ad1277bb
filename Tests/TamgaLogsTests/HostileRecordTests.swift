import TamgaLogs
import TamgaModel
import TamgaTestSupport
import Testing

/// Records that want to break the parser.
@Suite struct HostileRecordTests {
    private static let seeds: [String] =
        BuiltInFormats.all.flatMap { $0.examples.map(\.record) } + [
            #"{"a":{"b":[1,"x\u00e9",{"c":null}]},"MESSAGE":"Invalid user \"x\" from 192.0.2.7","__REALTIME_TIMESTAMP":"1"}"#,
            #"CEF:0|A\|B|C|1.0|100|n|8|src=192.0.2.7 msg=a\=b\n cs1Label=X cs1=y"#,
            "LEEF:2.0|A|B|1|2|x5E|src=1^usrName=b^",
            "type=EXECVE msg=audit(1684329817.579:2995): argc=2 a0=6C73 a1=\"x\" msg='op=x acct=\"y\"'",
            #"a="x \" y" b='z' c=,d|e=f;g"#, "1.5\t192.0.2.7\tC1,C2\ta\\x09\t-\t(empty)", "a,\"b \"\"c\",d",
            "2026-11-23 12:00:00 198.51.100.9 GET /a x=1 \"q \"\" r\" -", "MESSAGE=x\u{1F}PRIORITY\u{1E}\u{1E}=6\u{1F}",
            "data: {\"a\":1}", "@cee: {\"a\":1}", "0|A|B|1|2|n|3|src=1",
        ]

    private static let layouts: [(layout: LogLayout, header: RecordHeader?)] = {
        let set = BuiltInFormats.set
        return [
            "text": "", "json": "[",
            "zeek": "#fields\tts\tid.orig_h\tnote\tset\n#types\ttime\taddr\tstring\tset[string]\n",
            "w3c": "#Date: 2026-11-23\n#Fields: time s-ip cs-method cs-uri-stem cs-uri-query cs(User-Agent) c-ip\n",
            "csv": "time,host,text\n", "journald": "",
        ].sorted { $0.key < $1.key }.map { name, head in
            let layout = set.layout(named: name, head: Array(head.utf8))!
            var tracker = HeaderTracker(layout, in: set)
            _ = tracker.read(Array(head.utf8).span)
            return (layout, tracker.header)
        }
    }()

    private func check(_ record: [UInt8], _ parser: inout RecordParser, _ fields: inout RecordFields) {
        let clock = RecordClock(newest: Timestamp(seconds: 1_764_000_000))
        for (layout, header) in Self.layouts {
            parser.parse(record.span, layout: layout, header: header, into: &fields)
            for field in fields.fields {
                let end = field.isDecoded ? fields.decoded.count : record.count
                #expect(field.value.lowerBound >= 0 && field.value.upperBound <= end, "\(field.name)")
                _ = fields.bytes(field, in: record.span)
                if field.nameID >= 0 { #expect(BuiltInFormats.set.names[field.nameID] == field.name) }
            }
            _ = parser.time(of: record.span, layout: layout, header: header, fields: fields, clock: clock)
        }
    }

    @Test("Changed, cut and joined records never trap, and every value lies where it says")
    func mutations() {
        var random = SeededRandom(seed: SeededRandom.seed)
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        let alphabet = Array("\u{0}\t\n\r \"'\\{}[]()<>|,;:=-%+#@/0aZ\u{1E}\u{1F}\u{1D}".utf8) + [0xFF, 0xC3, 0xA9]
        for _ in 0..<6_000 {
            var record = Array(Self.seeds.randomElement(using: &random)!.utf8)
            if Int.random(in: 0..<4, using: &random) == 0 {
                record += Array(Self.seeds.randomElement(using: &random)!.utf8)
            }
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let place = Int.random(in: 0...record.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where place < record.count: record[place] = alphabet.randomElement(using: &random)!
                case 1: record.insert(alphabet.randomElement(using: &random)!, at: place)
                case 2: record.removeLast(record.count - place)
                default: record.removeSubrange(place..<min(record.count, place + 3))
                }
            }
            check(record, &parser, &fields)
        }
    }

    @Test("Every beginning of every record is read without a trap")
    func beginnings() {
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        for seed in Self.seeds.enumerated().filter({ $0.offset % 4 == 0 }).map(\.element) {
            let record = Array(seed.utf8)
            for end in 0...record.count { check(Array(record[..<end]), &parser, &fields) }
        }
    }

    /// A record that is long.
    struct Long: Sendable, CustomTestStringConvertible {
        var first: String
        var middle: String
        var times: Int
        var last: String
        init(_ first: String, _ middle: String, times: Int, _ last: String) {
            (self.first, self.middle, self.times, self.last) = (first, middle, times, last)
        }
        var record: [UInt8] { Array((first + String(repeating: middle, count: times) + last).utf8) }
        var testDescription: String { "\(first)\(times) × \(middle)" }
    }

    @Test(
        "Long and deep records end in time",
        arguments: [
            Long("", "a=b ", times: 50000, ""),
            Long("", "[", times: 100000, ""),
            Long("{\"a\":", "[", times: 100000, ""),
            Long("", "{\"a\":", times: 20000, ""),
            Long("CEF:0|", "\\|", times: 50000, ""),
            Long("Nov 23 12:00:00 ", "x", times: 200000, ""),
            Long("192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] \"GET ", "/a\\\"?", times: 30000, ""),
            Long("type=X msg=audit(1.2:3): ", "msg='a=b ", times: 20000, ""),
            Long("Nov 23 12:00:00 h sshd[1]: Failed password for ", "a from ", times: 20000, ""),
            Long("<1>1 - - - - - ", "[a b=\"c\"]", times: 10000, ""),
            Long("", ",\"", times: 50000, ""),
            Long("Nov 23 12:00:00 h dovecot: ", "imap-login: ", times: 10000, ""),
            Long("", "1", times: 100000, "x"),
            Long("IN=", " IN=", times: 40000, ""),
            Long("ModSecurity: Warning. ", "[file \"", times: 30000, ""),
            Long("%ASA-6-106100: ", "from 1.1.1.1 ", times: 20000, ""),
        ])
    func long(_ item: Long) {
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        let record = item.record
        let start = ProcessorTime.ofThread
        check(record, &parser, &fields)
        let elapsed = ProcessorTime.ofThread - start
        #expect(elapsed < .seconds(4), "it took \(elapsed)")
    }

    @Test("Names without number do not fill the parser's memory")
    func manyNames() {
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        for round in 0..<40 {
            let record = Array(("{" + (0..<2_000).map { "\"k\(round)_\($0)\":1" }.joined(separator: ",") + "}").utf8)
            parser.parse(
                record.span, layout: Self.layouts.first { $0.layout.name == "json" }!.layout, header: nil, into: &fields
            )
            #expect(fields.fields.count == 2_000)
            #expect(fields.fields[7].name == "k\(round)_7")
        }
    }
}
