import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// What is right and wrong in rule files, and in how they go with the log source map.
struct RuleCheck {
    /// The files, in the order in which they were read, each with its problems.
    private(set) var files: [(path: String, problems: [SigmaProblem])] = []
    let set: SigmaRuleSet
    let table: RuleTable
    /// Rules that are tried on every record of their log source, and those of them that say why.
    private(set) var unsieved = (all: 0, withReason: 0)

    init(_ paths: [String], placeholders: String?, formats: LogFormatSet, map: LogSourceMap) throws {
        let read = try RuleFiles(paths, placeholders: placeholders)
        set = read.set
        let compiled = CompiledRules(set, map: map, formats: formats)
        table = compiled.table
        var problems: [String: [SigmaProblem]] = [:]
        for problem in set.problems { problems[problem.source, default: []].append(problem) }
        for refusal in read.unreadable + compiled.refusals {
            problems[refusal.source, default: []].append(
                SigmaProblem(.error, source: refusal.source, line: refusal.line ?? 1, refusal.reason))
        }
        var lines = SourceLines()
        for (number, rule) in table.rules.enumerated() {
            for message in doubts(number, rule) {
                let line = lines.line(rule.place)
                problems[rule.place.source, default: []].append(
                    SigmaProblem(
                        .warning, source: rule.place.source, line: rule.place.line, message, excerpt: line,
                        title: rule.title))
            }
        }
        for path in read.paths {
            let own = (problems[path] ?? []).sorted {
                ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message)
            }
            files.append((path, own))
        }
    }

    /// What is doubtful about a rule in the light of the map and of the sieve.
    private mutating func doubts(_ number: Int, _ rule: SigmaRule) -> [String] {
        var doubts: [String] = []
        let sieve = table.sieve(ofRule: number)
        let entries = table.logSources(ofRule: number)
        if !sieve.isMapped {
            doubts.append(
                "the log source (\(LogSourceText.of(rule.logSource))) is not in the log source map: the rule is tried on "
                    + "every record that is of no known product")
        }
        let unit: String? =
            if sieve.fieldFacts.isEmpty {
                "record"
            } else if sieve.textLiterals.isEmpty, entries.allSatisfy(LogSourceText.isOfText) {
                "line of text"
            } else {
                nil
            }
        if let unit {
            unsieved.all += 1
            if rule.custom.unsieved != nil {
                unsieved.withReason += 1
            } else {
                doubts.append(
                    "nothing to sieve by: the rule is tried on every \(unit) of its log source; add a text that every "
                        + "match holds, or say why there is none in “tamga: {unsieved: …}”")
            }
        }
        return doubts
    }

    /// Problems of a severity.
    func count(_ severity: SigmaProblem.Severity) -> Int {
        files.reduce(0) { $0 + $1.problems.count { $0.severity == severity } }
    }

    /// Rules by level, the most serious first.
    var levels: [(level: String, count: Int)] {
        var counts: [(String, Int)] = SigmaLevel.allCases.reversed().map { level in
            (level.rawValue, set.rules.count { $0.level == level })
        }
        counts.append(("no level", set.rules.count { $0.level == nil }))
        return counts.filter { $0.1 > 0 }.map { (level: $0.0, count: $0.1) }
    }
}

/// Lines of files, for messages that show them.
struct SourceLines {
    private var files: [String: [Substring]] = [:]

    /// A line's text, of a long one the beginning; empty where the file cannot be read.
    mutating func line(_ place: SigmaPlace) -> String {
        if files[place.source] == nil {
            let bytes = (try? WholeFile.read(place.source, limit: RuleFiles.maximumSize)) ?? []
            files = [
                place.source: String(decoding: bytes, as: UTF8.self).split(
                    omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            ]
        }
        let lines = files[place.source] ?? []
        return lines.indices.contains(place.line - 1) ? String(lines[place.line - 1].prefix(240)) : ""
    }
}
