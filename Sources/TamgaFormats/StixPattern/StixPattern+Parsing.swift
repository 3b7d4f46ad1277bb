public import TamgaModel

extension StixPattern {
    /// Parses a pattern as feeds write it: see ``StixPatternGrammar/isLenient``.
    public init(parsing text: some StringProtocol) throws(StixPatternError) {
        self = try StixPatternReading(text, StixPatternGrammar(isLenient: true)).pattern
    }
}
