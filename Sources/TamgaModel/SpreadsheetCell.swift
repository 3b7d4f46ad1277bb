/// Text in a cell of CSV, which somebody may open in a spreadsheet: what that would take for a formula begins with an
/// apostrophe. Source: OWASP, CSV Injection.
public enum SpreadsheetCell {
    /// What a formula begins with, the full-width forms of East Asian input too.
    private static let leads: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// A text that no spreadsheet reckons with; ``unescaped(_:)`` gives it back.
    public static func escaped(_ text: String) -> String { isActive(text) ? "'" + text : text }

    /// The text of a cell, without the apostrophe that ``escaped(_:)`` has put before it.
    public static func unescaped(_ cell: String) -> String {
        cell.first == "'" && isActive(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
    }

    /// True where a formula begins, apostrophes before it aside.
    private static func isActive(_ text: String) -> Bool {
        text.unicodeScalars.first { $0 != "'" }.map(leads.contains) ?? false
    }
}
