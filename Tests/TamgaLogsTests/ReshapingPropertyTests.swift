import TamgaJSON
import TamgaLogs
import TamgaTestSupport
import Testing

/// Reshaping held against a whole-file reference, and against hostile input.
@Suite struct ReshapingPropertyTests {
    static let set = LogFormatSet([])

    // MARK: - JSON that is JSON

    private static func gap(_ random: inout SeededRandom) -> String {
        ["", "", " ", "\n", "\n  ", "\r\n\t"].randomElement(using: &random)!
    }

    private static func joined(_ parts: [String], _ random: inout SeededRandom) -> String {
        var text = gap(&random)
        for (number, part) in parts.enumerated() {
            if number > 0 { text += "," + gap(&random) }
            text += part + gap(&random)
        }
        return text
    }

    /// A random value, laid out with random blanks.
    private static func value(_ random: inout SeededRandom, _ depth: Int) -> String {
        let texts = ["\"\"", "\"a,b\"", "\"]}{[\"", "\"\\\"\\\\\"", "\"é\\u00e9\"", "\"x:y\""]
        switch Int.random(in: 0..<(depth > 3 ? 3 : 6), using: &random) {
        case 0: return texts.randomElement(using: &random)!
        case 1: return ["0", "-12.5e3", "true", "false", "null"].randomElement(using: &random)!
        case 2: return "\"k\(Int.random(in: 0..<99, using: &random))\""
        case 3:
            var items: [String] = []
            for _ in 0..<Int.random(in: 0..<4, using: &random) { items.append(value(&random, depth + 1)) }
            return "[" + joined(items, &random) + "]"
        default: return object(&random, depth)
        }
    }

    private static func object(_ random: inout SeededRandom, _ depth: Int) -> String {
        var members: [String] = []
        for number in 0..<Int.random(in: 0..<5, using: &random) {
            members.append("\"m\(number)\"" + gap(&random) + ":" + gap(&random) + value(&random, depth + 1))
        }
        return "{" + joined(members, &random) + "}"
    }

    /// A log of random objects in one of the shapes.
    private static func log(_ random: inout SeededRandom) -> String {
        var objects: [String] = []
        for _ in 0..<Int.random(in: 1..<6, using: &random) { objects.append(object(&random, 0)) }
        let list = joined(objects, &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return "[" + list + "]" + gap(&random)
        case 1: return "{" + gap(&random) + "\"Records\"" + gap(&random) + ":" + gap(&random) + "[" + list + "]}\n"
        case 2: return "{\"hits\":{\"hits\":[" + list + "]}}"
        default: return "{\n\"first\":1}\n" + objects.joined(separator: "\n") + gap(&random)
        }
    }

    /// The objects of a log, found by reading all of it, with the lines on which they begin.
    private static func reference(_ log: [UInt8], _ layout: LogLayout) throws -> (texts: [String], lines: [Int]) {
        var ranges: [Range<Int>] = []
        func add(_ array: JSONValue) {
            var elements = array.elements
            while let element = elements.next(in: log.span) { ranges.append(element.range) }
        }
        switch layout.family {
        case .json(.array): add(try JSONValue(log.span))
        case .json(.wrapper(let depth)):
            var inner = try JSONValue(log.span)
            for _ in 1..<depth {
                var members = inner.members
                let first = members.next(in: log.span)
                inner = try #require(first).value
            }
            add(inner)
        default:
            var start = 0
            while start < log.count {
                // The shortest piece that is JSON: an object ends where its brackets are closed.
                guard log[start] == 0x7B else {
                    start += 1
                    continue
                }
                var end = start + 1
                while (try? JSONValue(log.span, in: start..<end)) == nil { end += 1 }
                ranges.append(start..<end)
                start = end
            }
        }
        return (
            ranges.map { range in
                String(decoding: log[range].map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
            }, ranges.map { range in log[..<range.lowerBound].count { $0 == 0x0A } + 1 }
        )
    }

    @Test("JSON of any shape gives the records that reading the whole file gives, wherever it is cut")
    func jsonReference() throws {
        var random = SeededRandom(seed: SeededRandom.seed)
        var shapes: Set<LogLayout> = []
        for round in 0..<600 {
            let log = Array(Self.log(&random).utf8)
            let layout = Self.set.recognise(head: log)
            guard layout.needsReshaping else { continue }
            shapes.insert(layout)
            let expected = try Self.reference(log, layout)
            let whole = Reshaping(log, layout, pieces: [log.count])
            let text = String(decoding: log, as: UTF8.self)
            #expect(whole.texts == expected.texts, "seed \(SeededRandom.seed), round \(round): \(text)")
            #expect(whole.records.map(\.line) == expected.lines, "seed \(SeededRandom.seed), round \(round): \(text)")
            if round < 60 {
                for cut in 1..<log.count {
                    #expect(Reshaping(log, layout, pieces: [cut, log.count]) == whole, "cut at \(cut): \(text)")
                }
            }
            let pieces = (0..<50).map { _ in Int.random(in: 1...9, using: &random) }
            #expect(Reshaping(log, layout, pieces: pieces) == whole, "pieces \(pieces): \(text)")
        }
        #expect(shapes.count >= 4, "\(shapes)")
    }

    // MARK: - CSV and the journal

    @Test("CSV with line ends in quotes gives its rows, wherever it is cut")
    func csvReference() {
        var random = SeededRandom(seed: SeededRandom.seed)
        for round in 0..<300 {
            let separator = [",", ";", "\t", "|"].randomElement(using: &random)!
            var log = ["host", "user", "text"].joined(separator: separator) + "\n"
            var rows = [String(log.dropLast())]
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                let cells = (0..<3).map { _ in
                    [
                        "a", "", "x y", "\"q\"", "\"a\(separator)b\"", "\"one\ntwo\"", "\"say \"\"hi\"\"\n\n.\"",
                        "\"\"",
                        "it's \"so\"",
                    ].randomElement(using: &random)!
                }
                let row = cells.joined(separator: separator)
                log += row + ["\n", "\r\n"].randomElement(using: &random)!
                rows.append(row.replacing("\n", with: " "))
            }
            let bytes = Array(log.utf8)
            let layout = Self.set.layout(named: "csv", head: bytes)!
            let whole = Reshaping(bytes, layout, pieces: [bytes.count])
            let found = whole.bytes.split(separator: 0x0A).map {
                String(decoding: $0, as: UTF8.self).replacing("\r", with: "")
            }
            #expect(found == rows, "seed \(SeededRandom.seed), round \(round): \(log)")
            for cut in 1..<bytes.count {
                #expect(Reshaping(bytes, layout, pieces: [cut, bytes.count]) == whole, "cut at \(cut): \(log)")
            }
        }
    }

    @Test("The journal's export gives its entries and fields, wherever it is cut")
    func journalReference() {
        var random = SeededRandom(seed: SeededRandom.seed)
        for round in 0..<200 {
            var log: [UInt8] = []
            var entries: [[String]] = []
            for number in 0..<Int.random(in: 1..<5, using: &random) {
                var fields = ["__REALTIME_TIMESTAMP=17640000000000\(number)"]
                log += Array((fields[0] + "\n").utf8)
                for _ in 0..<Int.random(in: 0..<4, using: &random) {
                    let text = ["", "x", "a=b", "one\ntwo", "\n\n", " y ", "0123456789"].randomElement(using: &random)!
                    if text.contains("\n") || Bool.random(using: &random) {
                        log += Array("MESSAGE\n".utf8) + (0..<8).map { $0 == 0 ? UInt8(text.utf8.count) : 0 }
                    } else {
                        log += Array("MESSAGE=".utf8)
                    }
                    log += Array((text + "\n").utf8)
                    fields.append("MESSAGE=" + text.replacing("\n", with: " "))
                }
                entries.append(fields)
                log += [0x0A]
            }
            let layout = Self.set.recognise(head: log)
            #expect(layout.name == "journald")
            let whole = Reshaping(log, layout, pieces: [log.count])
            var parser = RecordParser(Self.set)
            var fields = RecordFields()
            let found = whole.bytes.split(separator: 0x0A).map { line in
                let line = Array(line)
                parser.parse(line.span, layout: layout, header: nil, into: &fields)
                // Under syslog's names the values stand once more.
                return fields.fields.filter { $0.name != "message" }.map {
                    "\($0.name)=" + String(decoding: fields.bytes($0, in: line.span), as: UTF8.self)
                }
            }
            #expect(found == entries, "seed \(SeededRandom.seed), round \(round)")
            #expect(whole.records.count == entries.count)
            for cut in 1..<log.count {
                #expect(Reshaping(log, layout, pieces: [cut, log.count]) == whole, "cut at \(cut)")
            }
        }
    }

    // MARK: - Hostile input

    private static let seeds = [
        "[{\"a\":1},{\"b\":\"x\"}]", "[\n  {\n    \"a\": 1\n  },\n  {\n    \"b\": {\"c\": []}\n  }\n]\n",
        "{\n \"a\": 1\n}\n{\n \"b\": [1, 2]\n}\n", "{\"Records\":[{\"a\":1},{\"a\":2}]}\n{\"Records\":[{}]}\n",
        "{\"Records\":[{\"a\":1},\n{\"a\":2}],\n\"next\":\"x\"}",
        "{\"took\":5,\"hits\":{\"hits\":[{\"a\":1},\n{\"b\":2}]}}\n", "host,user,text\n1,\"a\nb\",c\n2,\"q\"\"q\",d\n",
        "__CURSOR=1\nMESSAGE\n\u{2}\0\0\0\0\0\0\0ab\nPRIORITY=6\n\n__CURSOR=2\nMESSAGE=x\n\n",
    ]

    /// A byte may become a blank or a line end only where it separates.
    private static func isSeparator(_ byte: UInt8, _ layout: LogLayout) -> Bool {
        switch layout.family {
        case .json: byte <= 0x20 || Array(",:[]{}\u{FEFF}".utf8).contains(byte)
        case .journal: byte <= 0x20
        default: byte <= 0x20
        }
    }

    @Test(
        "Hostile input loses no byte, makes nothing wait past the limit, and may be cut anywhere",
        arguments: seeds.indices)
    func hostile(_ number: Int) {
        var random = SeededRandom(seed: SeededRandom.seed)
        let base = Array(Self.seeds[number].utf8)
        let layout = Self.set.recognise(head: base)
        #expect(layout.needsReshaping)
        let alphabet = Array("{}[]\",:\n\n \\xA=1\u{0}\u{1E}\r".utf8)
        let limit = 40
        for round in 0..<1_500 {
            var log = base + base + base
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<log.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: log.remove(at: place)
                case 1: log.insert(alphabet.randomElement(using: &random)!, at: place)
                case 2: log[place] = alphabet.randomElement(using: &random)!
                default: log.removeSubrange(place..<min(log.count, place + Int.random(in: 0..<12, using: &random)))
                }
                if log.isEmpty { log = [0x0A] }
            }
            let text =
                "round \(round), seed \(SeededRandom.seed): \(String(decoding: log, as: UTF8.self).debugDescription)"
            let whole = Reshaping(log, layout, pieces: [log.count], longestRecord: limit)
            check(log, whole, layout, text)
            let pieces = (0..<80).map { _ in Int.random(in: 1...7, using: &random) }
            let cut = Reshaping(log, layout, pieces: pieces, longestRecord: limit)
            #expect(cut == whole, "\(text) in pieces of \(pieces)")
            let longestLine = log.split(separator: 0x0A, omittingEmptySubsequences: false).map(\.count).max() ?? 0
            // The wrapper's text and a record before its end may each reach the limit, then the line must end.
            #expect(cut.longestWait <= 2 * limit + 2 * longestLine + 16, "\(text) waits for \(cut.longestWait)")
        }
    }

    private func check(_ log: [UInt8], _ whole: Reshaping, _ layout: LogLayout, _ text: String) {
        #expect(whole.bytes.count == log.count)
        var blanked: [UInt8] = []
        for (before, after) in zip(log, whole.bytes) where before != after {
            #expect([0x0A, 0x20, 0x1E, 0x1F].contains(after), "\(text): \(before) became \(after)")
            if !Self.isSeparator(before, layout) { blanked.append(before) }
        }
        // Only the name of a wrapper's member goes with its brackets.
        let names = String(decoding: blanked, as: UTF8.self).split(separator: "\"").map(String.init)
        if case .journal = layout.family {
            // A length of less than the limit has one byte that may be anything.
            #expect(blanked.count <= whole.bytes.count { $0 == 0x1E }, "\(text)")
        } else {
            #expect(Set(names).isSubset(of: ["Records", "hits"]), "\(text): \(names)")
        }
        // All text stands in records.
        let starts = Set(whole.records.map(\.offset))
        #expect(starts.count == whole.records.count)
        var lineStart = 0
        for line in whole.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let hasText = line.contains { $0 > 0x20 && $0 != 0x7F }
            if hasText { #expect(starts.contains(lineStart), "\(text): no record at \(lineStart)") }
            lineStart += line.count + 1
        }
        #expect(whole.records.map(\.offset) == whole.records.map(\.offset).sorted())
        #expect(whole.records.map(\.line) == whole.records.map(\.line).sorted())
    }
}
