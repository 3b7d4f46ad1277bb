import TamgaModel

/// The fixed findings of rules that the golden files with rules are made of.
enum RuleFixture {
    static func sighting(
        _ number: Int, _ rule: String, _ title: String, _ level: SigmaLevel?, tags: [String] = [],
        in observer: String?, count: Int, from first: String? = "2026-11-02T06:00:00Z",
        to last: String? = "2026-11-09T23:59:59Z"
    ) -> RuleSighting {
        RuleSighting(
            id: "rule-sighting-\(number)", ruleID: rule, title: title, level: level, tags: tags,
            observer: observer.map(Fixture.state), source: "logs/\(number).log", count: count,
            firstSeen: first.flatMap { Timestamp(rfc3339: $0) }, lastSeen: last.flatMap { Timestamp(rfc3339: $0) })
    }

    static let sightings =
        [
            sighting(
                1, "06d71506-7beb-4f22-8888-e2e5e2ca7fd8", "Credential Dumping By A Well Known Tool", .critical,
                tags: ["attack.credential-access", "attack.t1003.001", "attack.T1003.002", "attack.T1003.001"],
                in: "KZ", count: 2),
            sighting(
                2, "5a9e1a8d-6b4e-4f5e-9c52-5d1f0c1a7d3e", "SSH Login Failures", .medium, tags: ["attack.t1110"],
                in: "CN", count: 1_400),
            sighting(
                3, "5a9e1a8d-6b4e-4f5e-9c52-5d1f0c1a7d3e", "SSH Login Failures", .medium, tags: ["attack.t1110"],
                in: "BY", count: 7, from: "2026-10-01T00:00:00Z"),
            sighting(
                4, "5a9e1a8d-6b4e-4f5e-9c52-5d1f0c1a7d3e", "SSH Login Failures", .medium, tags: ["attack.t1110"],
                in: nil, count: 1, from: nil, to: nil),
            sighting(
                5, "=cmd|' \u{1B}[31m\u{202E}`x`",
                "A title | with `marks` and <b>, \"far\" longer than a line of 80 columns",
                nil, tags: ["attack.t99", "attack.t1059.01", "detection.emerging-threats", "=x"], in: "UZ", count: 3,
                from: nil, to: nil),
            sighting(6, "web-probe", "Probes of a web server", .medium, in: "KZ", count: 31),
        ]
        + (1...18).map { number in
            sighting(
                100 + number, "low-\(number)", "Odd thing \(number)", .low, tags: ["attack.t\(1_000 + number)"],
                in: "CN",
                count: number)
        }

    static let run: RunOutcome = {
        var run = Fixture.run
        run.ruleHits = sightings.reduce(0) { $0 + $1.count }
        run.rulesRun = 1_177
        run.rulesNotRun = 40
        run.undecidedRules = [
            UndecidedRule(
                id: "2f7c1a52-8f2e-4a3b-9e4b-3a7d4d1f9b60", title: "Slow pattern", records: 2, source: "logs/2.log",
                line: 41),
            UndecidedRule(id: "web-probe", title: "Probes of a web server", records: 1, source: "logs/6.log", line: 7),
        ]
        return run
    }()
}
