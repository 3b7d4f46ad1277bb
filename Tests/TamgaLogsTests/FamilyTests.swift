import TamgaLogs
import TamgaModel
import Testing

/// The formats that are built in, each record with what must be read in it.
@Suite struct FamilyTests {
    /// Parses a whole log the way the program does.
    private func parse(_ log: String, _ set: LogFormatSet = BuiltInFormats.set) -> [(
        formats: [String], fields: [String], isMalformed: Bool
    )] {
        var bytes = Array(log.utf8)
        let layout = set.recognise(head: bytes)
        bytes = Reshaping(bytes, layout, pieces: [bytes.count]).bytes
        var tracker = HeaderTracker(layout, in: set)
        var changes = tracker.read(bytes.span)[...]
        var header: RecordHeader?
        var parser = RecordParser(set)
        var fields = RecordFields()
        var found: [(formats: [String], fields: [String], isMalformed: Bool)] = []
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            while let change = changes.first, change.offset <= start { header = changes.removeFirst().header }
            start += line.count + 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            let record = Array(line)
            parser.parse(record.span, layout: layout, header: header, into: &fields)
            found.append(
                (
                    fields.formats,
                    fields.fields.map { field in
                        let text = String(decoding: fields.bytes(field, in: record.span), as: UTF8.self)
                        switch field.kind {
                        case .null: return "\(field.name)=∅"
                        case .nested: return "\(field.name)≡\(text)"
                        default: return "\(field.name)=\(text)"
                        }
                    }, fields.isMalformed
                ))
        }
        return found
    }

    @Test("JSON: nested objects give dotted names, arrays the same name for each member")
    func json() {
        let record = parse(#"{"a":{"b":[1,"x",{"c":null}],"d":true},"e\u0041":"q\"\\\u00e9\n","f":"","g.h":-1.5}"#)[0]
        #expect(record.formats == ["json"])
        #expect(
            record.fields == [
                #"a≡{"b":[1,"x",{"c":null}],"d":true}"#, #"a.b≡[1,"x",{"c":null}]"#, "a.b=1", "a.b=x",
                #"a.b≡{"c":null}"#,
                "a.b.c=∅", "a.d=true", "eA=q\"\\é\n", "f=", "g.h=-1.5",
            ])
    }

    @Test("A line of a JSON log that is no JSON is malformed; what stands around an array's records is not")
    func malformedJSON() {
        let lines = parse("{\"a\":1}\n{\"a\":\n{\"a\":2}\nnothing\n")
        #expect(lines.map(\.isMalformed) == [false, true, false, true])
        let wrapped = parse("{\"next\":\"x\",\"Records\":[{\"a\":1},{\"a\":}],\"count\":2}")
        #expect(wrapped.map(\.isMalformed) == [false, false, true, false])
        #expect(wrapped.map(\.fields) == [[], ["a=1"], [], []])
    }

    @Test("JSON in text: a record, the message of another, behind @cee:")
    func jsonInText() {
        let records = parse(
            """
            starting
            {"a":1}
            Nov 23 12:00:00 web1 app[7]: {"user":"anna"}
            Nov 23 12:00:00 web1 app[7]: @cee: {"user":"anna"}
            {not json}

            """)
        #expect(records.map(\.formats) == [[], ["json"], ["syslog", "json"], ["syslog", "json"], []])
        #expect(records[2].fields.last == "user=anna")
        #expect(!records.contains { $0.isMalformed })
    }

    @Test("The journal's JSON is read on by the formats of syslog, escapes or not")
    func journalJSON() {
        let records = parse(
            #"""
            {"__REALTIME_TIMESTAMP":"1764000000000000","SYSLOG_IDENTIFIER":"sshd","_HOSTNAME":"web1","_PID":"7","MESSAGE":"Invalid user anna from 192.0.2.7 port 4321"}
            {"__REALTIME_TIMESTAMP":"1764000000000000","SYSLOG_IDENTIFIER":"ss\u0068d","MESSAGE":"Invalid user \u0061nna from 192.0.2.7 port 4321"}
            {"__REALTIME_TIMESTAMP":"1764000000000000","_COMM":"x","MESSAGE":[1,2]}
            {"log":"192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 200 5\n","stream":"stdout","time":"2026-11-23T12:00:00Z"}

            """#)
        #expect(records[0].formats == ["json", "journald", "sshd"])
        #expect(records[1].formats == ["json", "journald", "sshd"])
        for record in records[0...1] {
            #expect(record.fields.contains("user=anna") && record.fields.contains("src_ip=192.0.2.7"), "\(record)")
        }
        #expect(records[0].fields.contains("host=web1") && records[0].fields.contains("pid=7"))
        #expect(records[2].formats == ["json", "journald"])
        #expect(records[3].formats == ["json", "access"])
        #expect(records[3].fields.contains("cs-uri-stem=/a"))
    }

    @Test("The journal's export is read on by the formats of syslog")
    func journalExport() {
        let records = parse(
            "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1764000000000000\nSYSLOG_IDENTIFIER=sudo\nMESSAGE\n\u{24}\0\0\0\0\0\0\0"
                + "anna : USER=root ; COMMAND=/bin/a\nb c\nPRIORITY=5\n\n")
        #expect(records.count == 1)
        #expect(records[0].formats == ["journald", "sudo"])
        #expect(records[0].fields.contains("user=anna") && records[0].fields.contains("command=/bin/a b c"))
    }

    @Test("Zeek: types, sets and vectors, unset and empty values, escapes, headers that change")
    func zeek() {
        let records = parse(
            """
            #separator \\x09
            #set_separator\t,
            #empty_field\t(empty)
            #unset_field\t-
            #path\tconn
            #fields\tts\tid.orig_h\tid.orig_p\ttunnel_parents\tnote\tlocal
            #types\ttime\taddr\tport\tset[string]\tstring\tbool
            1.5\t192.0.2.7\t80\tC1,C2\ta\\x09b\\\\c\tT
            2.5\t-\t-\t(empty)\t-\t-
            3.5\t192.0.2.7
            #fields\tts\tuid
            #types\ttime\tstring
            4.5\tC3
            #close\t2026-11-23-12-00-00

            """)
        let data = records.filter { !$0.fields.isEmpty }
        #expect(data.map(\.isMalformed) == [false, false, true, false])
        #expect(
            data[0].fields == [
                "_path=conn", "ts=1.5", "id.orig_h=192.0.2.7", "src_ip=192.0.2.7", "id.orig_p=80", "src_port=80",
                "tunnel_parents=C1", "tunnel_parents=C2", "note=a\tb\\c", "local=T",
            ])
        #expect(
            data[1].fields == [
                "_path=conn", "ts=2.5", "id.orig_h=∅", "src_ip=∅", "id.orig_p=∅", "src_port=∅", "tunnel_parents=",
                "note=∅", "local=∅",
            ])
        #expect(data[3].fields == ["_path=conn", "ts=4.5", "uid=C3"])
        #expect(!records.filter { $0.fields.isEmpty }.contains { $0.isMalformed })
    }

    @Test("W3C: IIS, the Windows firewall, CloudFront's tabs, quotes, headers that change in mid-file")
    func w3c() {
        let iis = parse(
            """
            #Software: Microsoft Internet Information Services 10.0
            #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status
            2026-11-23 12:00:00 198.51.100.9 GET /a/b x=1 443 - 192.0.2.7 Mozilla/5.0+(X11;+Linux) 200
            2026-11-23 12:00:00 198.51.100.9 GET /c - 443 anna 192.0.2.7 - 404
            2026-11-23 12:00:00 198.51.100.9 GET
            #Fields: date time c-ip
            2026-11-23 12:00:01 192.0.2.8

            """)
        let data = iis.filter { !$0.fields.isEmpty }
        #expect(data.map(\.formats) == [["w3c", "iis"], ["w3c", "iis"], ["w3c", "iis"], ["w3c", "iis"]])
        #expect(data.map(\.isMalformed) == [false, false, true, false])
        for field in [
            "s-ip=198.51.100.9", "dst_ip=198.51.100.9", "c-ip=192.0.2.7", "src_ip=192.0.2.7", "cs-uri-stem=/a/b",
            "cs-uri-query=x=1", "c-uri=/a/b?x=1", "cs(User-Agent)=Mozilla/5.0+(X11;+Linux)",
            "cs-user-agent=Mozilla/5.0 (X11; Linux)", "cs-username=∅", "user=∅", "sc-status=200",
        ] { #expect(data[0].fields.contains(field), "\(field)") }
        #expect(data[1].fields.contains("c-uri=/c") && data[1].fields.contains("user=anna"))
        #expect(data[3].fields == ["date=2026-11-23", "time=12:00:01", "c-ip=192.0.2.8", "src_ip=192.0.2.8"])

        let firewall = parse(
            """
            #Version: 1.5
            #Software: Microsoft Windows Firewall
            #Fields: date time action protocol src-ip dst-ip src-port dst-port

            2026-11-23 12:00:00 DROP TCP 192.0.2.7 198.51.100.9 4321 22

            """)
        #expect(firewall.last?.formats == ["w3c", "windows-firewall"])
        #expect(firewall.last?.fields.contains("dst_port=22") == true)

        let cloudFront = parse(
            "#Version: 1.0\n#Fields: date time c-ip cs(User-Agent)\n2026-11-23\t12:00:00\t192.0.2.7\tMozilla/5.0%20(X11)\n"
        )
        #expect(cloudFront.last?.fields.contains("cs-user-agent=Mozilla/5.0 (X11)") == true)
        let quoted = parse("#Fields: c-ip cs(User-Agent) sc-status\n192.0.2.7 \"Mozilla/5.0 (X11; \"\"q\"\")\" 200\n")
        #expect(quoted.last?.fields.contains("cs-user-agent=Mozilla/5.0 (X11; \"q\")") == true)
        #expect(quoted.last?.isMalformed == false)
    }

    @Test("CSV: any separator, quotes, line ends in quotes, a row of another length")
    func csv() {
        let records = parse(
            "time,host,\"user name\",text\n1,web1,anna,\"say \"\"hi\"\",\nthen go\"\n2,web2,,\n3,web3\n")
        #expect(records.map(\.isMalformed) == [false, false, false, true])
        #expect(records[1].fields == ["time=1", "host=web1", "user name=anna", "text=say \"hi\", then go"])
        #expect(records[2].fields == ["time=2", "host=web2", "user name=", "text="])
        #expect(parse("a;b\n\"x;y\";z\n")[1].fields == ["a=x;y", "b=z"])
        #expect(parse("a\tb\nx\t\n")[1].fields == ["a=x", "b="])
    }

    @Test(
        "CEF, with and without a syslog header",
        arguments: ["", "<34>Nov 23 12:00:00 fw1 ", "Nov 23 12:00:00 fw1 "])
    func cef(prefix: String) {
        let record = parse(
            prefix + #"CEF:0|Acme\|Co|Guard|1.0|100|Port\\scan|8|src=192.0.2.7 spt=4321 dst=198.51.100.9 dpt=22 "#
                + #"suser=anna msg=a\=b c\nd e=f cs1Label=Rule Name cs1=deny all act=blocked"#)[0]
        #expect(record.formats.last == "cef")
        for field in [
            "deviceVendor=Acme|Co", "deviceProduct=Guard", "deviceEventClassId=100", "name=Port\\scan", "severity=8",
            "src=192.0.2.7", "src_ip=192.0.2.7", "src_port=4321", "dst_port=22", "user=anna", "msg=a=b c\nd", "e=f",
            "cs1=deny all", "Rule Name=deny all", "act=blocked", "action=blocked",
        ] { #expect(record.fields.contains(field), "\(field): \(record.fields)") }
    }

    @Test(
        "LEEF 1 and 2, tabs and other delimiters",
        arguments: [
            "LEEF:1.0|Acme|Guard|1.0|100|src=192.0.2.7\tusrName=anna\tmsg=a b=c",
            "LEEF:2.0|Acme|Guard|1.0|100|^|src=192.0.2.7^usrName=anna^msg=a b=c",
            "LEEF:2.0|Acme|Guard|1.0|100|x5E|src=192.0.2.7^usrName=anna^msg=a b=c",
            "LEEF:2.0|Acme|Guard|1.0|100|0x09|src=192.0.2.7\tusrName=anna\tmsg=a b=c",
            "Nov 23 12:00:00 fw1 LEEF:1.0|Acme|Guard|1.0|100|src=192.0.2.7\tusrName=anna\tmsg=a b=c",
        ])
    func leef(log: String) {
        let record = parse(log)[0]
        #expect(record.formats.last == "leef")
        for field in ["deviceVendor=Acme", "eventId=100", "src_ip=192.0.2.7", "user=anna", "msg=a b=c"] {
            #expect(record.fields.contains(field), "\(field): \(record.fields)")
        }
    }

    @Test(
        "key=value text: logfmt, Fortinet, bars, commas",
        arguments: [
            (#"time="2026-11-23T12:00:00Z" level=info msg="say \"hi\"" user=anna"#, ["msg=say \"hi\"", "user=anna"]),
            (
                #"<189>date=2026-11-23 time=12:00:00 devname="FG 1" srcip=192.0.2.7 dstip=198.51.100.9 srcport=4321 user="anna""#,
                [
                    "devname=FG 1", "srcip=192.0.2.7", "src_ip=192.0.2.7", "dst_ip=198.51.100.9", "src_port=4321",
                    "user=anna",
                ]
            ), ("action=EXEC|path=/bin/ls -l|user=anna", ["path=/bin/ls -l", "user=anna"]),
            ("a=1, b=x,y, c=z", ["a=1", "b=x,y", "c=z"]), ("a=1;b=2;c=", ["a=1", "b=2", "c="]),
            ("src=192.0.2.7 url=http://a/?b=c&d=e DF x=1", ["src_ip=192.0.2.7", "url=http://a/?b=c&d=e", "x=1"]),
        ] as [(String, [String])])
    func pairs(log: String, fields: [String]) {
        let record = parse(log)[0]
        #expect(record.formats.last == "keyvalue")
        for field in fields { #expect(record.fields.contains(field), "\(field): \(record.fields)") }
    }

    @Test(
        "Sentences are no key=value text",
        arguments: ["hello a=b", "x=1", "if a=b then all of these words are loose", "=x =y"])
    func notPairs(log: String) {
        #expect(parse(log)[0].fields == [])
    }

    @Test("Audit records: hexadecimal text, nested pairs, absent values, the enriched part")
    func audit() {
        let records = parse(
            """
            type=SYSCALL msg=audit(1684329817.579:2995): arch=c000003e a0=2697508a comm="perl" exe="/usr/bin/perl" key=(null)\u{1D}ARCH=x86_64 AUID="anna"
            type=EXECVE msg=audit(1684329817.579:2995): argc=3 a0="sh" a1=2D63 a2=6563686F20782079
            type=PROCTITLE msg=audit(1684329817.579:2995): proctitle=6C73002D6C61
            node=web1 type=USER_AUTH msg=audit(1684329817.579:2996): pid=7 uid=0 msg='op=PAM:authentication acct="anna" exe="/usr/sbin/sshd" addr=192.0.2.7 terminal=ssh res=failed'
            type=PATH msg=audit(1684329817.579:2997): item=0 name=2F746D702F612062 cwd="/root" ouid=0
            Nov 23 12:00:00 web1 kernel: audit: type=1400 audit(1684329817.579:29): apparmor="DENIED" operation="open"

            """)
        #expect(records.map { $0.formats.last } == Array(repeating: "auditd", count: 6))
        let expected: [[String]] = [
            [
                "type=SYSCALL", "audit_serial=2995", "a0=2697508a", "comm=perl", "exe=/usr/bin/perl", "key=∅",
                "AUID=anna",
            ],
            ["type=EXECVE", "a0=sh", "a1=-c", "a2=echo x y"], ["proctitle=ls -la"],
            [
                "node=web1", "type=USER_AUTH", "acct=anna", "user=anna", "addr=192.0.2.7", "src_ip=192.0.2.7",
                "res=failed",
            ],
            ["name=/tmp/a b", "cwd=/root", "ouid=0"], ["type=1400", "apparmor=DENIED", "operation=open"],
        ]
        for (record, fields) in zip(records, expected) {
            for field in fields { #expect(record.fields.contains(field), "\(field): \(record.fields)") }
        }
    }
}
