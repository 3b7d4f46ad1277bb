import TamgaFormats
import TamgaMatch
import TamgaModel

extension PartialIdentity {
    /// What a run looks for and how, so that two that do not look for the same are told apart.
    ///
    /// - Parameter words: the options that change what is found.
    /// - Throws: ``FailedInput`` where a file cannot be read any more.
    init(
        _ knowledge: Knowledge, _ rules: RuleOptions, _ community: CommunityOptions, words: [String],
        holdsSuppressed: Bool
    ) throws {
        var patterns = FileFingerprint()
        for pattern in knowledge.rules.patterns.stated { patterns.add(Array("\(pattern)".utf8)) }
        var ruleFiles = FileFingerprint()
        for path in rules.rules.flatMap(RuleFiles.files) {
            ruleFiles.add(try? WholeFile.read(path, limit: RuleFiles.maximumSize))
        }
        var formats = FileFingerprint()
        for path in rules.formatOptions.formats.flatMap(LogPaths.files) {
            formats.add(try? WholeFile.read(path, limit: TextFormatReader.maximumSize))
        }
        func file(_ path: String?) throws -> String {
            guard let path else { return "none" }
            var fingerprint = FileFingerprint()
            fingerprint.add(try WholeFile.read(path, limit: 64 << 20))
            return fingerprint.text
        }
        self.init(
            facts: [
                Fact("tamga", ProgramVersion.text), Fact("revision of the store", "\(knowledge.revision)"),
                Fact(
                    "indicators",
                    "\(knowledge.table.observableCount) (\(String(knowledge.table.checksum, radix: 16)))"),
                Fact("patterns", patterns.text), Fact("files of rules (--rules)", ruleFiles.text),
                Fact("placeholders (--placeholders)", try file(rules.placeholders)),
                Fact("log formats (--formats)", formats.text),
                Fact("log source map (--logsources)", try file(rules.formatOptions.logsources)),
                Fact("community file (--community)", try file(community.path)),
            ], arguments: words, holdsSuppressed: holdsSuppressed)
    }
}

/// A number of files or texts, and a hash of what is in them.
struct FileFingerprint {
    private var count = 0
    private var hash: UInt64 = 0

    /// Adds one; `nil` is one that cannot be read.
    mutating func add(_ bytes: [UInt8]?) {
        count += 1
        hash = RecordFingerprint(bytes ?? [], salt: Int(truncatingIfNeeded: hash) ^ (bytes?.count ?? -1)).hash
    }

    /// `12 (3fa9…)`, or `none`.
    var text: String { count == 0 ? "none" : "\(count) (\(String(hash, radix: 16)))" }
}
