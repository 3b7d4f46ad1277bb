import TamgaTestSupport
import TamgaYAML
import Testing

@Suite struct YAMLReaderTests {
    static func root(_ yaml: String, _ limits: YAMLLimits = YAMLLimits()) throws -> YAMLNode {
        let documents = try YAMLReader(limits: limits).documents(of: Array(yaml.utf8))
        return try #require(documents.first).root.get()
    }

    static func fault(_ bytes: [UInt8], _ limits: YAMLLimits = YAMLLimits()) -> YAMLFault? {
        do throws(YAMLFault) {
            for document in try YAMLReader(limits: limits).documents(of: bytes) { _ = try document.root.get() }
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Only what is written in decimal is a number",
        arguments: [
            ("4688", YAMLScalar.Value.number(4688)), ("-1", .number(-1)), ("+5", .number(5)), ("0", .number(0)),
            ("1.5", .number(1.5)), (".5", .number(0.5)), ("5.", .number(5)), ("0.10", .number(0.1)), ("0x17", .text),
            ("007", .text), ("1e5", .text), ("1.5e3", .text), ("1_000", .text), ("12:30", .text), ("2024-01-01", .text),
            (".inf", .text), (".nan", .text), (".", .text), ("-", .text), ("1.2.3", .text), ("yes", .text),
            ("on", .text),
            ("true", .bool(true)), ("FALSE", .bool(false)), ("tRue", .text), ("null", .null), ("~", .null), ("", .null),
            ("Null", .null), ("none", .text), ("123456789012345678901234567890123", .text),
        ] as [(String, YAMLScalar.Value)])
    func scalarsAreWhatTheyLookLike(_ text: String, _ value: YAMLScalar.Value) throws {
        #expect(YAMLScalar(text, isPlain: true, textOffset: 0).value == value)
        #expect(YAMLScalar(text, isPlain: false, textOffset: 0).value == .text)
    }

    @Test("A key that is repeated is there twice, in order")
    func repeatedKeysAreKept() throws {
        let entries = try #require(try Self.root("a: 1\nb: 2\na: 3\n").entries)
        #expect(entries.map(\.name) == ["a", "b", "a"])
        #expect(entries.map { $0.value.scalar?.text } == ["1", "2", "3"])
        #expect(entries.map(\.line) == [1, 2, 3])
    }

    @Test("One broken document does not hide the others")
    func brokenDocumentsStandAlone() throws {
        let yaml = "a: 1\n---\nb: 'open\n---\nc: [\n---\n\td: 1\n--- # e\ne: 5\n...\nf: 6\n"
        let documents = try YAMLReader().documents(of: Array(yaml.utf8))
        #expect(documents.map(\.line) == [1, 2, 4, 6, 8, 10])
        let keys = documents.map { try? $0.root.get().entries?.first?.name }
        #expect(keys == ["a", nil, nil, nil, "e", "f"])
    }

    @Test("Anchors do not reach into the next document")
    func anchorsStay() throws {
        let documents = try YAMLReader().documents(of: Array("a: &x 1\n---\nb: *x\n".utf8))
        #expect(throws: YAMLFault.self) { try documents[1].root.get() }
    }

    @Test(
        "Nothing is read of a file with nothing in it",
        arguments: ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n---"])
    func emptyFiles(_ yaml: String) throws {
        #expect(try YAMLReader().documents(of: Array(yaml.utf8)).isEmpty)
    }

    @Test(
        "What is wrong is said with its place",
        arguments: [
            ("a: b\n\tc: d", 2, 1, "a tab"), ("a:\n  -\tb: c", 2, 4, "a tab"), ("a: 'x\nb: y", 1, 4, "never closed"),
            ("a: [1, 2\nb: 3", 2, 2, "“,” or “]”"), ("a: [1, 2\n", 1, 4, "“[” is never closed"),
            ("[a: b", 1, 1, "“[” is never"), ("a: [1 [2]]", 1, 7, "“,” or “]”"),
            ("a: {b: c", 1, 4, "“{” is never closed"), ("a: b: c", 1, 5, "a “:” that cannot stand here"),
            ("a: *.exe", 1, 4, "in quotes"), ("a: *x", 1, 4, "no anchor"), ("a: %x%", 1, 4, "“%”"),
            ("a: @x", 1, 4, "“@”"),
            ("é: \"\\d\"", 1, 5, "no escape"), ("a: \"\\uD800\"", 1, 7, "code point"),
            ("a: !!binary x", 1, 4, "the tag “!!binary”"),
            ("? a\n: b", 1, 1, "behind “?”"), ("[a]: b", 1, 1, "as a key"), ("<<: *a", 1, 1, "merge keys"),
            ("a: 1\nb\nc: 2", 2, 1, "no “: ”"), ("a: 1\n  b: 2", 2, 4, "a “:” that cannot"),
            ("a:\n  b: 1\n    c: 2\n", 3, 6, "a “:” that cannot"),
            ("a:\n  b: [1]\n    c: 2\n", 3, 5, "deeper"),
            ("- a\nb: 1", 2, 1, "no “- ”"), ("a: 1\n- b", 2, 1, "item where a key"),
            ("a: 'b' c", 1, 8, "behind a value"),
            ("a: - b", 1, 4, "a list cannot begin here"), ("a: | b\n", 1, 6, "next line"),
            ("a: &x &y b", 1, 7, "behind a value"), ("? - a\n: b", 1, 1, "behind “?”"),
            ("a: b\n? c\n: d", 2, 1, "behind “?”"),
            ("{a: b, ? # c\n c : d}", 1, 8, "behind “?”"), (": a", 1, 1, "no key"),
            ("é: \"ü\u{2028}\\q\"", 1, 7, "no escape"),
            ("é: \u{80}x\n", 1, 4, "does not allow"),
        ])
    func faultsHaveAPlace(_ yaml: String, _ line: Int, _ column: Int, _ words: String) throws {
        let fault = try #require(Self.fault(Array(yaml.utf8)))
        #expect(fault.line == line)
        #expect(SourceText(name: "x", bytes: Array(yaml.utf8)).place(fault.offset).column == column)
        #expect(fault.message.contains(words), "\(fault.message)")
    }

    @Test(
        "What is no text is refused whole",
        arguments: [
            ([0x61, 0x3A, 0x20, 0xFF], 1, "not UTF-8"), ([0x61, 0x0A, 0xC0, 0x80], 2, "not UTF-8"),
            ([0xFF, 0xFE, 0x61, 0x00], 1, "UTF-16"),
            ([0xED, 0xA0, 0x80], 1, "not UTF-8"), ([0xF4, 0x90, 0x80, 0x80], 1, "not UTF-8"),
            ([0xE2, 0x82], 1, "not UTF-8"),
            ([0x61, 0x0A, 0x0A, 0x00], 3, "U+0000"), ([0x1B], 1, "U+001B"), ([0x7F], 1, "U+007F"),
        ] as [([UInt8], Int, String)])
    func binaryIsRefused(_ bytes: [UInt8], _ line: Int, _ words: String) throws {
        let fault = try #require(Self.fault(bytes))
        #expect(fault.line == line)
        #expect(fault.message.contains(words), "\(fault.message)")
    }

    @Test("Aliases cannot multiply without end")
    func aliasBomb() throws {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            yaml +=
                "a\(level): &a\(level) [" + repeatElement("*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(try #require(Self.fault(Array(yaml.utf8))).message.contains("more than 500000 values"))
        // As keys too: a reader that hashes its keys never comes to the end of these.
        #expect(try #require(Self.fault(Array((yaml + "? *a9\n: x\n").utf8))).message.contains("values"))
    }

    @Test("Nesting ends somewhere", arguments: ["[", "{a: ", "- ", "a:\n"])
    func nesting(_ opening: String) throws {
        var yaml = ""
        for level in 0..<10_000 {
            if opening == "a:\n" { yaml += String(repeating: " ", count: min(level, 200)) }
            yaml += opening
        }
        #expect(try #require(Self.fault(Array(yaml.utf8))).message.contains("inside each other"))
    }

    @Test("Files without end and sense take linear time")
    func largeFiles() throws {
        let start = ProcessorTime.ofThread
        let list = "a:\n" + String(repeating: "  - some value or other\n", count: 100_000)
        #expect(try Self.root(list).entries?.first?.value.items?.count == 100_000)
        let halfMillion = 1 << 19
        for (piece, count) in [
            ("''", halfMillion), ("a: |\n\n", halfMillion / 8), (" \n", halfMillion), ("b\n\n ", halfMillion / 4),
            ("---\n", halfMillion / 4),
            ("&a ", halfMillion / 4), ("# \n", halfMillion / 2), ("'", halfMillion), ("a\n", halfMillion / 2),
            ("a: ", halfMillion / 4),
            ("? ", halfMillion / 4),
        ] {
            _ = Self.fault(Array("a: \(String(repeating: piece, count: count))".utf8))
        }
        #expect(try #require(Self.fault(Array(repeating: 0x61, count: 17 << 20))).message.contains("larger than"))
        #expect(
            try #require(Self.fault(Array("[\(String(repeating: "a,", count: 600_000))]".utf8))).message.contains(
                "values"))
        #expect(ProcessorTime.ofThread - start < .seconds(60))
    }

    @Test("A tag says whether a scalar is a text")
    func tags() throws {
        let entries = try #require(try Self.root("a: !!str 1\nb: ! 1\nc: !!int '1'\nd: !!null ''").entries)
        #expect(entries.map { $0.value.scalar?.value } == [.text, .text, .number(1), .null])
    }

    @Test("A value has its own place, behind its anchor and tag and in front of its quote")
    func placesOfValues() throws {
        let yaml = "é: &x # c\n  !!str 'v'\nb: |2\n\n   w\nc:\n- *x\n- &y\n  d: e\n"
        let entries = try #require(try Self.root(yaml).entries)
        let text = SourceText(name: "x", bytes: Array(yaml.utf8))
        let scalar = try #require(entries[0].value.scalar)
        #expect(entries[0].value.line == 2)
        #expect(text.place(entries[0].value.offset).column == 9)
        #expect(text.place(scalar.textOffset).column == 10)
        let block = try #require(entries[1].value.scalar)
        #expect(block.text == "\n w\n")
        #expect(text.place(block.textOffset) == SourceText.Place(column: 3, excerpt: "   w", caret: 2))
        let items = try #require(entries[2].value.items)
        #expect(items.map(\.line) == [7, 9])
        #expect(items.map { text.place($0.offset).column } == [3, 3])
        #expect(items[0].scalar?.text == "v")
    }

    @Test("Cut anywhere, a document is read or refused")
    func everyPrefix() throws {
        let yaml = "a: &x [b, {c: 'd''e', \"f\\u00e9\": g}] # h\ni: |-\n  j\n\n   k\nl:\n- *x\n- >\n m\n n\n--- é\n"
        let bytes = Array(yaml.utf8)
        for end in 0...bytes.count {
            for start in [0, end / 2] { _ = Self.fault(Array(bytes[start..<end])) }
        }
        #expect(Self.fault(bytes) == nil)
    }

    @Test("A place shows its line, and of a long line the part around it")
    func places() {
        let text = SourceText(
            name: "x",
            bytes: Array(
                "ab\r\ncé: d\n\(String(repeating: "é", count: 300))Z\(String(repeating: "y", count: 300))".utf8))
        #expect(text.place(0) == SourceText.Place(column: 1, excerpt: "ab", caret: 0))
        #expect(text.place(7) == SourceText.Place(column: 3, excerpt: "cé: d", caret: 2))
        let place = text.place(11 + 600)
        #expect(place.column == 301)
        #expect(Array(place.excerpt)[place.caret] == "Z")
        #expect(place.excerpt.count == 240)
        #expect(text.place(1 << 40).column == 602)
    }

    @Test(
        "A byte of a scalar is found in the file",
        arguments: [
            ("a: one two", "two"), ("a: 'it''s two'", "two"), ("a: one\n   two", "two"),
            ("a: >\n  one\n  two\n", "two"),
            ("a: |\n    one\n    two\n", "two"), ("- \"one two\"", "two"),
        ])
    func bytesOfScalars(_ yaml: String, _ word: String) throws {
        let bytes = Array(yaml.utf8)
        let root = try Self.root(yaml)
        let scalar = try #require((root.entries?.first?.value ?? root.items?.first)?.scalar)
        let index = try #require(scalar.text.firstRange(of: word)).lowerBound.utf16Offset(in: scalar.text)
        let offset = SourceText(name: "x", bytes: bytes).offset(of: index, in: scalar)
        #expect(String(decoding: bytes[offset...].prefix(word.utf8.count), as: UTF8.self) == word)
    }
}
