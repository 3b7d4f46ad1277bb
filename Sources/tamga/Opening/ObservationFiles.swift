import TamgaJSON
import TamgaModel
import TamgaStixPattern

/// Observed data in files, in their order.
struct ObservationFiles {
    private var reader: ObservationReader
    private let semantics: StixSemantics

    init(_ options: PatternOptions) {
        reader = ObservationReader(version: options.stixVersion, semantics: options.semantics)
        semantics = options.semantics
    }

    /// The observations read so far.
    var observations: [Observation] { reader.observations }

    /// Reads a file; what is refused is said.
    mutating func read(_ path: String) throws {
        let bytes = try FeedBytes.whole(path)
        let known = reader.refusals.count
        do throws(JSONError) {
            try reader.read(bytes.span, source: path)
        } catch {
            throw FailedInput(description: "\(path): \(error)")
        }
        for refusal in reader.refusals[known...] { StandardError.line("refused: \(refusal)", .warning) }
        // The reference implementation stops at the first.
        if semantics == .reference, reader.refusals.count > known { throw Failure.badInput }
    }

    /// The verdict of a pattern.
    func verdict(of pattern: CompiledStixPattern) throws -> PatternVerdict {
        do throws(ObservationFault) {
            return try pattern.verdict(on: observations)
        } catch {
            throw FailedInput(description: "the reference implementation gives no verdict: \(error)")
        }
    }
}
