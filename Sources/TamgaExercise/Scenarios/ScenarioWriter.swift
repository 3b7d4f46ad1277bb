import TamgaModel

/// Puts a scenario together: steps, planted records, decoys, what was shared, rules.
struct ScenarioWriter: Sendable {
    /// A rule file of the exercise.
    struct Rule: Sendable {
        let file: String
        let id: String
        let title: String
        let text: String
        /// True for a correlation, of which one true hit is enough.
        let isCorrelation: Bool
    }

    /// Members in the order in which they were named: the first one knows.
    let estates: [MemberEstate]
    /// The first day's midnight in UTC, in seconds since 1970.
    let start: Int64
    var random: ExerciseRandom
    private(set) var steps: [ScenarioStep] = []
    private(set) var records: [PlantedRecord] = []
    private(set) var indicators: [SharedIndicator] = []
    private(set) var rules: [Rule] = []
    /// The name that the informed member gives to the campaign.
    var campaign = ""
    /// What the malware is called and which types it is of (STIX 2.1 §10.12).
    var malware: (name: String, types: [String]) = ("", [])
    /// What the trainee is told.
    var situation: [String] = []
    /// What the trainee is asked.
    var questions: [String] = []

    /// A scenario with nothing in it.
    init(_ estates: [MemberEstate], start: Int64, seed: UInt64) {
        self.estates = estates
        self.start = start
        random = ExerciseRandom(seed, ExerciseRandom.name("scenario"))
    }

    /// The member that had seen it before and shared what it knew.
    var informed: MemberEstate { estates[0] }
    /// The members to which it happens now.
    var struck: ArraySlice<MemberEstate> { estates.dropFirst() }

    /// The time of a member's clock, in microseconds since 1970.
    func time(_ estate: MemberEstate, day: Int, _ hour: Int, _ minute: Int, _ second: Int = 0) -> Int64 {
        let local = Int64(day * 86_400 + hour * 3_600 + minute * 60 + second)
        return (start + local - Int64(estate.profile.offsetMinutes) * 60) * 1_000_000
    }

    /// Any fraction of a second.
    mutating func fraction() -> Int64 { Int64(random.below(1_000_000)) }

    /// Begins a step.
    ///
    /// - Returns: its id.
    mutating func step(_ estate: MemberEstate, _ title: String, _ technique: String, _ account: String) -> String {
        let number = steps.count { $0.member == estate.member } + 1
        let id = "\(estate.member.code)-\(number)"
        steps.append(
            ScenarioStep(id: id, title: title, technique: technique, member: estate.member, account: account))
        return id
    }

    /// Plants a record of a step.
    mutating func plant(
        _ step: String, _ estate: MemberEstate, _ kind: LogDialect.Kind, _ shape: String, at time: Int64,
        _ values: [String: String], _ expected: [PlantedRecord.Expectation]
    ) {
        records.append(
            PlantedRecord(
                number: records.count, step: step, decoy: nil, member: estate.member, kind: kind, shape: shape,
                time: time + fraction(), values: values, expected: expected))
    }

    /// Plants a record that looks like the intrusion and is not.
    mutating func decoy(
        _ why: String, _ estate: MemberEstate, _ kind: LogDialect.Kind, _ shape: String, at time: Int64,
        _ values: [String: String]
    ) {
        records.append(
            PlantedRecord(
                number: records.count, step: nil, decoy: why, member: estate.member, kind: kind, shape: shape,
                time: time + fraction(), values: values, expected: []))
    }

    /// Shares an indicator of the informed member.
    mutating func share(
        _ name: String, _ values: [SharedIndicator.Value], phase: String, confidence: Int = 85, label: String = "amber",
        isExpired: Bool = false
    ) {
        indicators.append(
            SharedIndicator(
                name: name, values: values, phase: phase, confidence: confidence, label: label, isExpired: isExpired))
    }

    /// Adds a rule file; the text's id and title are read by nobody here, so they are given as well.
    mutating func rule(_ file: String, _ id: String, _ title: String, isCorrelation: Bool = false, _ body: String) {
        rules.append(
            Rule(
                file: file, id: id, title: title, text: "title: \(title)\nid: \(id)\nstatus: experimental\n\(body)\n",
                isCorrelation: isCorrelation))
    }

    /// A made-up domain that no list of ordinary sites has.
    mutating func domain(_ front: String, _ ending: String) -> String {
        let words = ["amber", "birch", "cedar", "delta", "ember", "falcon", "granite", "harbor", "indigo", "juniper"]
        return "\(front)-\(random.pick(words))\(random.number(10...99)).\(ending)"
    }

    /// A domain that is one letter off, as an eye overlooks it.
    func lookalike(_ domain: String) -> String {
        var letters = Array(domain)
        guard let dot = letters.firstIndex(of: ".") else { return domain }
        letters.insert(letters[dot - 1] == "0" ? "1" : "0", at: dot)
        return String(letters)
    }

    /// An address for documentation that no ordinary record has.
    mutating func address() -> String { "203.0.113.\(random.number(130...250))" }

    /// The address next to one.
    func neighbour(_ address: String) -> String {
        let parts = address.split(separator: ".")
        return parts.dropLast().joined(separator: ".") + ".\((Int(parts.last ?? "") ?? 0) - 1)"
    }

    /// The correlation that crosses borders: an indicator at two members within a week.
    mutating func addCorrelationAcrossMembers() {
        rule(
            "indicator-seen.yml", "4b1f6c0e-6f0b-4c39-9a57-0c1d5f7f2a10", "An Indicator Was Seen",
            """
            name: exercise_indicator_seen
            description: A part of the correlation across members; never a hit by itself.
            logsource:
              product: tamga
              category: hit
            detection:
              selection:
                tamga.value|exists: true
              condition: selection
            level: informational
            """)
        rule(
            "indicator-at-two-members.yml", "c8b7ad55-0b5f-4d0f-8a86-6b8e2f1f3c21",
            "One Indicator In The Logs Of Two Members", isCorrelation: true,
            """
            description: The same value was seen by two member states within a week.
            correlation:
              type: value_count
              rules:
                - exercise_indicator_seen
              group-by:
                - tamga.value
              timespan: 7d
              condition:
                gte: 2
                field: tamga.member
            level: high
            """)
    }
}
