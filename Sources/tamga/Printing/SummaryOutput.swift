import FoundationEssentials
import Glibc
import TamgaReport

/// Prints a summary in one of its forms.
enum SummaryOutput {
    /// - Parameter toStandardError: where standard output carries hits.
    static func write(_ summary: Summary, as format: SummaryFormat, toStandardError: Bool = false) throws {
        let text: String
        switch format {
        case .text: text = summary.text(style: isColoured(toStandardError ? 2 : 1) ? .ansi : .plain, width: width)
        case .json: text = String(decoding: summary.json(), as: UTF8.self)
        case .csv: text = summary.csv()
        case .markdown: text = summary.markdown()
        }
        if toStandardError {
            StandardError.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        } else {
            try Output("-").write(text)
        }
    }

    /// Colours only on a terminal, and not where NO_COLOR is set (no-color.org).
    private static func isColoured(_ descriptor: Int32) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(descriptor) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The terminal's columns; 100 where there is no terminal.
    private static var width: Int {
        var size = winsize()
        guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return max(60, min(Int(size.ws_col), 200))
    }
}
