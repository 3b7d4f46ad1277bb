import TamgaLogs
import TamgaModel
import Testing

/// The time that a format says a record has.
@Suite struct RecordTimeTests {
    private func time(_ record: String, _ set: LogFormatSet, newest: String = "2026-11-23T18:00:00Z", head: String = "")
        -> String?
    {
        let layout = head.isEmpty ? set.recognise(head: Array(record.utf8)) : set.recognise(head: Array(head.utf8))
        var tracker = HeaderTracker(layout, in: set)
        _ = tracker.read(Array(head.utf8).span)
        var parser = RecordParser(set)
        var fields = RecordFields()
        let bytes = Array(record.utf8)
        parser.parse(bytes.span, layout: layout, header: tracker.header, into: &fields)
        let clock = RecordClock(newest: Timestamp(rfc3339: newest)!)
        return parser.time(of: bytes.span, layout: layout, header: tracker.header, fields: fields, clock: clock).map {
            "\($0)"
        }
    }

    private func set(_ form: String?) -> LogFormatSet {
        var format = TextFormat(
            name: "x", title: "", patterns: ["^x (?<when>.*) \\| (?<rest>.*)$"], place: SigmaPlace(source: "x", line: 1)
        )
        format.timeGroup = "when"
        format.timeForm = form
        return LogFormatSet([format])
    }

    @Test(
        "A form in strftime letters is read",
        arguments: [
            ("%d.%m.%Y %H:%M:%S", "23.11.2026 12:00:05", "2026-11-23T12:00:05Z"),
            ("%Y%j %T", "2026327 12:00:05", "2026-11-23T12:00:05Z"),
            ("%Y%j %T", "2024366 00:00:00", "2024-12-31T00:00:00Z"),
            ("%b %e %T", "Nov  3 12:00:00", "2026-11-03T12:00:00Z"),
            ("%b %d %T", "Dec 31 12:00:00", "2025-12-31T12:00:00Z"),
            ("%d/%b/%y %I:%M %p", "23/Nov/26 12:05 AM", "2026-11-23T00:05:00Z"),
            ("%d/%b/%y %I:%M %p", "23/Nov/26 11:05 pm", "2026-11-23T23:05:00Z"),
            ("%FT%T.%f%z", "2026-11-23T12:00:00.25+05:00", "2026-11-23T07:00:00.250Z"),
            ("%s", "1764000000", "2025-11-24T16:00:00Z"),
            ("%a %B %e %R %Z %Y", "Mon November 23 12:00 UTC 2026", "2026-11-23T12:00:00Z"),
            ("%D %T", "11/23/26 01:02:03", "2026-11-23T01:02:03Z"),
            ("%%%y", "%26", "2026-01-01T00:00:00Z"),
        ])
    func forms(form: String, text: String, time: String) {
        #expect(self.time("x \(text) | y", set(form)) == time)
    }

    @Test(
        "Text that does not fit a form leaves the time to the record's own text",
        arguments: [("%d.%m.%Y", "2026-11-23T12:00:00Z"), ("%H:%M", "25:00"), ("%d.%m.%Y", "31.02.2026")])
    func misfits(form: String, text: String) {
        let expected = text.contains("T") ? "2026-11-23T12:00:00Z" : nil
        #expect(time("x \(text) | y", set(form)) == expected)
    }

    @Test("A group without a form is read in the usual forms, and goes before what stands elsewhere")
    func usualForms() {
        #expect(time("x 2026-11-23T12:00:00+05:00 | 2020-01-01T00:00:00Z", set(nil)) == "2026-11-23T07:00:00Z")
        #expect(time("x 1764000000.5 | y", set(nil)) == "2025-11-24T16:00:00.500Z")
    }

    @Test("A form with a letter that is not known refuses the format")
    func unknownLetter() {
        #expect(set("%Q").refusals.count == 1)
        #expect(set("%").refusals.count == 1)
    }

    @Test("Without a year, the newest that is not a day in the future of the log")
    func years() {
        let record = "Dec 31 23:59:59 web1 nightly[1]: x"
        #expect(time(record, BuiltInFormats.set, newest: "2026-01-01T00:10:00Z") == "2025-12-31T23:59:59Z")
        #expect(time(record, BuiltInFormats.set, newest: "2026-12-31T12:00:00Z") == "2026-12-31T23:59:59Z")
        #expect(
            time("Feb 29 12:00:00 web1 x[1]: y", BuiltInFormats.set, newest: "2026-03-01T00:00:00Z")
                == "2024-02-29T12:00:00Z")
    }

    @Test(
        "Each family's time",
        arguments: [
            ("2026-11-23 12:00:00 x", "#Fields: date time c-ip\n", "2026-11-23T12:00:00Z"),
            ("12:00:00 x", "#Date: 2026-11-23 00:00:00\n#Fields: time c-ip\n", "2026-11-23T12:00:00Z"),
            ("1764000000.5\tC1", "#separator \\x09\n#fields\tts\tuid\n", "2025-11-24T16:00:00.500Z"),
            ("web1,2026-11-23 12:00:00", "host,timestamp\nweb1,x\n", "2026-11-23T12:00:00Z"),
            ("CEF:0|a|b|1|2|c|5|rt=1764000000000 src=1", "", "2025-11-24T16:00:00Z"),
            ("CEF:0|a|b|1|2|c|5|rt=Nov 23 2026 12:00:00 src=1", "", "2026-11-23T12:00:00Z"),
            ("LEEF:1.0|a|b|1|2|devTime=Nov 23 2026 12:00:00\tsrc=1", "", "2026-11-23T12:00:00Z"),
            ("type=X msg=audit(1764000000.500:7): a=b", "", "2025-11-24T16:00:00.500Z"),
            (#"date=2026-11-23 time=12:00:00 tz="+0500" user=anna"#, "", "2026-11-23T07:00:00Z"),
            (#"{"a":{"timestamp":"2026-11-23T12:00:00Z"}}"#, "", "2026-11-23T12:00:00Z"),
            (
                "Nov 23 12:00:00 gate named[1]: 19-Oct-2022 05:34:02.425 client 192.0.2.7#1 (a): query 'a/A/IN' denied",
                "",
                "2022-10-19T05:34:02.425Z"
            ),
        ])
    func families(record: String, head: String, time: String) {
        #expect(self.time(record, BuiltInFormats.set, head: head) == time)
    }
}
