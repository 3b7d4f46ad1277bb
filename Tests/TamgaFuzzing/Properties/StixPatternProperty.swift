import TamgaFormats
import TamgaModel
import TamgaStixPattern

/// A pattern that is read is, written and read again, the same; errors and atoms lie inside the text.
struct StixPatternProperty: FuzzProperty {
    mutating func failure(on input: [UInt8]) -> String? {
        let text = String(decoding: input, as: UTF8.self)
        let count = text.utf8.count
        do throws(StixPatternError) {
            let reading = try StixPatternReading(text)
            for atom in reading.atoms where atom.lowerBound < 0 || atom.upperBound > count {
                return "an atom at \(atom) of \(count) bytes"
            }
            for finding in reading.findings where !(0...count ~= finding.offset) { return "found at \(finding.offset)" }
            if let wrong = rewritten(reading.pattern) { return wrong }
            _ = reading.pattern.lowered()
            _ = StixRecordCondition(reading.pattern)
            _ = try? CompiledStixPattern(reading.pattern)
        } catch {
            if !(0...count ~= error.offset) { return "an error at byte \(error.offset) of \(count)" }
            if error.reason.isEmpty { return "an error without a reason" }
        }
        let lenient = StixPatternGrammar(version: .v20, semantics: .reference, isLenient: true)
        _ = try? StixPatternReading(text, lenient)
        return nil
    }

    private func rewritten(_ pattern: StixPattern) -> String? {
        let text = StixPatternText.of(pattern.root)
        do throws(StixPatternError) {
            let again = try StixPattern(parsing: text)
            // Floats are written in a form that the grammar has, which may be another number.
            return again == pattern || StixPatternText.of(again.root) == text ? nil : "read again it differs: \(text)"
        } catch {
            return isDeep(error) ? nil : "written again it is refused: \(error): \(text)"
        }
    }

    /// Parentheses are put around everything, which may go past the depth that is read.
    private func isDeep(_ error: StixPatternError) -> Bool {
        error.reason.contains("deep") || error.reason.contains("nested")
    }
}
