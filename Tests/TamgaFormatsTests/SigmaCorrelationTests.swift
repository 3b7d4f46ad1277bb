import TamgaFormats
import TamgaModel
import Testing

@Suite struct SigmaCorrelationTests {
    static func correlation(_ section: String, _ sourceLocation: SourceLocation = #_sourceLocation) throws
        -> SigmaCorrelation
    {
        let file = SigmaFixture.read(text(section))
        return try #require(file.correlations.first, "\(file.problems)", sourceLocation: sourceLocation)
    }

    /// The section begins in line 3.
    static func text(_ section: String) -> String {
        let lines = section.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }
        return "title: C\ncorrelation:\n" + lines.joined()
    }

    @Test("A correlation is read whole")
    func whole() throws {
        let file = SigmaFixture.read(
            """
            title: Many failed logins
            id: 0E95725D-7320-415d-80f7-004da920fc11
            name: many
            status: test
            description: D
            tags: [attack.t1110]
            falsepositives: [none]
            level: high
            correlation:
              type: value_count
              rules: [a-b, 5638f7c0-ac70-491d-8465-2a65075e0d86]
              group-by: [ComputerName, ip]
              timespan: 90m
              condition: {field: User, gt: 100, lte: 200.5}
              aliases: {ip: {a-b: src_ip, 5638f7c0-ac70-491d-8465-2a65075e0d86: dst_ip}}
              generate: true
            """)
        let correlation = try #require(file.correlations.first, "\(file.problems)")
        #expect(file.problems.isEmpty)
        #expect(correlation.kind == .valueCount && correlation.timespan == 5400 && correlation.generates)
        #expect(
            correlation.id == "0e95725d-7320-415d-80f7-004da920fc11" && correlation.name == "many"
                && correlation.level == .high)
        #expect(
            correlation.status == "test" && correlation.summary == "D" && correlation.tags == ["attack.t1110"]
                && correlation.falsePositives == ["none"])
        #expect(correlation.rules == ["a-b", "5638f7c0-ac70-491d-8465-2a65075e0d86"])
        #expect(correlation.groupBy == ["ComputerName", "ip"] && correlation.valueFields == ["User"])
        #expect(
            correlation.conditions.map(\.comparison) == [.lessOrEqual, .greater]
                && correlation.conditions.map(\.bound) == [200.5, 100])
        #expect(correlation.aliases == ["ip": ["a-b": "src_ip", "5638f7c0-ac70-491d-8465-2a65075e0d86": "dst_ip"]])
        #expect(correlation.place.line == 1)
    }

    @Test(
        "A timespan is a number and a letter",
        arguments: [
            ("30s", 30), ("1m", 60), ("90m", 5400), ("24h", 86_400), ("7d", 604_800), ("2w", 1_209_600),
            ("1M", 2_629_746), ("1y", 31_556_952),
        ])
    func timespans(_ text: String, _ seconds: Int) throws {
        #expect(try Self.correlation("type: temporal\nrules: [a, b]\ntimespan: \(text)").timespan == seconds)
    }

    @Test("A temporal correlation needs no condition, and takes an expression over its rules")
    func expressions() throws {
        let plain = try Self.correlation("type: temporal_ordered\nrules: [a, b]\ntimespan: 1m")
        #expect(plain.conditions.isEmpty && plain.expression == nil && plain.kind == .temporalOrdered)
        let counted = try Self.correlation("type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: {gte: 1}")
        #expect(counted.conditions == [.init(comparison: .greaterOrEqual, bound: 1)])
        let said = try Self.correlation(
            "type: temporal\nrules: [a, b-2, c]\ntimespan: 1m\ncondition: a and (b-2 or not c)")
        #expect(said.expression == "a and (b-2 or not c)")
        #expect(said.requirement == .all([.rule("a"), .any([.rule("b-2"), .not(.rule("c"))])]))
        // The rules may be left to the expression.
        #expect(try Self.correlation("type: temporal\ntimespan: 1m\ncondition: b or a and b").rules == ["b", "a"])
    }

    @Test("A percentile that is not said is the median, with a warning")
    func percentiles() throws {
        let file = SigmaFixture.read(
            Self.text("type: value_percentile\nrules: a\ntimespan: 1h\ncondition: {field: F, lte: 1}"))
        #expect(file.correlations.first?.percentile == 50)
        #expect(file.problems.map(\.severity) == [.warning])
        #expect(
            try Self.correlation(
                "type: value_percentile\nrules: a\ntimespan: 1h\ncondition: {field: F, lte: 1, percentile: 99.5}"
            ).percentile == 99.5)
    }

    @Test(
        "What is wrong in a correlation is said with its place",
        arguments: [
            ("rules: [a]\ntimespan: 1m\ncondition: {gt: 1}", 2, "no “type”"),
            ("type: event_cuont\nrules: [a]\ntimespan: 1m\ncondition: {gt: 1}", 3, "did you mean “event_count”?"),
            ("type: event_count\ntimespan: 1m\ncondition: {gt: 1}", 2, "names no “rules”"),
            ("type: event_count\nrules: []\ntimespan: 1m\ncondition: {gt: 1}", 4, "names no “rules”"),
            ("type: event_count\nrules: [{a: b}]\ntimespan: 1m\ncondition: {gt: 1}", 4, "by its id or its name"),
            ("type: event_count\nrules: [a]\ncondition: {gt: 1}", 2, "no “timespan”"),
            ("type: event_count\nrules: [a]\ntimespan: 15\ncondition: {gt: 1}", 5, "no timespan"),
            ("type: event_count\nrules: [a]\ntimespan: 0m\ncondition: {gt: 1}", 5, "no timespan"),
            ("type: event_count\nrules: [a]\ntimespan: 99999999999999999d\ncondition: {gt: 1}", 5, "no timespan"),
            ("type: event_count\nrules: [a]\ntimespan: -1m\ncondition: {gt: 1}", 5, "no timespan"),
            ("type: event_count\nrules: [a]\ntimespan: 11y\ncondition: {gt: 1}", 5, "up to ten years"),
            ("type: event_count\nrules: [a]\ntimespan: 1m", 2, "no “condition”"),
            ("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: a", 6, "is a mapping such as"),
            ("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {}", 6, "compares nothing"),
            ("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gt: x}", 6, "followed by a number"),
            ("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gtt: 1}", 6, "did you mean “gt”?"),
            ("type: value_count\nrules: [a]\ntimespan: 1m\ncondition: {gt: 1}", 6, "needs a “field”"),
            ("type: value_sum\nrules: [a]\ntimespan: 1m\ncondition: {gt: 1, field: [a, b]}", 6, "needs one “field”"),
            (
                "type: value_percentile\nrules: [a]\ntimespan: 1m\ncondition: {gt: 1, field: a, percentile: 100}", 6,
                "above 0 and below 100"
            ),
            ("type: temporal\nrules: [a]\ntimespan: 1m\ngroup_by: x", 6, "did you mean “group-by”?"),
            ("type: temporal\nrules: [a]\ntimespan: 1m\ngenerate: 1", 6, "true or false"),
            ("type: temporal\nrules: [a]\ntimespan: 1m\naliases: x", 6, "“aliases” is a mapping"),
            ("type: temporal\nrules: [a]\ntimespan: 1m\naliases: {x: y}", 6, "a field for each rule"),
            (
                "type: temporal\nrules: [a]\ntimespan: 1m\ngroup-by: x\naliases: {x: {b: f}}", 7,
                "none of the correlation's rules"
            ),
            ("type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: a", 6, "“b”, one of the “rules”"),
            (
                "type: temporal\nrules: [a]\ntimespan: 1m\ncondition: a or b", 6,
                "“b” is not in the correlation's “rules”"
            ), ("type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: a b", 6, "is missing before “b”"),
            ("type: temporal\nrules: [a]\ntimespan: 1m\ncondition: (a", 6, "never closed"),
            ("type: temporal\nrules: [a]\ntimespan: 1m\ncondition: [a]", 6, "is a mapping such as"),
            ("type: temporal\ntype: temporal\nrules: [a]\ntimespan: 1m", 4, "stands twice"),
        ])
    func faults(_ section: String, _ line: Int, _ words: String) throws {
        let file = SigmaFixture.read(Self.text(section))
        let problem = try #require(file.problems.first { $0.severity == .error }, "\(section)")
        #expect(problem.line == line, "\(problem)")
        #expect(problem.message.contains(words), "\(problem)")
        #expect(file.correlations.isEmpty && file.refusedCount == 1)
    }

    @Test("A fault in an expression has its column")
    func columns() throws {
        let file = SigmaFixture.read(Self.text("type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: a and (b"))
        #expect(file.problems.first?.column == 20)
    }
}
