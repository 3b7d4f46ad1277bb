import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaStixPattern
import TamgaStore

/// The patterns that indicators in the store state in place of values, ready to be compiled.
struct StoredPatterns: Hashable {
    /// A pattern said as a rule.
    struct Rule: Hashable {
        let rule: SigmaRule
        let pattern: StatedPattern
    }

    /// STIX patterns of one observation, and PCRE2 patterns: tried on every record.
    private(set) var onRecords: [Rule] = []
    /// STIX patterns over several observations.
    private(set) var timed: [TimedPattern] = []
    /// Sigma rules: tried on the records of their log source.
    private(set) var sigma: [Rule] = []
    /// Patterns that are not run, with the reason.
    private(set) var refusals: [Refusal] = []
    /// Patterns of other languages, by language.
    private(set) var foreign: [String: Int] = [:]

    /// Patterns that are not run, as they have too little confidence.
    private(set) var belowConfidence = 0

    /// How many patterns are run.
    var count: Int { onRecords.count + timed.count + sigma.count }

    /// What is said of each that is run.
    var stated: [StatedPattern] { onRecords.map(\.pattern) + timed.map(\.stated) + sigma.map(\.pattern) }

    /// What is not run, in a few lines.
    var notRun: [String] {
        var lines = refusals.prefix(Self.refusalsShown).map { "pattern not run: \($0)" }
        if refusals.count > lines.count { lines.append("… and \(refusals.count - lines.count) patterns more") }
        return lines
    }

    private static let refusalsShown = 10

    /// None.
    init() {}

    /// Reads those that have confidence enough.
    init(_ store: Store, quality: Quality) throws {
        try store.forEachObject(matching: ObjectQuery(isPattern: true)) {
            add(SnapshotKnowledge.Pattern($0), quality)
        }
    }

    /// Reads those of a snapshot, in which there are none that have too little confidence.
    init(_ objects: [SnapshotKnowledge.Pattern]) {
        let quality = Quality(rules: nil, time: .now)
        for object in objects { add(object, quality) }
    }

    /// Those of a store that have confidence enough, as they came; what is no pattern that can be read stays out.
    static func objects(_ store: Store, quality: Quality) throws -> [SnapshotKnowledge.Pattern] {
        var objects: [SnapshotKnowledge.Pattern] = []
        try store.forEachObject(matching: ObjectQuery(isPattern: true)) {
            let object = SnapshotKnowledge.Pattern($0)
            if let assessed = stated(object, quality), assessed.isAdmitted { objects.append(object) }
        }
        return objects
    }

    /// The pattern that an object states, with its language, and whether it has confidence enough.
    private static func stated(
        _ object: SnapshotKnowledge.Pattern, _ quality: Quality
    ) -> (language: String, pattern: StatedPattern, isAdmitted: Bool)? {
        guard let stated = IndicatorPattern(indicator: object.original), let indicator = indicator(object) else {
            return nil
        }
        let text = DisplayedPattern.shortened(stated.text)
        let pattern = StatedPattern(
            indicatorID: object.id, title: indicator.name ?? text, text: stated.text, producer: object.producer,
            confidence: indicator.confidence, marking: indicator.marking, validity: indicator.validity)
        let assessment = quality.assess(
            pattern.observable, objectID: object.id, confidence: pattern.confidence,
            stated: max(object.modified, pattern.validity.from ?? object.modified))
        return (stated.language, pattern, quality.admits(assessment))
    }

    private mutating func add(_ object: SnapshotKnowledge.Pattern, _ quality: Quality) {
        guard let (language, pattern, isAdmitted) = Self.stated(object, quality) else { return }
        guard isAdmitted else {
            belowConfidence += 1
            return
        }
        switch language {
        case "stix": addStix(pattern.text, pattern, object)
        case "sigma": addSigma(pattern.text, pattern, object)
        case "pcre":
            let test = SigmaTest(
                field: nil, predicate: .regex(SigmaRegex(pattern: pattern.text)),
                text: DisplayedPattern.shortened(pattern.text), line: 0)
            onRecords.append(Self.rule(.test(test), pattern, object))
        default: foreign[language, default: 0] += 1
        }
    }

    private static func indicator(_ object: SnapshotKnowledge.Pattern) -> Indicator? {
        var found: Indicator?
        var bytes: [UInt8]? = object.original
        _ = try? FeedReader(source: object.source, options: FeedOptions(format: .stix)).read {
            defer { bytes = nil }
            return bytes ?? []
        } into: { item in
            if case .indicator(let indicator) = item { found = indicator }
        }
        return found
    }

    private static func rule(
        _ condition: SigmaExpression, _ pattern: StatedPattern, _ object: SnapshotKnowledge.Pattern
    ) -> Rule {
        var rule = SigmaRule(
            title: pattern.title, condition: condition, place: SigmaPlace(source: object.source, line: 0))
        rule.id = object.id
        return Rule(rule: rule, pattern: pattern)
    }

    private mutating func refuse(_ object: SnapshotKnowledge.Pattern, _ reason: String) {
        refusals.append(Refusal(source: object.source, objectID: object.id, reason: reason))
    }

    private mutating func addStix(_ text: String, _ pattern: StatedPattern, _ object: SnapshotKnowledge.Pattern) {
        do throws(StixPatternError) {
            let reading = try StixPatternReading(text, StixPatternGrammar(isLenient: true))
            var unseen: [String] = []
            var isRun = false
            let (ofOne, ofSeveral) = Self.parts(reading, text)
            if let ofOne, let condition = StixRecordCondition(ofOne) {
                if let expression = condition.expression {
                    onRecords.append(Self.rule(expression, pattern, object))
                    isRun = true
                }
                unseen = condition.unseen
            }
            if let ofSeveral {
                let place = SigmaPlace(source: object.source, line: 0)
                let several: TimedPattern
                do throws(StixPatternProblem) {
                    several = try TimedPattern(pattern, ofSeveral.pattern, atomTexts: ofSeveral.atoms, place: place)
                } catch {
                    return refuse(object, "pattern: \(error)")
                }
                if several.isPossible {
                    timed.append(several)
                    isRun = true
                }
                unseen += several.unseen
            }
            if !isRun, !unseen.isEmpty {
                refuse(object, "no log record has \(unseen.joined(separator: ", "))")
            }
        } catch {
            refuse(object, "pattern: \(error)")
        }
    }

    /// A pattern's branches that need one observation, and those that need several, each with its text of every `[…]`.
    private static func parts(
        _ reading: StixPatternReading, _ text: String
    ) -> (ofOne: StixPattern?, ofSeveral: (pattern: StixPattern, atoms: [String])?) {
        var branches = [reading.pattern.root]
        if case .or(let operands) = reading.pattern.root { branches = operands }
        let bytes = Array(text.utf8)
        var ofOne: [StixObservation] = []
        var ofSeveral: [StixObservation] = []
        var atoms: [String] = []
        var next = 0
        for branch in branches {
            let count = branch.comparisons.count
            defer { next += count }
            if StixRecordCondition(StixPattern(root: branch)) != nil {
                ofOne.append(branch)
            } else {
                ofSeveral.append(branch)
                atoms += reading.atoms[next..<next + count].map { String(decoding: bytes[$0], as: UTF8.self) }
            }
        }
        func pattern(_ branches: [StixObservation]) -> StixPattern? {
            branches.isEmpty ? nil : StixPattern(root: branches.count == 1 ? branches[0] : .or(branches))
        }
        return (pattern(ofOne), pattern(ofSeveral).map { ($0, atoms) })
    }

    private mutating func addSigma(_ text: String, _ pattern: StatedPattern, _ object: SnapshotKnowledge.Pattern) {
        let file = SigmaReader(limits: .ofIndicators).read(Array(text.utf8), source: object.id)
        let set = SigmaRuleSet([file])
        if let problem = set.problems.first(where: { $0.severity == .error }) {
            return refuse(object, "its Sigma rule: \(problem.message)")
        }
        if !set.correlations.isEmpty {
            return refuse(object, "its Sigma rule is a correlation, which needs rules by name")
        }
        for rule in set.rules where !rule.isOnHits { sigma.append(Rule(rule: rule, pattern: pattern)) }
    }
}

extension SnapshotKnowledge.Pattern {
    /// An object of a store.
    init(_ object: StoredObject) {
        self.init(
            id: object.id, source: object.source, producer: object.producer, modified: object.modified,
            original: object.original)
    }
}

/// A pattern in a line.
enum DisplayedPattern {
    /// The beginning of a pattern, without line ends.
    static func shortened(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count > 120 ? line.prefix(119) + "…" : line
    }
}
