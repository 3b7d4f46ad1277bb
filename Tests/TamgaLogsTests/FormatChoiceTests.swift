import Foundation
import TamgaLogs
import TamgaModel
import TamgaTestSupport
import Testing

/// Choosing patterns by a record's first bytes, held against running them all.
@Suite struct FormatChoiceTests {
    private static let all = LogFormatSet(BuiltInFormats.all, choosesByFirstBytes: false)

    /// What a parser says of a text record.
    private func reading(_ parser: inout RecordParser, _ record: [UInt8]) -> [String] {
        var fields = RecordFields()
        parser.parse(record.span, layout: .text, header: nil, into: &fields)
        return fields.formats
            + fields.fields.map { "\($0.name)=" + String(decoding: fields.bytes($0, in: record.span), as: UTF8.self) }
    }

    @Test("Real records are read the same", .enabled(if: SharedData.isPresent, "shared data is absent"))
    func realRecords() throws {
        var chosen = RecordParser(BuiltInFormats.set)
        var tried = RecordParser(Self.all)
        var records = 0
        for folder in ["logs-crowdsec-tests", "logs-lnav/test", "logs-plaso-testdata", "logs-gtk-drill"] {
            for file in SharedData.files(under: folder) {
                guard let bytes = try? Data(contentsOf: file) else { continue }
                for line in bytes.split(separator: 0x0A).prefix(200) {
                    let record = Array(line)
                    records += 1
                    #expect(
                        reading(&chosen, record) == reading(&tried, record),
                        "\(file.lastPathComponent): \(String(decoding: record.prefix(200), as: UTF8.self))")
                }
            }
        }
        #expect(records > 5_000)
        #expect(chosen.undecided == 0)
    }

    /// A random pattern of what people write in formats.
    private func pattern(_ random: inout SeededRandom, _ depth: Int = 0) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 1..<4, using: &random) {
            var item: String
            switch Int.random(in: 0..<(depth > 2 ? 4 : 7), using: &random) {
            case 0: item = ["a", "b", "0", " ", "\\.", "\\[", "\\x61", "\\Qa.\\E", ","].randomElement(using: &random)!
            case 1: item = ["\\d", "\\w", "\\s", "\\S", "\\D", "\\W", ".", "\\h"].randomElement(using: &random)!
            case 2:
                item = ["[ab]", "[^a]", "[\\d.]", "[a-c0-9]", "[^\\s,]", "[]a]", "[[:alpha:]]", "[-a]", "[\\]b]"]
                    .randomElement(using: &random)!
            case 3: item = ["(?=a)", "(?!b)", "\\b", "(?#c)", "$", "(?<=a)"].randomElement(using: &random)!
            case 4: item = "(?:" + pattern(&random, depth + 1) + ")"
            case 5: item = "(?:" + pattern(&random, depth + 1) + "|" + pattern(&random, depth + 1) + ")"
            default:
                item = ["(?i:", "(?>", "(", "(?x: "].randomElement(using: &random)! + pattern(&random, depth + 1) + ")"
            }
            if !item.hasPrefix("(?=") && !item.hasPrefix("(?!") && item != "\\b" && item != "$" && item != "(?<=a)",
                item != "(?#c)"
            {
                item += ["", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "+?", "*+", "{0}"].randomElement(
                    using: &random)!
            }
            text += item
        }
        return text
    }

    @Test("Random patterns read random records the same")
    func randomPatterns() {
        var random = SeededRandom(seed: SeededRandom.seed)
        let letters = Array("ab0 .[],A1\t".utf8)
        var matches = 0
        for round in 0..<300 {
            var formats: [TextFormat] = []
            for number in 0..<Int.random(in: 1...70, using: &random) {
                let anchor = ["^", "^", "^", "\\A", ""].randomElement(using: &random)!
                let text = anchor + "(?<all>" + pattern(&random) + ")"
                formats.append(
                    TextFormat(
                        name: "f\(number)", title: "", patterns: [text], place: SigmaPlace(source: "x", line: number)))
            }
            let chosen = LogFormatSet(formats)
            let tried = LogFormatSet(formats, choosesByFirstBytes: false)
            var one = RecordParser(chosen)
            var other = RecordParser(tried)
            for _ in 0..<40 {
                let record = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                    letters.randomElement(using: &random)!
                }
                let expected = reading(&other, record)
                if !expected.isEmpty { matches += 1 }
                let found = reading(&one, record)
                #expect(
                    found == expected,
                    "seed \(SeededRandom.seed), round \(round): \(String(decoding: record, as: UTF8.self)) with \(formats.map { $0.patterns[0] })"
                )
            }
        }
        #expect(matches > 3_000)
    }
}
