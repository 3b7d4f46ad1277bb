import TamgaFormats
import TamgaStore

/// What became of a feed, in one line whose numbers add up.
enum ImportText {
    static func of(_ outcome: ImportOutcome, format: FeedFormat) -> String {
        var parts: [String] = []
        if outcome.indicators.total > 0 {
            parts.append("\(outcome.indicators.total) indicators (\(tally(outcome.indicators)))")
        }
        if outcome.objects.total > 0 {
            parts.append("\(outcome.objects.total) other objects (\(tally(outcome.objects)))")
        }
        if outcome.refused > 0 { parts.append("\(outcome.refused) refused") }
        if parts.isEmpty { parts.append("nothing in it") }
        var line = "\(format.rawValue), \(outcome.itemsIn) items: \(parts.joined(separator: ", "))"
        if outcome.patternsNotYetMatched > 0 { line += "; \(outcome.patternsNotYetMatched) patterns not yet matched" }
        for (language, count) in outcome.foreignPatterns.sorted(by: { $0.key < $1.key }) {
            line += "; \(count) \(language) patterns kept, not matched"
        }
        if outcome.isUnchanged, outcome.itemsIn > outcome.refused { line += "; nothing changed" }
        return line
    }

    private static func tally(_ tally: ImportOutcome.Tally) -> String {
        let parts = [
            (tally.new, "new"), (tally.updated, "updated"), (tally.unchanged, "unchanged"), (tally.revoked, "revoked"),
            (tally.older, "older"), (tally.conflicting, "conflicting"), (tally.repeated, "repeated"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
