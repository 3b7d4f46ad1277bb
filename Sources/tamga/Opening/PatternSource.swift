import TamgaFormats
import TamgaModel
import TamgaStixPattern

/// A STIX pattern as the user gave it.
struct PatternSource {
    /// The pattern's text.
    let text: String
    /// How its places are named.
    let name: String

    /// A pattern from an argument, or from a file; `-` is standard input.
    init(_ argument: String?, file: String?) throws {
        if let argument, argument != "-" {
            (text, name) = (argument, "pattern")
            return
        }
        name = file ?? "-"
        guard let text = String(validating: try FeedBytes.whole(name), as: UTF8.self) else {
            throw FailedInput(description: "\(name) is not UTF-8")
        }
        self.text = text
    }

    /// Reads the pattern.
    func read(_ grammar: StixPatternGrammar) throws -> StixPatternReading {
        do throws(StixPatternError) {
            return try StixPatternReading(text, grammar)
        } catch {
            StandardError.lines(lines(error.offset, error.reason, "error"), .error)
            throw Failure.badInput
        }
    }

    /// Compiles the pattern.
    func compile(_ reading: StixPatternReading, _ semantics: StixSemantics) throws -> CompiledStixPattern {
        do throws(StixPatternProblem) {
            return try CompiledStixPattern(reading.pattern, semantics: semantics)
        } catch {
            for finding in reading.findings { report(finding) }
            throw FailedInput(description: "the pattern cannot be matched: \(error)")
        }
    }

    /// Prints what was found, with the place.
    func report(_ finding: StixPatternFinding, asWarning: Bool = false) {
        let level: MessageLevel = finding.isError && !asWarning ? .error : .warning
        StandardError.lines(lines(finding.offset, finding.reason, level.rawValue), level)
    }

    /// `pattern:1:7: error: …`, the text around it, and a caret.
    private func lines(_ offset: Int, _ reason: String, _ word: String) -> [String] {
        let place = StixPatternPlace(offset: offset, in: text)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)[place.line - 1].unicodeScalars
        let start = max(0, place.column - 1 - 60)
        let shown = String(String.UnicodeScalarView(line.dropFirst(start).prefix(100)))
        let caret = String(repeating: " ", count: place.column - 1 - start)
        return ["\(name):\(place): \(word): \(reason)", "    \(ActiveText.shown(shown))", "    \(caret)^"]
    }
}
