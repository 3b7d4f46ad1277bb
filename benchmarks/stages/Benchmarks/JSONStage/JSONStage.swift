import Benchmark
import StageSupport
import TamgaJSON

/// The cursor over JSON: records checked and walked, nothing built.
let benchmarks: @Sendable () -> Void = {
    /// Records with where each begins and ends.
    struct Records {
        var bytes: [UInt8]
        var places: [Range<Int>] = []

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            var start = 0
            for (index, byte) in bytes.enumerated() where byte == 0x0A {
                places.append(start..<index)
                start = index + 1
            }
        }
    }

    // Every record checked against RFC 8259 and its members walked. Answer: members, and the event numbers' sum.
    stage(
        "members-of-events",
        prepare: {
            let text = LogText.processes(20_000)
            return Prepared(Records(text.bytes), .bytes(text.bytes.count), answer: [17 * text.lines, text.lines])
        },
        turn: { records, measured in
            try measured {
                let bytes = records.bytes.span
                var answer = [0, 0]
                for place in records.places {
                    var members = try JSONValue(bytes, in: place).members
                    while let member = members.next(in: bytes) {
                        answer[0] += 1
                        if member.hasKey("EventID", in: bytes) { answer[1] += member.value.integer(in: bytes) ?? 0 }
                    }
                }
                return answer
            }
        })

    // One member of each record looked up by its name and its escapes decoded. Answer: bytes of the decoded texts.
    stage(
        "text-with-escapes",
        prepare: {
            let text = LogText.processes(20_000, commands: [(image: "tool.exe", line: "--now")], every: 1)
            // "C:\Program Files\Acme\tool.exe" --now
            return Prepared(Records(text.bytes), .bytes(text.bytes.count), answer: 38 * text.lines)
        },
        turn: { records, measured in
            try measured {
                let bytes = records.bytes.span
                var count = 0
                for place in records.places {
                    let value = try JSONValue(bytes, in: place).member("CommandLine", in: bytes)
                    count += value?.utf8(in: bytes)?.count ?? 0
                }
                return count
            }
        })

    // A long array of small objects, as of a bundle. Answer: elements, and the sum of a member.
    stage(
        "elements-of-an-array",
        prepare: {
            let count = 50_000
            let elements = (0..<count).map { #"{"n":\#($0),"deep":{"list":[1,2,{"a":null}]},"text":"a\u00e9b"}"# }
            let text = Array("[\(elements.joined(separator: ", "))]".utf8)
            return Prepared(text, .bytes(text.count), answer: [count, count * (count - 1) / 2])
        },
        turn: { text, measured in
            try measured {
                let bytes = text.span
                var answer = [0, 0]
                var elements = try JSONValue(bytes).elements
                while let element = elements.next(in: bytes) {
                    answer[0] += 1
                    answer[1] += element.member("n", in: bytes)?.integer(in: bytes) ?? 0
                }
                return answer
            }
        })

    // Objects written. Answer: the bytes, by their number: 50,000 lines of 37 bytes, and the digits of the numbers.
    stage(
        "objects-written",
        prepare: {
            let count = 50_000
            let digits = (0..<count).reduce(0) { $0 + String($1).utf8.count }
            let line = #"{"n":,"text":"a\"b","list":["x","y"]}"#.utf8.count
            return Prepared(count, .items(count), answer: digits + count * line)
        },
        turn: { count, measured in
            measured {
                var written = 0
                var writer = JSONWriter()
                for number in 0..<count {
                    writer.removeAll()
                    writer.object {
                        $0.member("n", number)
                        $0.member("text", "a\"b")
                        $0.member("list", ["x", "y"])
                    }
                    written += writer.bytes.count
                }
                return written
            }
        })
}
