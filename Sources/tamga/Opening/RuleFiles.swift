import FoundationEssentials
import TamgaFormats
import TamgaMatch
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
        let placeholders = try placeholders.map(Self.placeholders)
        let (texts, unreadable, order) = try Self.texts(paths)
        try self.init(texts, unreadable: unreadable, placeholders: placeholders, order: order)
    }

    /// Joins rule files whose bytes have been read.
    ///
    /// - Parameters:
    ///   - unreadable: files that could not be.
    ///   - order: the paths of both as they were named.
    init(
        _ texts: [RuleTexts.Text], unreadable: [Refusal], placeholders: RuleTexts.Text?, order: [String]? = nil
    ) throws {
        var reader = SigmaReader()
        if let placeholders {
            do throws(FormatsError) {
                reader.placeholders = try SigmaPlaceholders.read(placeholders.bytes, source: placeholders.path)
            } catch {
                throw FailedInput(description: "\(error)")
            }
        }
        set = SigmaRuleSet(texts.map { reader.read($0.bytes, source: $0.path) })
        paths = order ?? texts.map(\.path) + unreadable.map(\.source)
        count = texts.count
        self.unreadable = unreadable
    }

    /// The bytes of a file of placeholders.
    static func placeholders(_ path: String) throws -> RuleTexts.Text {
        RuleTexts.Text(path: path, bytes: try WholeFile.read(path, limit: SigmaPlaceholders.maximumSize))
    }

    /// The bytes of every rule file that is named, or lies below a folder that is, those that cannot be read, and the paths of
    /// both in their order.
    static func texts(
        _ paths: [String]
    ) throws -> (texts: [RuleTexts.Text], unreadable: [Refusal], order: [String]) {
        var texts: [RuleTexts.Text] = []
        var unreadable: [Refusal] = []
        var order: [String] = []
        // A file that two paths lead to is read once.
        var known: Set<FileIdentity> = []
        for path in paths {
            let found = files(below: path)
            if found.isEmpty { throw FailedInput(description: "\(path): no .yml or .yaml file in it") }
            for file in found {
                if let identity = FileIdentity.input(file), !known.insert(identity).inserted { continue }
                order.append(file)
                do {
                    texts.append(RuleTexts.Text(path: file, bytes: try WholeFile.read(file, limit: maximumSize)))
                } catch let error as UnreadableFile {
                    guard file != path else { throw error }
                    unreadable.append(Refusal(source: file, reason: "\(error.reason)"))
                } catch let error as FailedInput {
                    guard file != path else { throw error }
                    unreadable.append(Refusal(source: file, reason: error.description))
                }
            }
        }
        return (texts, unreadable, order)
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
