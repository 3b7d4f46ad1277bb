import TamgaJSON
import TamgaLogs
import TamgaTestSupport
import Testing

@Suite struct JSONReshapingTests {
    static let set = LogFormatSet([])

    /// A log and the records, with the lines on which they begin.
    struct Case: Sendable, CustomTestStringConvertible {
        var log: String
        var records: [String]
        var lines: [Int]
        var testDescription: String { log }
    }

    static let cases = [
        Case(log: "[{\"a\":1},{\"b\":[1,2]}]", records: ["{\"a\":1}", "{\"b\":[1,2]}"], lines: [1, 1]),
        Case(
            log: "[\n  {\n    \"a\": 1\n  },\n  {\n    \"b\": \"x,]}\\\"{\"\n  }\n]\n",
            records: ["{     \"a\": 1   }", "{     \"b\": \"x,]}\\\"{\"   }"], lines: [2, 5]),
        Case(
            log: "{\n \"a\": {\n  \"b\": []\n }\n}\n{\n \"c\": 2\n}\n\n\n{\n}\n",
            records: ["{  \"a\": {   \"b\": []  } }", "{  \"c\": 2 }", "{ }"], lines: [1, 6, 11]),
        Case(
            log: "{\"Records\":[{\"a\":1},{\"a\":2}]}", records: ["{\"a\":1}", "{\"a\":2}"], lines: [1, 1]),
        Case(
            log: "{\"nextToken\":\"x\",\"Records\":[{\"a\":1},{\"a\":2}],\"count\":2}\n",
            records: ["{\"nextToken\":\"x\",\"Records\":", "{\"a\":1}", "{\"a\":2}", ",\"count\":2}"],
            lines: [1, 1, 1, 1]
        ),
        Case(
            log:
                "{\n \"took\": 5,\n \"hits\": {\n  \"total\": 2,\n  \"hits\": [\n   {\"a\": 1},\n   {\"a\": 2}\n  ]\n }\n}\n",
            records: [
                "{  \"took\": 5,  \"hits\": {   \"total\": 2,   \"hits\":", "{\"a\": 1}", "{\"a\": 2}",
            ], lines: [1, 6, 7]),
        Case(
            log: "{\"records\":[{\"a\":1}]}\n{\"records\":[{\"a\":2},{\"a\":3}]}\n",
            records: ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"], lines: [1, 2, 2]),
        Case(log: "[{\"a\":1}]\n[{\"a\":2}]\n", records: ["{\"a\":1}", "{\"a\":2}"], lines: [1, 2]),
        Case(
            log: "\u{FEFF}[\r\n{\"a\":1},\r\n{\"a\":2}\r\n]\r\n", records: ["{\"a\":1}", "{\"a\":2}"], lines: [2, 3]),
        Case(log: "{\n\"a\":1},\n{\n\"a\":2},\n", records: ["{ \"a\":1}", "{ \"a\":2}"], lines: [1, 3]),
        Case(
            log: "[1,\"two\",null,[3],{\"a\":4}]", records: ["1", "\"two\"", "null", "[3]", "{\"a\":4}"],
            lines: [1, 1, 1, 1, 1]),
        Case(log: "[ ]", records: [], lines: []),
        // What says nothing is blank, whatever control characters it is made of.
        Case(log: "[{\"a\":1}]\n\0", records: ["{\"a\":1}"], lines: [1]),
        Case(log: "[{\"a\":1}]\r\n\u{1A}", records: ["{\"a\":1}"], lines: [1]),
        Case(log: "{\n\"a\":1}\n\0\u{B}\0", records: ["{ \"a\":1}"], lines: [1]),
        Case(log: "{\"Records\":[{\"a\":1},{\"a\":2}\0\0]}\n", records: ["{\"a\":1}", "{\"a\":2}"], lines: [1, 1]),
        Case(log: "[{\"a\":1},\u{2}\n\u{3}{\"a\":2}]", records: ["{\"a\":1}", "{\"a\":2}"], lines: [1, 2]),
    ]

    @Test("Each record is a line, in the place it had, and its line in the source is known", arguments: cases)
    func records(_ item: Case) {
        let input = Array(item.log.utf8)
        let layout = Self.set.recognise(head: input)
        let whole = Reshaping(input, layout, pieces: [input.count])
        #expect(whole.texts == item.records)
        #expect(whole.records.map(\.line) == item.lines)
        #expect(whole.bytes.count == input.count)
        // Every line but blank ones is a record.
        let lines = whole.bytes.split(separator: 0x0A).filter { $0.contains { $0 != 0x20 && $0 &- 0x09 >= 5 } }
        #expect(lines.map { String(decoding: $0, as: UTF8.self).trimmed } == item.records)
    }

    @Test("Where a log is cut into blocks makes no difference", arguments: cases)
    func cuts(_ item: Case) {
        let input = Array(item.log.utf8)
        let layout = Self.set.recognise(head: input)
        let whole = Reshaping(input, layout, pieces: [input.count])
        for cut in 1..<max(2, input.count) {
            #expect(Reshaping(input, layout, pieces: [cut, input.count]) == whole, "cut at \(cut)")
        }
        for size in 1...5 { #expect(Reshaping(input, layout, pieces: [size]) == whole, "pieces of \(size)") }
    }
}
