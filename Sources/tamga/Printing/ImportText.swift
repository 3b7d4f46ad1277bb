import TamgaFormats
import TamgaModel
import TamgaStore

/// What became of a feed, in one line whose numbers add up.
enum ImportText {
    static func of(_ outcome: ImportOutcome, format: FeedFormat) -> String {
        var parts: [String] = []
        if outcome.indicators.total > 0 {
            parts.append("\(counted(outcome.indicators.total, "indicator")) (\(tally(outcome.indicators)))")
        }
        if outcome.objects.total > 0 {
            parts.append("\(counted(outcome.objects.total, "other object")) (\(tally(outcome.objects)))")
        }
        if outcome.refused > 0 { parts.append("\(outcome.refused) refused") }
        if parts.isEmpty { parts.append("nothing in it") }
        var line = "\(format.rawValue), \(counted(outcome.itemsIn, "item")): \(parts.joined(separator: ", "))"
        if outcome.richPatterns > 0 {
            line += "; \(counted(outcome.richPatterns, "pattern")) beyond lists of values"
        }
        for (language, count) in outcome.foreignPatterns.sorted(by: { $0.key < $1.key }) {
            let isRun = ["sigma", "pcre"].contains(language.lowercased())
            line += "; \(counted(count, "\(ActiveText.shown(language)) pattern")) kept\(isRun ? "" : ", not matched")"
        }
        if !outcome.wideNetworks.isEmpty {
            let names = outcome.wideNetworks.map(\.text).sorted()
            let more = names.count > 3 ? " and \(names.count - 3) more" : ""
            line += "; nearly every log will hit \(names.prefix(3).joined(separator: ", "))\(more)"
        }
        if outcome.isUnchanged, outcome.itemsIn > outcome.refused { line += "; nothing changed" }
        return line
    }

    /// A line for each object of which the store has another copy, as far as they are kept.
    static func conflicts(_ outcome: ImportOutcome) -> [String] {
        var lines = outcome.conflicts.map { id in
            "  conflicting: \(id): "
                + (id.hasPrefix("marking-definition--")
                    ? "another definition of this marking is here; where the two contradict each other, what they mark goes to nobody"
                    : "other bytes of this id and “modified” are here, and stay; a change needs a new “modified”")
        }
        let more = outcome.indicators.conflicting + outcome.objects.conflicting - lines.count
        if more > 0 { lines.append("  and \(more) more conflicting") }
        return lines
    }

    /// `1 item`, `2 items`.
    private static func counted(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }

    private static func tally(_ tally: ImportOutcome.Tally) -> String {
        let parts = [
            (tally.new, "new"), (tally.updated, "updated"), (tally.unchanged, "unchanged"), (tally.revoked, "revoked"),
            (tally.older, "older"), (tally.conflicting, "conflicting"), (tally.repeated, "repeated"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
