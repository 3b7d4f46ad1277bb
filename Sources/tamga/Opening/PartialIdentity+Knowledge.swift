import TamgaMatch
import TamgaModel

extension PartialIdentity {
    /// What a run looks for and how, so that two that do not look for the same are told apart. It comes to the same from a
    /// snapshot as from what the snapshot was made of.
    ///
    /// - Parameter words: the options that change what is found.
    init(_ supply: KnowledgeSupply, words: [String], holdsSuppressed: Bool) throws {
        let (knowledge, texts) = (supply.knowledge, try supply.ruleTexts())
        let patterns = knowledge.rules.patterns.stated.map { Array("\($0)".utf8) }
        let table = "\(knowledge.table.observableCount) (\(String(knowledge.table.checksum, radix: 16)))"
        let unreadable = texts.unreadable.map { _ -> [UInt8]? in nil }
        self.init(
            facts: [
                Fact("tamga", ProgramVersion.text), Fact("revision of the store", "\(knowledge.revision)"),
                Fact("indicators", table), Fact("patterns", FileFingerprint(patterns).text),
                Fact("files of rules (--rules)", FileFingerprint(texts.rules.map(\.bytes) + unreadable).text),
                Fact(
                    "placeholders (--placeholders)",
                    FileFingerprint([texts.placeholders?.bytes].compactMap(\.self)).text),
                Fact("log formats (--formats)", FileFingerprint(texts.formats.map(\.bytes)).text),
                Fact(
                    "log source map (--logsources)", FileFingerprint([texts.logSources?.bytes].compactMap(\.self)).text),
                Fact(
                    "community file (--community)",
                    FileFingerprint([try supply.communityText()].compactMap(\.self)).text),
            ], arguments: words, holdsSuppressed: holdsSuppressed)
    }
}

/// A number of files or texts, and a hash of what is in them.
struct FileFingerprint {
    private var count = 0
    private var hash: UInt64 = 0

    /// Of these; `nil` is one that cannot be read.
    init(_ files: [[UInt8]?]) { for file in files { add(file) } }

    private mutating func add(_ bytes: [UInt8]?) {
        count += 1
        hash = RecordFingerprint(bytes ?? [], salt: Int(truncatingIfNeeded: hash) ^ (bytes?.count ?? -1)).hash
    }

    /// `12 (3fa9…)`, or `none`.
    var text: String { count == 0 ? "none" : "\(count) (\(String(hash, radix: 16)))" }
}
