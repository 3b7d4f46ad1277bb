/// What a community has agreed on the quality of indicators: the part `quality:` of its file.
public struct QualityRules: Hashable, Sendable {
    /// How confidence fades.
    public var decay: DecayModel
    /// What is left of confidence for each organisation that says that an indicator is a false positive, 0 … 1.
    public var disputeFactor: Double

    /// Rules; without a word of the community each organisation's dispute leaves half.
    public init(decay: DecayModel = .standard, disputeFactor: Double = 0.5) {
        self.decay = decay
        self.disputeFactor = disputeFactor
    }
}
