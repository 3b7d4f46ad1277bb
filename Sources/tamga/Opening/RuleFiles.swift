import FoundationEssentials
import TamgaFormats
import TamgaModel

/// Rule files, read and joined.
struct RuleFiles {
    /// What the files hold.
    let set: SigmaRuleSet
    /// The files that were read or could not be, each once, in the order in which they were named.
    let paths: [String]
    /// How many files were read.
    let count: Int
    /// Files that could not be read.
    let unreadable: [Refusal]

    /// The largest rule file that is read, in bytes.
    static let maximumSize = 64 << 20

    /// Reads every rule file that is named, and every `.yml` and `.yaml` file below a folder; there, files of log formats
    /// (a folder `formats`) and a log source map (`logsources.yml`) are left out, since they hold no rules.
    init(_ paths: [String], placeholders: String?) throws {
        var reader = SigmaReader()
        if let placeholders {
            do {
                reader.placeholders = try SigmaPlaceholders.read(
                    try WholeFile.read(placeholders, limit: SigmaPlaceholders.maximumSize), source: placeholders)
            } catch let error as FormatsError {
                throw FailedInput(description: "\(error)")
            }
        }
        var files: [SigmaFile] = []
        var unreadable: [Refusal] = []
        // A file that two paths lead to is read once.
        var known: Set<FileIdentity> = []
        var each: [String] = []
        for path in paths {
            let found = Self.files(below: path)
            if found.isEmpty { throw FailedInput(description: "\(path): no .yml or .yaml file in it") }
            for file in found {
                if let identity = FileIdentity.input(file), !known.insert(identity).inserted { continue }
                each.append(file)
                do {
                    files.append(reader.read(try WholeFile.read(file, limit: Self.maximumSize), source: file))
                } catch let error as FailedInput {
                    guard file != path else { throw error }
                    unreadable.append(Refusal(source: file, reason: error.description))
                }
            }
        }
        set = SigmaRuleSet(files)
        self.paths = each
        count = files.count
        self.unreadable = unreadable
    }

    /// The rules that are tried on records one by one.
    var onRecords: [SigmaRule] { self.set.rules.filter { !$0.isOnHits } }

    /// What takes more than one record, or none, in one sentence; `nil` where there is nothing of the kind.
    var notOnRecords: String? {
        let counts = [
            (self.set.correlations.count, "correlation"), (self.set.rules.count { $0.isOnHits }, "rule on hits"),
        ].filter { $0.0 > 0 }
        if counts.isEmpty { return nil }
        return "left out: "
            + counts.map { "\($0) \($0 == 1 ? $1 : $1 == "correlation" ? "correlations" : "rules on hits")" }
            .joined(separator: " and ") + "; one record decides none of them"
    }

    /// The rule files that a path means, in path order.
    static func files(below path: String) -> [String] {
        let all = LogPaths.files(below: path)
        if all == [path] { return all }
        return all.filter { file in
            let below = file.dropFirst(path.count).split(separator: "/")
            return (file.hasSuffix(".yml") || file.hasSuffix(".yaml")) && below.last != "logsources.yml"
                && !below.dropLast().contains("formats")
        }
    }
}
