public import TamgaModel

/// Something about a rule that its author should know, with the place that shows it.
public struct SigmaProblem: Hashable, Sendable {
    /// What a problem means for the document that it stands in.
    public enum Severity: String, Hashable, Sendable, Comparable {
        /// The document is loaded; `rules check` says what is doubtful.
        case warning
        /// The document is refused.
        case error

        /// A warning is less than an error.
        public static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .error }
    }

    /// What it means for the document.
    public var severity: Severity
    /// The file as the user named it.
    public var source: String
    /// 1-based.
    public var line: Int
    /// 1-based, in characters.
    public var column: Int
    /// What is wrong, and where it helps, what to write: one sentence without its full stop.
    public var message: String
    /// The line's text; of a long line, the part around the place.
    public var excerpt: String
    /// How many characters of ``excerpt`` stand before the place.
    public var caret: Int
    /// The title of the rule, correlation or filter; `nil` where it is not known.
    public var title: String?

    /// A problem.
    public init(
        _ severity: Severity, source: String, line: Int, column: Int = 1, _ message: String, excerpt: String = "",
        caret: Int = 0, title: String? = nil
    ) {
        self.severity = severity
        self.source = source
        self.line = line
        self.column = column
        self.message = message
        self.excerpt = excerpt
        self.caret = caret
        self.title = title
    }

    /// The line and below it a caret at the place, two lines without a line end behind them; empty where the line is.
    ///
    /// Tabs stand below tabs, so that the caret is under its character; control characters show as `?`.
    public var pointer: String {
        guard !excerpt.isEmpty else { return "" }
        let line = excerpt.unicodeScalars.map { $0 != "\t" && ($0.value < 0x20 || 0x7F...0x9F ~= $0.value) ? "?" : $0 }
        let blanks = line.prefix(caret).map { $0 == "\t" ? Unicode.Scalar("\t") : " " }
        var text = String.UnicodeScalarView(line)
        text.append("\n")
        text.append(contentsOf: blanks)
        text.append("^")
        return String(text)
    }

    /// The problem as a refusal: for an error, what the run's account counts.
    public var refusal: Refusal { Refusal(source: source, line: line, objectID: title, reason: message) }
}

extension SigmaProblem: CustomStringConvertible {
    /// `source:line:column: error: message`, the form that editors and terminals make clickable.
    public var description: String { "\(source):\(line):\(column): \(severity.rawValue): \(message)" }
}
