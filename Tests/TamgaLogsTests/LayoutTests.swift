import TamgaLogs
import Testing

@Suite struct LayoutTests {
    static let set = LogFormatSet([])

    @Test(
        "A log's first bytes say how it is laid out",
        arguments: [
            ("{\"a\":1}\n{\"a\":2}\n", LogLayout.Family.json(.lines)), ("{\"a\":1}", .json(.lines)),
            ("\u{FEFF}{\"a\":1}\n", .json(.lines)), ("\n\n{\"a\":1}\n", .json(.lines)),
            ("{\"a\":1\n{\"a\":2}\n", .json(.lines)),
            ("{\n  \"a\": 1\n}\n{\n", .json(.values)), ("{\"a\":1,\n\"b\":", .json(.values)),
            ("{\"a\":1},\n{\"a\":2},\n", .json(.values)),
            ("[{\"a\":1},{", .json(.array)), ("[\n  {\n    \"a\"", .json(.array)), ("[1,2]", .json(.array)),
            ("[]", .json(.array)),
            ("{\"Records\":[{\"a\":1}]}", .json(.wrapper(depth: 2))),
            ("{\"records\": [\n{\"a\":", .json(.wrapper(depth: 2))),
            ("{\"value\":[{\"a\":1}]}\n{\"value\":[{\"a\":1}]}\n", .json(.wrapper(depth: 2))),
            ("{\"took\":5,\"hits\":{\"total\":1,\"hits\":[{\"a\":1}]}}", .json(.wrapper(depth: 3))),
            ("{\"messageType\":\"DATA\",\"logEvents\":[{\"id\":\"1\"}]}", .json(.wrapper(depth: 2))),
            // A list inside an event is no wrapper.
            ("{\"timestamp\":\"2026-11-23T12:00:00Z\",\"items\":[{\"a\":1}]}\n", .json(.lines)),
            ("{\"id\":1,\"items\":[{\"a\":1}]}\n{\"id\":2,\"items\":[]}\n", .json(.lines)),
            ("{\"Records\":[1,2]}", .json(.lines)), ("{\"other\":[{\"a\":1}]}", .json(.lines)),
            ("#separator \\x09\n#set_separator\t,\n", .zeek), ("#fields\tts\tuid\n", .zeek),
            ("#Software: IIS\n#Fields: date time\n", .w3c), ("#Version: 1.5\r\n\r\n#Fields: date time\r\n", .w3c),
            ("time,host,user\n1,2,3\n4,5,6\n", .delimited(separator: 0x2C)),
            ("\"Time\";\"Source IP\";\"x\"\n\"1\";\"2\";\"3\"\n", .delimited(separator: 0x3B)),
            ("uid\thistory\nC1\tS\n", .delimited(separator: 0x09)), ("a|b|c\n1|2|3\n", .delimited(separator: 0x7C)),
            ("# written by x\nuid\thistory\nC1\tS\n", .delimited(separator: 0x09)),
            ("__CURSOR=s=1\n__REALTIME_TIMESTAMP=1\n", .journal),
            ("MESSAGE=x\nPRIORITY=6\n__REALTIME_TIMESTAMP=1\n", .journal),
            ("Nov 23 12:00:00 web1 sshd[1]: x\n", .text), ("", .text), ("hello, world, and more\nx\n", .text),
            ("[Mon Nov 23 12:00:00 2026] [error] x\n", .text), ("{not json}\n", .text), ("# a comment\nx\n", .text),
            ("192.0.2.7,a,b\n192.0.2.8,c,d\n", .text), ("KEY=value\nOTHER=x\n", .text),
            ("Starting the service, please wait\nListening on port 80, ready\n", .text),
            ("[2026-11-23 12:00:00] x\n", .text),
        ] as [(String, LogLayout.Family)])
    func recognise(head: String, family: LogLayout.Family) {
        #expect(Self.set.recognise(head: Array(head.utf8)).family == family)
    }

    @Test("A head that is cut anywhere never traps, and a longer one than is looked at gives the same")
    func heads() {
        let head = Array("{\"took\":5,\"hits\":{\"hits\":[{\"a\":\"\\u00e9\"}]}}\n".utf8)
        for end in 0...head.count { _ = Self.set.recognise(head: Array(head[..<end])) }
        let long = Array(repeating: Array("{\"a\":1}\n".utf8), count: 20_000).flatMap { $0 }
        #expect(Self.set.recognise(head: long).family == .json(.lines))
    }

    @Test(
        "A layout can be named",
        arguments: [
            ("json", "[{\"a\":1}]", LogLayout.Family.json(.array)), ("zeek", "", .zeek), ("w3c", "", .w3c),
            ("csv", "a;b;c\n", .delimited(separator: 0x3B)), ("journald", "", .journal), ("text", "{\"a\":1}", .text),
            ("sshd", "", .text),
        ] as [(String, String, LogLayout.Family)])
    func named(name: String, head: String, family: LogLayout.Family) {
        #expect(BuiltInFormats.set.layout(named: name, head: Array(head.utf8))?.family == family)
    }

    @Test("A name of no format is none")
    func unknownName() {
        #expect(BuiltInFormats.set.layout(named: "nonsense", head: []) == nil)
    }

    @Test("Where a text format is named, records that it does not read are malformed")
    func namedTextFormat() throws {
        let layout = try #require(BuiltInFormats.set.layout(named: "access", head: []))
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        for (record, isMalformed) in [
            ("192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 5", false),
            ("Nov 23 12:00:00 web1 sshd[1]: Invalid user x from 192.0.2.7", true),
        ] {
            parser.parse(Array(record.utf8).span, layout: layout, header: nil, into: &fields)
            #expect(fields.isMalformed == isMalformed, "\(record)")
        }
        let sshd = try #require(BuiltInFormats.set.layout(named: "sshd", head: []))
        parser.parse(
            Array("Nov 23 12:00:00 web1 sshd[1]: Invalid user x from 192.0.2.7".utf8).span, layout: sshd, header: nil,
            into: &fields)
        #expect(!fields.isMalformed)
        #expect(fields.formats == ["syslog", "sshd"])
    }
}
