import Foundation
import TamgaTestSupport
import TamgaYAML
import Testing

/// libyaml, by way of Yams, is asked for the same documents: trees must be equal, and what one refuses the other must
/// refuse too, except for what ``YAMLReader`` says that it does not read.
@Suite struct LibYAMLTests {
    /// How two readings of one file compare.
    enum Verdict: Hashable {
        case same
        case bothRefuse
        /// Only Yams minds: a key stands twice.
        case repeatedKey
        case otherTree(document: Int)
        case onlyHereRefused(String)
        case onlyThereRefused(String)
    }

    static func compare(_ bytes: [UInt8]) -> Verdict {
        let oracle = Oracle(String(decoding: bytes, as: UTF8.self))
        let documents: [YAMLReader.Document]
        do {
            documents = try YAMLReader().documents(of: bytes)
        } catch {
            return oracle.error == nil ? .onlyHereRefused(error.message) : .bothRefuse
        }
        for (index, document) in documents.enumerated() {
            switch document.root {
            case .success(let root):
                if index < oracle.roots.count {
                    if oracle.roots[index] != Tree(root) { return .otherTree(document: index) }
                } else {
                    return oracle.isRepeatedKey ? .repeatedKey : .onlyThereRefused(oracle.error ?? "no document")
                }
            case .failure(let fault):
                // Yams hands out a root before it sees what stands behind it.
                let isLast = index >= oracle.roots.count - 1
                return oracle.error != nil && isLast ? .bothRefuse : .onlyHereRefused(fault.message)
            }
        }
        if documents.count < oracle.roots.count { return .otherTree(document: documents.count) }
        return oracle.error.map(Verdict.onlyThereRefused) ?? .same
    }

    @Test(
        "Each way to write a value is read as libyaml reads it",
        arguments: [
            "a: b", "a: b\nc: d\n", "- a\n- b", "a:\n- b\n- c\nd: e",
            "a:\n  - b\n  -   c: d\n      e: f\n  - - g\n    - h",
            "a:\nb:\n  c:\n", "- \n-\n- a", "a: 'it''s'\nb: \"x\\ty\\u00e9\\x41\\U0001F600\\\\\"", "'a b': \"c\" # d\n",
            "a: one\n  two\n\n  three\nb: c", "a: 'one\n  two\n\n\n  three '\n", "a: \"one \\\n   two\\n\n  three\"",
            "a: |\n  one\n   two\n\n  three\n\n\nb: >\n  one\n  two\n\n   more\n   indented\n\n  end\n\nc: |-\n  x\n\nd: |+\n  y\n\ne: z",
            "a: |2\n   x\n  y\nb: >+1\n  z\n\n", "- |\n a\n- >-\n b\n c",
            "a: [b, c, ]\nd: {e: f, g, 'h': i}\nj: [k: l, m]\n",
            "a: [\n  b,\n  [c, {d: [e]}]\n]", "{a: b, \"c\":d, e: [f]}", "a: b:c\nd: http://e/f#g\nh: i #j",
            "a: - b", "a: &x b\nc: *x", "&a a: &b\n  - &c d\n  - *c\ne: *b", "--- a\n--- b\n...\nc: d\n---\n---\n",
            "%YAML 1.1\n---\na: b", "%YAML 1.1\na: b", "# x\n\n  # y\na: b # z\n#", "a: -\nb: ?x\nc: -d", "? a\n: b",
            "a : b",
            "a: b: c", "a:\n  b\n  c: d", "a: [b", "a: {b: c", "a: 'b", "a: \"b", "a: b]\n", "a: @b", "a: `b`", "a: %b",
            "a: *b",
            "a:\n b: c\n  d: e", "  a: b\n c: d", "- a\nb: c", "a:\n  - b\n c", "a\nb", "a: \"\\q\"", "\ta: b",
            "a:\n\t- b", "a:\t b\t# c", "-\ta", "a: 'b' c", "a: |x\n b", "a: |\n\tb", "- a: b\n  c: d\n-\n  e: f",
            "é: ü\n", "\u{FEFF}a: b",
            "a: [b:c, d]", "a: [b:, d]", "[a, b]: c", "{a: b}: c", "a\r\nb: c\r\n", "a: |\r\n  b\r\n  c\r\n",
            "a: ''\nb: \"\"\nc:\n",
            "a: null\nb: ~", "- - - a", "-  - a\n   - b\n- c", "a: >\n\n\n  b\n", "a: 'b\n---\nc'", "a: b\n...\n...\nc",
            "a: [b, # c\n d]",
            "a: 1\na: 2", "<<: a", "? - a\n: b", ": a", "a: {: b}", "a: { b }", "a: [,]", "a: [b,,c]", "*a : b", "a: &",
        ])
    func everyStyle(_ yaml: String) {
        switch Self.compare(Array(yaml.utf8)) {
        case .same, .bothRefuse, .repeatedKey: break
        case .onlyHereRefused(let message): #expect(Self.isNotRead(message), "\(message)")
        case .onlyThereRefused(let message): #expect(Self.isNewer(message, yaml), "\(message)")
        case .otherTree(let document): Issue.record("document \(document) is another: \(Oracle(yaml).roots)")
        }
    }

    /// What the documentation of ``YAMLReader`` says is not read.
    static func isNotRead(_ message: String) -> Bool {
        ["a key behind", "no key before", "merge keys", "a list or a mapping as a key", "the tag "]
            .contains(where: message.hasPrefix)
    }

    /// What YAML 1.2 allows and libyaml does not: a tab on a line that holds nothing else, and a document behind `...`
    /// without `---`.
    static func isNewer(_ message: String, _ yaml: String) -> Bool {
        message.contains("cannot start any token") && yaml.contains("\t")
            || message.contains("<document start>") && yaml.contains("...\n")
    }

    static let folders = [
        "rules-sigma-subset", "rules-mdecrevoisier-sigma", "rules-sigma-spec", "sigma-regression",
        "logs-crowdsec-tests",
        "regex-uap",
    ]

    static func realFiles() throws -> [[UInt8]] {
        try folders.flatMap { SharedData.files(under: $0, suffixes: [".yml", ".yaml"]) }.map {
            Array(try Data(contentsOf: $0))
        }
    }

    @Test("1,416 real files are the same trees", .enabled(if: SharedData.isPresent))
    func realFilesAreTheSame() throws {
        var counts: [Verdict: Int] = [:]
        for bytes in try Self.realFiles() { counts[Self.compare(bytes), default: 0] += 1 }
        // The one that both refuse has a tab in its indentation; the 19 repeat a key.
        #expect(counts == [.same: 1396, .bothRefuse: 1, .repeatedKey: 19])
    }

    @Test(
        "Pieces of real files with a few bytes changed are the same trees or refused",
        .enabled(if: SharedData.isPresent))
    func changedFiles() throws {
        var random = SeededRandom(seed: SeededRandom.seed)
        let pool = try Self.realFiles().filter { $0.count < 6000 }
        let signs = Array(" \t\n-:#?[]{},&*|>'\"%@\\`~a0.".utf8)
        var counts: [Verdict: Int] = [:]
        for _ in 0..<5000 {
            let bytes = Self.changed(try #require(pool.randomElement(using: &random)), signs, &random)
            guard let yaml = String(validating: bytes, as: UTF8.self) else { continue }
            let verdict = Self.compare(bytes)
            switch verdict {
            case .same, .bothRefuse, .repeatedKey: break
            case .onlyHereRefused(let message) where Self.isNotRead(message): break
            case .onlyThereRefused(let message) where Self.isNewer(message, yaml): break
            default: Issue.record("seed \(SeededRandom.seed): \(verdict) of:\n\(yaml)")
            }
            counts[verdict, default: 0] += 1
        }
        #expect(counts[.same, default: 0] > 1000 && counts[.bothRefuse, default: 0] > 1000, "the changes say something")
    }

    /// Some lines of a file with one to four bytes added, removed or replaced.
    static func changed(_ file: [UInt8], _ signs: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
        let from = Int.random(in: 0..<lines.count, using: &random)
        let count = Int.random(in: 3...12, using: &random)
        var bytes = Array(lines[from..<min(lines.count, from + count)].joined(separator: [0x0A]))
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            let sign = signs[Int.random(in: 0..<signs.count, using: &random)]
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.remove(at: at)
            case 1: bytes[at] = sign
            default: bytes.insert(sign, at: at)
            }
        }
        return bytes
    }
}
