import TamgaModel
import TamgaReport
import TamgaTestSupport
import Testing

@Suite struct SummaryTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func totalsAddUp(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let sightings = Self.sightings(from: &random)
        let runs = (0..<Int.random(in: 0...3, using: &random)).map { Self.run($0, from: &random) }
        let summary = Summary(sightings: sightings, runs: runs, community: Fixture.community)
        let hits = sightings.reduce(0) { $0 + $1.count }
        let values = Set(sightings.map(\.observable))
        #expect(summary.found.hits == hits, "seed \(seed)")
        #expect(summary.found.indicators == values.count, "seed \(seed)")
        #expect(summary.found.sightings == sightings.count, "seed \(seed)")

        // Down the members: every hit is in the logs of exactly one of them, or unattributed.
        #expect(summary.members.reduce(0) { $0 + $1.found.hits } == hits, "seed \(seed)")
        #expect(summary.members.reduce(0) { $0 + $1.found.sightings } == sightings.count, "seed \(seed)")
        for member in summary.members {
            #expect(member.types.reduce(0) { $0 + $1.hits } == member.found.hits, "seed \(seed)")
            #expect(member.types.reduce(0) { $0 + $1.indicators } == member.found.indicators, "seed \(seed)")
        }
        #expect(summary.members.last?.state == nil)

        // The same for what was held back and what was refused.
        let held = runs.reduce(0) { $0 + $1.suppressed.values.reduce(0, +) }
        let refusals = runs.reduce(0) { $0 + $1.accounting.refused + $1.unreadableFiles }
        #expect(summary.reading.held == held && summary.reading.refusals == refusals, "seed \(seed)")
        #expect(summary.members.reduce(0) { $0 + $1.suppressed } == held, "seed \(seed)")
        #expect(summary.members.reduce(0) { $0 + $1.refused } == refusals, "seed \(seed)")

        // The matrix.
        let matrix = summary.matrix
        let producers = sightings.reduce(0) { $0 + $1.count * max(1, $1.producers.count) }
        #expect(matrix.total.hits == hits && matrix.total.indicators == values.count, "seed \(seed)")
        #expect(matrix.observerTotals.reduce(0) { $0 + $1.hits } == hits, "seed \(seed)")
        #expect(matrix.rowSum == producers, "seed \(seed)")
        #expect(matrix.producerTotals.reduce(0) { $0 + $1.hits } == producers, "seed \(seed)")
        for (row, total) in matrix.producerTotals.enumerated() {
            #expect(matrix.cells[row].reduce(0) { $0 + $1.hits } == total.hits, "seed \(seed)")
            #expect(summary.members[row].useful.hits == total.hits, "seed \(seed)")
        }
        for (column, total) in matrix.observerTotals.enumerated() {
            #expect(matrix.cells.reduce(0) { $0 + $1[column].hits } >= total.hits, "seed \(seed)")
            #expect(summary.members[column].found.hits == total.hits, "seed \(seed)")
            #expect(summary.members[column].found.indicators == total.indicators, "seed \(seed)")
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func orderOfSightingsDoesNotMatter(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let sightings = Self.sightings(from: &random)
        let one = Summary(sightings: sightings, runs: [], community: Fixture.community)
        let other = Summary(sightings: sightings.shuffled(using: &random), runs: [], community: Fixture.community)
        #expect(one == other, "seed \(seed)")
    }

    @Test func newestRunSaysWhatWasShared() {
        var older = Fixture.run
        older.finished = Timestamp(rfc3339: "2026-11-01T00:00:00Z")!
        older.indicatorsShared = [Fixture.state("KZ"): 1]
        let summary = Summary(sightings: [], runs: [Fixture.run, older], community: Fixture.community)
        let kz = summary.members.first { $0.state == Fixture.state("KZ") }
        #expect(kz?.indicatorsShared == 120)
        #expect(summary.reading.runs == 2)
        #expect(summary.reading.accounting.total == 2 * Fixture.run.accounting.total)
        #expect(summary.reading.finished == Fixture.run.finished)
    }

    @Test func everyMemberHasARowAndStrangersToo() {
        let summary = Summary(
            sightings: Fixture.sightings, runs: [], community: Fixture.community)
        #expect(summary.members.map { $0.state?.code ?? "--" } == ["BY", "CN", "KZ", "RU", "UZ", "--"])
    }

    @Test func nothingInTheTextActsOnTheTerminal() {
        let hostile = "\u{1B}]0;x\u{7}\u{202E}\u{9B}2J\u{200B}\r\n\u{2028}"
        let sighting = Fixture.sighting(1, Fixture.text(.mutex, hostile), by: [], in: nil, count: 1)
        var run = Fixture.run
        run.suppressed = [hostile: 1]
        var community = Fixture.community
        community.name = hostile
        community.members[0].names["en"] = hostile
        let summary = Summary(sightings: [sighting], runs: [run], community: community)
        for page in [summary.text(), summary.markdown(), summary.csv()] {
            for scalar in page.unicodeScalars where scalar != "\n" && scalar != "\r" {
                let isActive =
                    scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || 0x200B...0x200F ~= scalar.value
                    || 0x2028...0x202E ~= scalar.value
                #expect(!isActive, "U+\(String(scalar.value, radix: 16))")
            }
        }
        #expect(!summary.text().contains("\r"))
        #expect(summary.text().contains("\\u{1b}]0;x\\u{7}\\u{202e}"))
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
    func noCellIsAFormula(value: String) {
        let sighting = Fixture.sighting(1, Fixture.text(.mutex, value), by: [], in: nil, count: 1)
        let sheet = Summary(sightings: [sighting], runs: [], community: .none).csv()
        for line in sheet.split(separator: "\r\n") {
            for cell in line.split(separator: ",") { #expect(!"=+-@\t".contains(cell.first ?? "x"), "\(line)") }
        }
    }

    @Test func whoseLogsAreReadHasARow() {
        var run = RunOutcome(finished: Fixture.run.finished, revision: 1)
        run.suppressedByObserver = [Fixture.state("PK"): 2]
        run.refusedByObserver = [Fixture.state("TJ"): 3]
        let summary = Summary(sightings: [], runs: [run, run], community: .none)
        #expect(summary.members.map { $0.state?.code } == ["PK", "TJ", nil])
        #expect(summary.members.map(\.suppressed) == [4, 0, 0])
        #expect(summary.members.map(\.refused) == [0, 6, 0])
    }

    /// A run that held back and refused things in several members' logs.
    private static func run(_ number: Int, from random: inout SeededRandom) -> RunOutcome {
        var run = RunOutcome(finished: Timestamp(seconds: Int64(number)), revision: 1)
        let observers: [MemberState?] = ["KZ", "CN", "BY", "IN"].map(Fixture.state) + [nil]
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            run.suppressed["list \(Int.random(in: 0..<4, using: &random))", default: 0] += 1
            run.suppressedByObserver[observers.randomElement(using: &random)!, default: 0] += 1
        }
        for _ in 0..<Int.random(in: 0...10, using: &random) {
            if Bool.random(using: &random) { run.accounting.refused += 1 } else { run.unreadableFiles += 1 }
            run.refusedByObserver[observers.randomElement(using: &random)!, default: 0] += 1
        }
        return run
    }

    private static func sightings(from random: inout SeededRandom) -> [Sighting] {
        let codes = ["KZ", "CN", "UZ", "BY", "RU", "PK"]
        return (0..<Int.random(in: 0...60, using: &random)).map { number in
            let producers = codes.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.sorted()
            let value = UInt8.random(in: 0...20, using: &random)
            return Fixture.sighting(
                number,
                Bool.random(using: &random) ? Fixture.address(value) : Fixture.text(.domainName, "d\(value).example"),
                by: producers, in: Bool.random(using: &random) ? codes.randomElement(using: &random) : nil,
                count: Int.random(in: 0...1_000, using: &random),
                confidence: Bool.random(using: &random) ? UInt8.random(in: 0...100, using: &random) : nil)
        }
    }
}
