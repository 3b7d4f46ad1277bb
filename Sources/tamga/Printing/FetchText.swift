import TamgaExchange
import TamgaStore

/// What came of fetching a feed, in words.
enum FetchText {
    /// One line whose numbers add up.
    static func line(_ outcome: FetchOutcome, _ things: String) -> String {
        var line: String
        if outcome.isUnchanged {
            line = "nothing new"
        } else if let imported = outcome.imported, let format = outcome.format {
            line =
                "\(outcome.documents) \(outcome.documents == 1 ? String(things.dropLast()) : things), "
                + ImportText.of(imported, format: format)
        } else {
            line = outcome.failure == nil ? "nothing new" : "nothing came"
        }
        line += " (\(outcome.requests) request\(outcome.requests == 1 ? "" : "s"))"
        if outcome.failure != nil { line += "; left before the end" }
        return line
    }

    /// Prints the line, what was refused, and what is to be known of the server.
    static func show(_ outcome: FetchOutcome, of name: String, _ things: String, quiet: Bool) {
        if !quiet { StandardError.line("\(name): \(line(outcome, things))") }
        for warning in outcome.warnings { StandardError.line("  warning: \(warning)", .warning) }
        guard let imported = outcome.imported else { return }
        for line in ImportText.conflicts(imported) { StandardError.line(line, .warning) }
        for refusal in imported.refusals { StandardError.line("  refused: \(refusal)", .warning) }
        if imported.refused > imported.refusals.count {
            StandardError.line("  and \(imported.refused - imported.refusals.count) more refused", .warning)
        }
    }
}
