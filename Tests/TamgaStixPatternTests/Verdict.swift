import TamgaFormats
import TamgaModel
import TamgaStixPattern

/// The verdict of a pattern in words.
enum Verdict {
    static func words(
        _ pattern: String, _ observations: [Observation], _ semantics: StixSemantics = .text,
        version: StixVersion = .v21, limits: BindingLimits = .standard
    ) -> String {
        do {
            let grammar = StixPatternGrammar(version: version, semantics: semantics)
            let reading = try StixPatternReading(pattern, grammar)
            let compiled = try CompiledStixPattern(reading.pattern, semantics: semantics)
            switch try compiled.verdict(on: observations, limits: limits) {
            case .match: return "match"
            case .noMatch: return "no match"
            case .undecided: return "undecided"
            }
        } catch is ObservationFault {
            return "error"
        } catch {
            return "invalid"
        }
    }
}
