public import TamgaModel

/// An exercise: logs of several members with an intrusion in them, what one member had shared of it, rules, and the
/// answers apart. Values in, bytes out; who calls writes the files.
public struct Exercise: Sendable {
    /// A file that is made at once.
    public struct Document: Sendable {
        /// The path in the exercise's folder.
        public let path: String
        /// What stands in it.
        public let bytes: [UInt8]
    }

    /// The members that an exercise has networks for.
    public static let mostMembers = 15
    /// Every format that can be written, by name.
    public static var formats: [String] { LogDialect.all.map(\.name) }

    /// The formats by the kind of log they are of.
    public static var formatsByKind: [(kind: String, formats: [String])] {
        LogDialect.Kind.allCases.map { kind in
            (kind.rawValue, LogDialect.all.filter { $0.kind == kind }.map(\.name))
        }
    }

    /// What the exercise is.
    public let settings: ExerciseSettings
    /// The logs, in the order of their members.
    public let logs: [ExerciseLog]
    /// Records that look like part of the intrusion and are not.
    public var decoyCount: Int { script.records.count { $0.step == nil } }
    let estates: [MemberEstate]
    let script: ScenarioWriter

    /// When the exercise is over: files are dated so, and times without a year are read right ever after.
    public var end: Timestamp { Timestamp(seconds: ExerciseCalendar.start + Int64(settings.days) * 86_400) }

    /// Plans an exercise; nothing is written.
    public init(_ settings: ExerciseSettings) throws(ExerciseError) {
        let scenario = settings.scenario
        guard settings.members.count >= scenario.leastMembers else {
            throw .fewMembers(scenario: scenario.rawValue, least: scenario.leastMembers)
        }
        guard settings.members.count <= Self.mostMembers else { throw .manyMembers(most: Self.mostMembers) }
        for (number, member) in settings.members.enumerated() where settings.members[..<number].contains(member) {
            throw .repeatedMember(member.code)
        }
        guard settings.days >= scenario.leastDays else {
            throw .fewDays(scenario: scenario.rawValue, least: scenario.leastDays)
        }
        for name in settings.formats where !Self.formats.contains(name) {
            throw .unknownFormat(name, known: Self.formats)
        }
        self.settings = settings
        let estates = settings.members.enumerated().map { MemberEstate($1, place: $0, seed: settings.seed) }
        self.estates = estates
        var script = ScenarioWriter(estates, start: ExerciseCalendar.start, seed: settings.seed)
        scenario.script(&script)
        self.script = script

        let chosen = estates.map { Self.dialects(of: $0, scenario, settings.formats) }
        for (estate, dialects) in zip(estates, chosen) {
            for record in script.records where record.member == estate.member {
                guard dialects.contains(where: { $0.kind == record.kind }) else {
                    throw .neededKind(format: LogDialect.of(record.kind, place: estate.place).name)
                }
            }
        }
        let shares = chosen.joined().reduce(0) { $0 + Self.share($1.kind) }
        guard shares > 0 else { throw .noLogs }
        logs = zip(estates, chosen).flatMap { estate, dialects in
            let vocabulary = Vocabulary(estate, seed: settings.seed)
            return dialects.map { dialect in
                ExerciseLog(
                    dialect, estate, vocabulary, bytes: settings.size / shares * Self.share(dialect.kind),
                    days: settings.days, seed: settings.seed, carriedMillionths: settings.carriedMillionths,
                    planted: script.records.filter { $0.member == estate.member && $0.kind == dialect.kind })
            }
        }
    }

    /// The dialects in which a member writes: its own, or of those that were asked for.
    private static func dialects(of estate: MemberEstate, _ scenario: Scenario, _ formats: [String]) -> [LogDialect] {
        if formats.isEmpty { return scenario.kinds.map { LogDialect.of($0, place: estate.place) } }
        let asked = LogDialect.all.filter { formats.contains($0.name) }
        if scenario == .traffic { return asked }
        return scenario.kinds.compactMap { kind in
            let fitting = asked.filter { $0.kind == kind }
            return fitting.isEmpty ? nil : fitting[estate.place % fitting.count]
        }
    }

    /// Which part of a member's traffic is of a kind.
    private static func share(_ kind: LogDialect.Kind) -> Int {
        switch kind {
        case .windows: 6
        case .proxy, .firewall: 4
        case .names, .web: 3
        case .plant: 2
        case .mail, .ssh, .audit: 1
        }
    }
}
