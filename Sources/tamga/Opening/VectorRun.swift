import TamgaFormats
import TamgaModel
import TamgaStixPattern

/// Runs a file of vectors: a verdict a line, and how many are as expected.
struct VectorRun {
    private let options: PatternOptions

    init(_ options: PatternOptions) { self.options = options }

    /// The verdict of one vector.
    enum Verdict: String {
        case valid
        case invalid
        case match
        case noMatch = "no match"
        case undecided
        /// The observations cannot be read, or the reference implementation takes them for wrong.
        case error

        /// True where a vector expects this.
        func fits(_ expected: StixVector.Expectation) -> Bool {
            switch (self, expected) {
            case (.valid, .yes), (.match, .yes), (.noMatch, .no), (.invalid, .error), (.error, .error): true
            case (.invalid, .no): true
            default: false
            }
        }
    }

    /// Runs a file with a judge of single vectors.
    func run(_ path: String, _ judge: (VectorRun, StixVector) throws -> Verdict) throws {
        var text = ""
        var (expected, fitting, malformed) = (0, 0, 0)
        let lines = try FeedBytes.whole(path).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            do {
                let vector = try StixVector(Array(line))
                let verdict = try judge(self, vector)
                text += verdict.rawValue + "\n"
                guard let expectation = vector.expected else { continue }
                expected += 1
                if verdict.fits(expectation) {
                    fitting += 1
                } else {
                    StandardError.line(
                        "\(path):\(index + 1): \(verdict.rawValue), not as expected: \(vector.pattern)", .warning)
                }
            } catch let error as FailedInput {
                malformed += 1
                text += "error\n"
                StandardError.line("\(path):\(index + 1): \(error)", .warning)
            }
        }
        try Output("-").write(text)
        if expected > 0 { StandardError.line("\(fitting) of \(expected) verdicts are as expected") }
        if malformed > 0 { throw Failure.badInput }
        if fitting < expected { throw Failure.unexpectedVerdict }
    }

    /// Whether a vector's pattern is valid.
    func check(_ vector: StixVector) throws -> Verdict {
        do throws(StixPatternError) {
            let reading = try StixPatternReading(vector.pattern, grammar(vector))
            return reading.findings.contains(where: \.isError) ? .invalid : .valid
        } catch {
            return .invalid
        }
    }

    /// Whether a vector's observations satisfy its pattern.
    func match(_ vector: StixVector) throws -> Verdict {
        let pattern: CompiledStixPattern
        do {
            let reading = try StixPatternReading(vector.pattern, grammar(vector))
            pattern = try CompiledStixPattern(reading.pattern, semantics: options.semantics)
        } catch {
            return .invalid
        }
        guard let observations = vector.observations else {
            throw FailedInput(description: "a vector needs a member observations")
        }
        var reader = ObservationReader(version: vector.version ?? options.stixVersion, semantics: options.semantics)
        reader.read(observations, in: vector.bytes.span, source: "observations")
        if options.semantics == .reference, !reader.refusals.isEmpty { return .error }
        do throws(ObservationFault) {
            switch try pattern.verdict(on: reader.observations) {
            case .match: return .match
            case .noMatch: return .noMatch
            case .undecided: return .undecided
            }
        } catch {
            return .error
        }
    }

    private func grammar(_ vector: StixVector) -> StixPatternGrammar {
        var grammar = options.grammar
        if let version = vector.version { grammar.version = version }
        return grammar
    }
}
