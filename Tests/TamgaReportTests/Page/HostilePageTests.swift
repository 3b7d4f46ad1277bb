import TamgaModel
import TamgaReport
import Testing

/// What stands in logs and feeds is shown and nothing more, however much of it there is.
@Suite struct HostilePageTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><b>",
        "a\u{1B}[31mb\u{202E}gnp.exe\u{0}\u{2066}", "&lt;script&gt;", "]]><!--", "\u{FEFF}\u{E0041}\r\n<hr>",
    ]

    private static func page(_ text: String) -> HTMLReading {
        let state = Fixture.state
        let community = Community(
            name: text,
            members: [Community.Member(state: state("KZ"), names: ["en": text]), Community.Member(state: state("UZ"))])
        let sightings = [
            Fixture.sighting(1, Fixture.text(.filePath, text), by: ["KZ"], in: "KZ", count: 3, indicator: text),
            Fixture.sighting(2, Fixture.text(.url, "http://a.example/\(text)"), by: [], in: "UZ", count: 1),
        ]
        let rules = [
            RuleSighting(
                id: "r", ruleID: text, title: text, level: .critical, tags: [text], observer: nil, source: text,
                count: 9, firstSeen: nil, lastSeen: nil)
        ]
        let correlations = [
            CorrelationSighting(
                id: "c", ruleID: text, title: text, level: nil, tags: [text], observers: [], count: 1, records: 1,
                firstSeen: Timestamp(seconds: 0), lastSeen: Timestamp(seconds: 0))
        ]
        var run = Fixture.run
        run.rulesRun = 1
        run.suppressed = [text: 2]
        run.undecidedRules = [UndecidedRule(id: text, title: text, records: 1, source: text, line: 1)]
        let summary = Summary(
            sightings: sightings, ruleSightings: rules, correlationSightings: correlations, runs: [run],
            community: community)
        let known = ReportPage.Run(
            hits: HitTimeline(), ruleHits: HitTimeline(),
            logs: [ReportPage.Log(name: text, bytes: 1, records: 1)],
            refusals: [Refusal(source: text, line: 1, objectID: text, reason: text)])
        return HTMLReading(
            ReportPage(summary, sightings: sightings, run: known, making: PageFixture.making(.english)).html())
    }

    /// The elements and names of attributes of a page without anything hostile.
    private static let innocent = page("harmless")

    @Test("Hostile text adds no element and no attribute", arguments: hostile)
    func nothingIsAdded(_ text: String) {
        let page = Self.page(text)
        #expect(page.tags.map(\.name) == Self.innocent.tags.map(\.name))
        for (one, other) in zip(page.tags, Self.innocent.tags) {
            #expect(Set(one.attributes.keys) == Set(other.attributes.keys))
        }
    }

    @Test("What cannot be seen, or turns text around, is shown as what it is", arguments: hostile)
    func nothingIsHidden(_ text: String) {
        for scalar in Self.page(text).text.unicodeScalars {
            let isPlain = scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0x9F ~= scalar.value)
            #expect(isPlain, "U+\(String(scalar.value, radix: 16))")
            #expect(![0x202E, 0x2066, 0xFEFF, 0xE0041].contains(scalar.value))
        }
    }

    @Test("A page stays below 2 MB, whatever was found")
    func sizeIsBounded() {
        var sightings: [Sighting] = []
        let codes: [String] = (0..<676).map { (number: Int) -> String in
            let letters: [UInt8] = [UInt8(65 + number / 26), UInt8(65 + number % 26)]
            return String(decoding: letters, as: UTF8.self)
        }
        let long = String(repeating: "<&'\">", count: 200)
        // Far more values than a page shows, and each member's code among them.
        for number in 0..<2_500 {
            let text = "\(number)\(long)"
            sightings.append(
                Fixture.sighting(
                    number, Fixture.text(.filePath, text), by: Array(codes[(number % 600)..<(number % 600 + 20)]),
                    in: codes[number * 7 % 676], count: 400, marking: .amber))
        }
        let rules = (0..<3_000).map { number in
            RuleFixture.sighting(
                number, "rule-\(number)\(long)", long, .high, tags: (0..<50).map { "attack.t\(1_000 + $0)" },
                in: codes[number % 676], count: 5)
        }
        let community = Community(
            name: long, members: codes.map { Community.Member(state: Fixture.state($0), names: ["en": long]) })
        var run = Fixture.run
        run.rulesRun = 3_000
        run.suppressed = Dictionary(uniqueKeysWithValues: (0..<2_000).map { ("\($0)\(long)", 1) })
        var hits = HitTimeline()
        for number in 0..<1_000_000 {
            hits.add(
                Timestamp(seconds: 1_790_000_000 + Int64(number) * 611 % 31_000_000),
                in: Fixture.state(codes[number % 676]))
        }
        let known = ReportPage.Run(
            hits: hits, ruleHits: hits,
            logs: (0..<5_000).map { ReportPage.Log(name: "\($0)\(long)", bytes: $0, records: $0) },
            refusals: (0..<5_000).map { Refusal(source: long, line: $0, reason: long) })
        let summary = Summary(
            sightings: sightings, ruleSightings: rules, runs: [run], community: community, top: 5)
        #expect(summary.found.hits == 1_000_000)
        let page = ReportPage(summary, sightings: sightings, run: known, making: PageFixture.making(.russian)).html()
        #expect(page.count < 2_000_000)
        #expect(page.count > 100_000)
        let reading = HTMLReading(page)
        #expect(reading.figures["found.hits"] == [1_000_000])
        #expect(PageAudit.faults(reading) == [])
    }
}
