import TamgaCorrelate

/// What correlations could not look at, in words.
enum CorrelationText {
    /// A line for each correlation that lost something, and for what all lost.
    static func lost(_ outcome: CorrelationOutcome) -> [String] {
        var lines: [String] = []
        for (title, counts) in outcome.counts where !counts.isComplete {
            let parts = [
                (counts.withoutKey, "without a field of its group-by"),
                (counts.withoutValue, "without the value it adds up"),
            ].filter { $0.0 > 0 }.map { "\(records($0)) \($1)" }
            let others = [
                (counts.droppedGroups, "groups dropped for want of memory (--window-memory)"),
                (counts.openWindows, "windows cut short by the end of the logs and not decided"),
                (counts.forgottenValues, "values of a field past the 64 that are kept"),
            ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
            lines.append("correlation “\(title)”: " + (parts + others).joined(separator: "; "))
        }
        for (title, counts) in outcome.patterns.counts where !counts.isComplete {
            let parts = [
                (counts.forgotten, "that satisfied a part of it forgotten for want of memory (--window-memory)"),
                (counts.undecided, "where it was too costly to try"),
            ].filter { $0.0 > 0 }.map { "\(records($0)) \($1)" }
            lines.append("pattern “\(title)”: " + parts.joined(separator: "; "))
        }
        if outcome.late > 0 { lines.append("correlations: \(records(outcome.late)) came too late (--lateness)") }
        if outcome.forcedReleases > 0 {
            lines.append(
                "correlations: memory for waiting records ran out \(outcome.forcedReleases) times; they were looked at early"
            )
        }
        return lines
    }

    private static func records(_ count: Int) -> String { count == 1 ? "1 record" : "\(count) records" }
}
