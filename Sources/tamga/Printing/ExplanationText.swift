import TamgaMatch
import TamgaModel

/// Why a rule matches a record or does not, for people.
struct ExplanationText {
    let paint: Paint
    /// The most characters of a value that are shown.
    private static let longestValue = 160
    private static let wordWidth = 10

    /// How a record was read: its formats, time and log sources.
    func reading(_ reading: RecordReading) -> [String] {
        let formats = reading.formats.isEmpty ? "nothing" : reading.formats.joined(separator: " › ")
        var lines = ["read as \(formats)\(reading.isMalformed ? ", malformed" : "")\(time(reading))"]
        if reading.logSources.isEmpty {
            lines.append("log source: none of the map's")
        } else {
            for entry in reading.logSources {
                lines.append("log source: \(LogSourceText.of(entry)) (line \(entry.line) of the map)")
            }
        }
        return lines.map(ActiveText.shown)
    }

    private func time(_ reading: RecordReading) -> String { reading.time.map { ", at \($0)" } ?? ", no time" }

    /// The verdict and every test that led to it.
    func lines(_ explanation: RuleExplanation, _ rule: SigmaRule) -> [String] {
        guard !explanation.ways.isEmpty else {
            let source = LogSourceText.of(rule.logSource)
            return [
                word(.fails) + "the rule is not tried on this record: it is for \(ActiveText.shown(source)), "
                    + (explanation.isMapped
                        ? "and the record is of no entry of the map that says so"
                        : "which the map does not know, and the record is of a known product")
            ]
        }
        var lines: [String] = []
        for way in explanation.ways {
            let words = way.entries.map { "\(LogSourceText.of($0)) (line \($0.line) of the map)" }
            let source = words.isEmpty ? "no entry of the map" : words.joined(separator: "; ")
            lines.append("tried as \(ActiveText.shown(source)):")
            append(way.condition, "", 1, &lines)
        }
        return lines
    }

    /// Rules are nested at most ``RuleTable/deepestCondition`` deep.
    private func append(_ part: ExplainedPart, _ prefix: String, _ depth: Int, _ lines: inout [String]) {
        let indent = String(repeating: "  ", count: depth)
        switch part.kind {
        case .search(let name):
            append(part.parts[0], prefix + ActiveText.shown(name) + ": ", depth, &lines)
        case .not:
            lines.append(word(part.verdict) + indent + prefix + "not")
            append(part.parts[0], "", depth + 1, &lines)
        case .all, .any:
            if part.parts.count == 1 { return append(part.parts[0], prefix, depth, &lines) }
            let isAll = if case .all = part.kind { true } else { false }
            lines.append(word(part.verdict) + indent + prefix + (isAll ? "all of" : "one of"))
            for inner in part.parts { append(inner, "", depth + 1, &lines) }
        case .test(let test):
            let isAbsent = test.test.field != nil && test.values.isEmpty
            lines.append(
                word(part.verdict) + indent + prefix + ActiveText.shown(test.test.text)
                    + (isAbsent ? paint("  (the record has no such field)", .faint) : ""))
            let inner = String(repeating: " ", count: Self.wordWidth) + indent + "  "
            for value in test.values { lines.append(inner + self.value(value, test)) }
            for value in test.others { lines.append(inner + "against " + self.value(value, test)) }
        }
    }

    private func value(_ value: ExplainedValue, _ test: ExplainedTest) -> String {
        var text: String
        if let name = value.name {
            text = "\(name) = “\(Self.shortened(value.text))”"
        } else if value.verdict == .holds {
            text = "the record"
        } else {
            return "not in the record"
        }
        if let span = value.span, let matched = value.matched {
            text += ": “\(Self.shortened(matched))” at bytes \(Self.range(span))"
            if let place = value.place, value.name != nil { text += ", \(Self.range(place)) of the record" }
        } else if test.values.count > 1 {
            text += ": \(value.verdict.rawValue)"
        }
        return ActiveText.shown(text)
    }

    /// Bytes counted from 0, the end not among them.
    private static func range(_ range: Range<Int>) -> String { "\(range.lowerBound)..<\(range.upperBound)" }

    private static func shortened(_ text: String) -> String {
        text.count > longestValue ? text.prefix(longestValue) + "…" : text
    }

    private func word(_ verdict: ExplainedVerdict) -> String {
        let padding = String(repeating: " ", count: Self.wordWidth - verdict.rawValue.count)
        let tone: Paint.Tone =
            switch verdict {
            case .holds: .good
            case .fails: .bad
            case .undecided: .doubtful
            }
        return paint(verdict.rawValue, tone) + padding
    }
}
