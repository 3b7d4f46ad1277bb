import ArgumentParser
import TamgaModel
import TamgaStore

/// How good an indicator must be.
struct QualityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only what has at least this confidence, 0 … 100; what states none stays out.", valueName: "confidence"))
    var minConfidence: UInt8?
    @Option(
        help: ArgumentHelp("What states no confidence has this one, 0 … 100.", valueName: "confidence"))
    var assumeConfidence: UInt8?
    @Flag(
        help:
            "Confidence fades with age and disputes (docs/quality.md), also where the community file has no “quality:”."
    )
    var decay = false

    func validate() throws {
        if let minConfidence, minConfidence > 100 { throw ValidationError("--min-confidence is 0 to 100.") }
        if let assumeConfidence, assumeConfidence > 100 { throw ValidationError("--assume-confidence is 0 to 100.") }
    }

    /// The judge of this moment.
    func quality(_ store: Store?, _ community: Community) throws -> Quality {
        let rules = community.quality ?? (decay ? QualityRules() : nil)
        return Quality(
            rules: rules, time: .now,
            evidence: rules == nil
                ? QualityEvidence()
                : try store?.qualityEvidence(identities: community.identities) ?? QualityEvidence(),
            assumed: assumeConfidence, minimum: minConfidence)
    }
}

extension Quality {
    /// Judges a statement in force.
    func assess(_ statement: LiveStatement) -> Assessment {
        assess(
            statement.observable, objectID: statement.objectID, confidence: statement.confidence,
            stated: statement.stated)
    }

    /// Judges a statement.
    func assess(_ statement: StoredIndicator) -> Assessment {
        assess(
            statement.observable, objectID: statement.objectID, confidence: statement.confidence,
            stated: statement.stated)
    }
}
