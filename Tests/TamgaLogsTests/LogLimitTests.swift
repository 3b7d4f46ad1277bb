import TamgaFormats
import TamgaLogs
import Testing

/// Each limit of reading logs at its figure, and one past it.
@Suite struct LogLimitTests {
    private static let set = LogFormatSet([])

    /// How many lines a record of a form becomes whose line end inside it is the last of so many bytes.
    private static func lines(_ name: String, _ bytes: Int) throws -> Int {
        let (sample, start, end) =
            name == "csv"
            ? ("a,b\n1,2\n", "1,\"", "\n2\"\n") : ("{\n \"a\": 1\n}\n{\n \"b\": 2\n}\n", "{\"a\":\"", "\"\n}\n")
        let layout = try #require(set.layout(named: name, head: Array(sample.utf8)))
        // The line end inside stands at the end's first or second byte.
        let before = start.utf8.count + (name == "csv" ? 1 : 2)
        let log = Array((start + String(repeating: "x", count: bytes - before) + end).utf8)
        return Reshaping(log, layout, pieces: [log.count]).texts.count
    }

    @Test(
        "bytes of a record that are made one line: a line end in a later one ends the record",
        arguments: ["csv", "json"])
    func reshaped(_ name: String) throws {
        #expect(try Self.lines(name, 1 << 20) == 1)
        #expect(try Self.lines(name, (1 << 20) + 1) == 2)
    }

    @Test("columns of a log: so many have names, the others have none", arguments: ["zeek", "w3c", "csv"])
    func columns(_ name: String) throws {
        func count(_ columns: Int) throws -> Int {
            let names = (0..<columns).map { "f\($0)" }
            let line =
                switch name {
                case "zeek": "#fields\t" + names.joined(separator: "\t")
                case "w3c": "#Fields: " + names.joined(separator: " ")
                default: names.joined(separator: ",")
                }
            let bytes = Array((line + "\n").utf8)
            let layout = try #require(Self.set.layout(named: name, head: bytes))
            var tracker = HeaderTracker(layout, in: Self.set)
            _ = tracker.read(bytes.span)
            return try #require(tracker.header).columnNames.count
        }
        for columns in [4_095, 4_096] { #expect(try count(columns) == columns) }
        #expect(try count(4_097) == 4_096)
    }

    @Test("formats inside another one: four are read, the fifth is text")
    func nested() throws {
        let yaml = (0..<7).map { number in
            "---\nname: f\(number)\ntitle: T\n"
                + "pattern: '^F\(number) (?<v\(number)>\\w+)( (?<message>.*))?$'\n"
        }
        let set = LogFormatSet(try TextFormatReader.read(Array(yaml.joined().utf8), source: "f.yml"))
        #expect(set.refusals == [])
        func values(_ formats: Int) -> [String] {
            var parser = RecordParser(set)
            var fields = RecordFields()
            let record = Array((0..<formats).map { "F\($0) x" }.joined(separator: " ").utf8)
            parser.parse(record.span, layout: .text, header: nil, into: &fields)
            return fields.fields.map(\.name).filter { $0.hasPrefix("v") }.sorted()
        }
        for formats in 1...5 { #expect(values(formats) == (0..<formats).map { "v\($0)" }) }
        #expect(values(6) == (0..<5).map { "v\($0)" })
    }
}
