import FoundationEssentials
import TamgaReport

/// Prints a summary in one of its forms.
enum SummaryOutput {
    /// - Parameters:
    ///   - page: the summary as HTML.
    ///   - toStandardError: where standard output carries hits.
    static func write(
        _ summary: Summary, as format: SummaryFormat, page: @autoclosure () -> [UInt8] = [],
        toStandardError: Bool = false
    ) throws {
        let descriptor = toStandardError ? Descriptor.standardError : .standardOutput
        let width = descriptor.columns.map { max(60, min($0, 200)) } ?? 100
        let text: String
        switch format {
        case .text: text = summary.text(style: isColoured(descriptor) ? .ansi : .plain, width: width)
        case .json: text = String(decoding: summary.json(), as: UTF8.self)
        case .csv: text = summary.csv()
        case .markdown: text = summary.markdown()
        case .html: text = String(decoding: page(), as: UTF8.self)
        }
        if toStandardError {
            StandardError.page(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        } else {
            try Output("-").write(text)
        }
    }

    /// Prints what one member may know in one of the summary's forms.
    static func write(_ digest: Digest, as format: SummaryFormat, page: @autoclosure () -> [UInt8]) throws {
        let descriptor = Descriptor.standardOutput
        let width = descriptor.columns.map { max(60, min($0, 200)) } ?? 100
        let text: String
        switch format {
        case .text: text = digest.text(style: isColoured(descriptor) ? .ansi : .plain, width: width)
        case .json: text = String(decoding: digest.json(), as: UTF8.self)
        case .csv: text = digest.csv()
        case .markdown: text = digest.markdown()
        case .html: text = String(decoding: page(), as: UTF8.self)
        }
        try Output("-").write(text)
    }

    /// Colours only on a terminal, and not where NO_COLOR is set (no-color.org).
    static func isColoured(_ descriptor: Descriptor) -> Bool {
        // Asked for every line: the environment is read only where it can matter.
        guard descriptor.isTerminal else { return false }
        let environment = ProcessInfo.processInfo.environment
        return (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
}
