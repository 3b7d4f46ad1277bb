import TamgaLogs
import Testing

@Suite struct RecordFieldTests {
    @Test(
        "A field's value is found",
        arguments: [
            (#"{"a":"x"}"#, "a", "x"), (#"{"a":{"b":"x"}}"#, "a.b", "x"), (#"{"a.b":"x"}"#, "a.b", "x"),
            (#"{"z":[1,{"a":2}],"a":3}"#, "a", "3"), (#"{"a":{"b":1},"a.b":2}"#, "a.b", "2"),
            (#"{"a":"\u00e9\/\ud83d\ude00\n"}"#, "a", "é/😀\n"), (#"{"a":true}"#, "a", "true"), (#"{"a":{}}"#, "a", nil),
            (#"{"b":"a"}"#, "a", nil), (#"{"a""#, "a", nil), (#"{"a":{"c":{"d":"\"}"}},"e":1}"#, "e", "1"),
            ("x a=1 b", "a", "1"), (#"a="x \"y\"" b"#, "a", #"x "y""#), ("aa=1", "a", nil), ("k=v;a=2,b=3", "a", "2"),
            ("a=", "a", ""),
        ] as [(String, String, String?)])
    func value(record: String, name: String, value: String?) {
        #expect(RecordField.value(of: name, in: Array(record.utf8).span) == value.map { Array($0.utf8) })
    }

    @Test(
        "A syslog host is found",
        arguments: [
            ("<34>Oct 11 22:14:15 mymachine su: x", "mymachine"),
            ("Oct  1 22:14:15 fw.example sshd[1]: x", "fw.example"),
            ("<165>1 2003-10-11T22:14:15.003Z mail.example app - - x", "mail.example"),
            ("2026-11-23T12:00:00+05:00 web1 nginx: x", "web1"), ("<1>1 - host app", "host"),
            ("<1>1 2003-10-11T22:14:15Z - app", nil),
            ("Oct 11 22:14:15 su: x", nil), ("2026-11-23 12:00:00 INFO x", nil), ("hello world", nil), ("", nil),
        ] as [(String, String?)])
    func host(record: String, host: String?) {
        let bytes = Array(record.utf8)
        #expect(RecordHost.syslogHost(of: bytes.span).map { String(decoding: bytes[$0], as: UTF8.self) } == host)
    }
}
