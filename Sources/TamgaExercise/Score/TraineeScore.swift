public import TamgaModel

/// How well a trainee's hits fit the answers of an exercise.
public struct TraineeScore: Sendable {
    /// What is said of an indicator or a rule.
    public struct Finder: Sendable {
        /// Which one.
        public let by: FoundBy
        /// A rule's title, an indicator's value.
        public internal(set) var title: String
        /// Its hits on planted records.
        public internal(set) var right = 0
        /// Its other hits.
        public internal(set) var wrong = 0
        /// Planted records that it should find; for a correlation 1.
        public internal(set) var expected = 0
        /// How many of them it found.
        public internal(set) var found = 0
    }

    /// What is said of a step.
    public struct Step: Sendable {
        /// The step.
        public let step: Answers.Step
        /// Its planted records.
        public internal(set) var records = 0
        /// How many of them were found, by whatever.
        public internal(set) var found = 0
        /// When its first record was made.
        public internal(set) var began: Timestamp?
        /// The time of the first hit on one of its records.
        public internal(set) var detected: Timestamp?

        /// Seconds from its first record to the first hit; `nil` where nothing found it.
        public var secondsToDetect: Int64? {
            guard let began, let detected else { return nil }
            return max(0, (detected.microseconds - began.microseconds) / 1_000_000)
        }
    }

    /// A hit that is not right.
    public struct WrongHit: Sendable {
        /// The log as the trainee named it.
        public let source: String
        /// The record's line.
        public let line: Int
        /// A rule's title, an indicator's value.
        public let title: String
        /// Why the record is a decoy; `nil` for an ordinary record.
        public let decoy: String?
    }

    /// The trainee.
    public let name: String
    /// Hits on planted records, and correlations whose evidence holds one.
    public internal(set) var right = 0
    /// All other hits.
    public internal(set) var wrong = 0
    /// Hits in logs that the exercise does not have; they are among ``wrong``.
    public internal(set) var elsewhere = 0
    /// The first wrong hits, as many as were asked for.
    public internal(set) var examples: [WrongHit] = []
    /// Lines that are no hits.
    public internal(set) var refusals: [Refusal] = []
    /// Indicators and rules: those that should find something, and those that hit.
    public internal(set) var finders: [Finder] = []
    /// The steps, in the order of the answers.
    public internal(set) var steps: [Step] = []

    /// Planted records.
    public var records: Int { steps.reduce(0) { $0 + $1.records } }
    /// Planted records that were found.
    public var found: Int { steps.reduce(0) { $0 + $1.found } }
    /// The part of the hits that is right; `nil` without hits.
    public var precision: Double? { Self.part(right, of: right + wrong) }
    /// The part of the planted records that was found; `nil` where nothing was planted.
    public var recall: Double? { Self.part(found, of: records) }
    /// Steps of which nothing was found.
    public var undetected: [Step] { steps.filter { $0.found == 0 && $0.records > 0 } }
    /// Seconds from the first planted record to the first right hit; `nil` where nothing was found.
    public var secondsToDetect: Int64? {
        guard let began = steps.compactMap(\.began).min(), let detected = steps.compactMap(\.detected).min() else {
            return nil
        }
        return max(0, (detected.microseconds - began.microseconds) / 1_000_000)
    }

    /// A part of a whole; `nil` of nothing.
    public static func part(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }

    init(name: String) { self.name = name }
}
