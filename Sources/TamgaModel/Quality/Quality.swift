/// Judges confidence at one moment: how much of what a statement says is left.
///
///     now = stated × 2^(−age ⁄ half-life) × disputeFactor^disputes
///
/// Age is counted from the newest of: when the statement was made, when it begins to hold, when its value was last seen.
/// A dispute is no sighting: it lowers confidence and does not make it younger.
public struct Quality: Sendable {
    /// The rules; `nil` where nothing fades.
    public var rules: QualityRules?
    /// The moment: of the run, not of a record.
    public var time: Timestamp
    /// What has become known.
    public var evidence: QualityEvidence
    /// The confidence of what states none; `nil` leaves it not stated.
    public var assumed: UInt8?
    /// The least confidence that is let through; `nil` lets through all.
    public var minimum: UInt8?

    /// A judge.
    public init(
        rules: QualityRules?, time: Timestamp, evidence: QualityEvidence = QualityEvidence(), assumed: UInt8? = nil,
        minimum: UInt8? = nil
    ) {
        self.rules = rules
        self.time = time
        self.evidence = evidence
        self.assumed = assumed
        self.minimum = minimum
    }

    /// Judges one statement.
    ///
    /// - Parameters:
    ///   - objectID: the STIX id; `nil` for a line of a list, which nobody can dispute.
    ///   - confidence: what it states.
    ///   - stated: when it was made or begins to hold, whichever is later; `nil` where neither is known.
    public func assess(
        _ observable: Observable, objectID: String?, confidence: UInt8?, stated: Timestamp?
    ) -> Assessment {
        let confidence = confidence ?? assumed
        guard let rules else {
            return Assessment(
                stated: confidence, now: confidence.map { Double($0) }, refreshed: stated, isSighted: false, disputes: 0
            )
        }
        let seen = [evidence.lastSeen[observable], objectID.flatMap { evidence.lastReported[$0] }].compactMap { $0 }
            .max()
        let refreshed = [stated, seen].compactMap { $0 }.max()
        let disputes = objectID.flatMap { evidence.disputes[$0] } ?? 0
        var left = 1.0
        if let refreshed {
            let age = Double(time.microseconds - refreshed.microseconds) / 1_000_000
            left = rules.decay.factor(observable.type, age: age)
        }
        for _ in 0..<min(disputes, 1_000) { left *= rules.disputeFactor }
        return Assessment(
            stated: confidence, now: confidence.map { Double($0) * left }, refreshed: refreshed,
            isSighted: seen != nil && seen == refreshed, disputes: disputes)
    }

    /// True where what is left reaches ``minimum``. What states nothing is below every minimum.
    public func admits(_ assessment: Assessment) -> Bool {
        guard let minimum else { return true }
        return assessment.now.map { $0 >= Double(minimum) } ?? false
    }
}
