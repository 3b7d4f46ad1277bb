import Synchronization
import TamgaModel

/// Standard error: one line at a time, and one line that is overwritten while work goes on.
enum StandardError {
    private static let transient = Mutex(false)

    /// True where a person is watching.
    static let isTerminal = Descriptor.standardError.isTerminal

    /// Prints a message, after clearing the line that is overwritten, where its level is asked for. Nothing in it can act
    /// on the terminal: names and values in it come from whoever made the file.
    static func line(_ text: String, _ level: MessageLevel = .info) { lines([text], level) }

    /// Prints a message of several lines.
    static func lines(_ lines: [String], _ level: MessageLevel = .info) {
        let form = MessageForm.ofEnvironment
        guard level >= form.least else { return }
        page(form.text(lines, level))
    }

    /// Prints a line that has its form already, as the server's log has.
    static func logged(_ line: String) { page(line) }

    /// Prints text that was put together from safe parts; colours are kept where the terminal wants them.
    static func page(_ text: String) {
        let text = ActiveText.page(text, hasStyles: SummaryOutput.isColoured(.standardError))
        transient.withLock { isShown in
            write((isShown ? "\r\u{1B}[K" : "") + text + "\n")
            isShown = false
        }
    }

    /// Shows a line in the place of the last one; nothing where nobody is watching.
    static func overwrite(_ text: String) {
        guard isTerminal, !MessageForm.ofEnvironment.isJSON else { return }
        transient.withLock { isShown in
            write("\r\u{1B}[K" + ActiveText.shown(text))
            isShown = true
        }
    }

    /// Clears the line that is overwritten.
    static func clear() {
        transient.withLock { isShown in
            if isShown { write("\r\u{1B}[K") }
            isShown = false
        }
    }

    private static func write(_ text: String) {
        // Where standard error is closed there is nobody to tell.
        _ = Descriptor.standardError.write(text.utf8)
    }
}
