import Foundation
import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaTestSupport
import Testing

/// What a recipient may not know cannot change a byte of what it gets, by any door.
@Suite struct HomePropertyTests {
    /// Sighting × recipient, at least.
    static let tries = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 20_000

    @Test("Nothing that a recipient may not know is in, or changes, a byte of report, export and published objects")
    func nothingLeaks() {
        var random = SeededRandom(seed: SeededRandom.seed &+ 7)
        var tried = 0
        var known = 0
        var round = 0
        // How often somebody else sees that something was altered: what is altered does show where it may.
        var seen = 0
        while tried < Self.tries {
            round += 1
            let scenario = HomeScenario(&random)
            for recipient in HomeScenario.recipients {
                tried += scenario.sightings.count
                known += scenario.sightings.count { scenario.mayKnow(recipient, $0.sighting) }
                let outputs = scenario.outputs(for: recipient, form: round % 5)
                let altered = scenario.altered(for: recipient, &random)
                let others = altered.outputs(for: recipient, form: round % 5)
                for (output, other) in zip(outputs, others) where output.text != other.text {
                    Issue.record(
                        "seed \(SeededRandom.seed), round \(round), for \(recipient), \(output.door): what it may not know changes what it gets:\n\(Self.difference(output.text, other.text))"
                    )
                    return
                }
                let observer = HomeScenario.recipients[(round + 1) % 5]
                if recipient == HomeScenario.recipients[round % 5],
                    scenario.outputs(for: observer, form: 1).map(\.text)
                        != altered.outputs(for: observer, form: 1).map(\.text)
                {
                    seen += 1
                }
                if let leak = Self.leak(scenario, recipient, outputs) {
                    Issue.record("seed \(SeededRandom.seed), round \(round), for \(recipient): \(leak)")
                    return
                }
            }
        }
        #expect(known > tried / 10, "\(known) of \(tried) were told")
        #expect(seen > round / 2, "\(seen) alterations in \(round) rounds were seen by anybody")
    }

    /// The first thing that stands in an output and may not.
    private static func leak(
        _ scenario: HomeScenario, _ recipient: Recipient, _ outputs: [(door: String, text: String)]
    ) -> String? {
        var canaries: [String] = []
        for statement in scenario.statements where !scenario.mayHave(recipient, statement) {
            canaries.append(statement.indicator.id)
        }
        for entry in scenario.sightings {
            let sighting = entry.sighting
            let told = scenario.mayKnow(recipient, sighting) ? scenario.told(sighting.observer, recipient) : nil
            if told?.level == .evidence { continue }
            canaries.append(sighting.source)
            for time in [sighting.firstSeen, sighting.lastSeen].compactMap(\.self) {
                // The moment; and the day too, where no time is told.
                canaries.append(String(time.description.prefix(told?.level == .time ? 19 : 10)))
            }
            if told == nil { canaries.append(String(entry.recorded.description.prefix(10))) }
        }
        for output in outputs {
            // The columns of a page's timeline, its last section, lie on a grid: they are days that nobody has told.
            let end = output.text.firstRange(of: "<section id=\"timeline\"")?.lowerBound ?? output.text.endIndex
            let words = words(String(output.text[..<end]))
            if let canary = canaries.first(where: words.contains) { return "\(canary) in \(output.door)" }
        }
        return nil
    }

    /// The runs of letters, digits, `-`, `.`, `/` and `:` of a text, each also as far as a day and a second reach.
    private static func words(_ text: String) -> Set<String> {
        var words: Set<String> = []
        for word in text.utf8.split(whereSeparator: { byte in
            !(0x2D...0x3A ~= byte || 0x61...0x7A ~= byte || 0x41...0x5A ~= byte)
        }) {
            let bytes = word.last == 0x3A ? word.dropLast() : word
            for length in [10, 19, bytes.count] where bytes.count >= length {
                words.insert(String(decoding: bytes.prefix(length), as: UTF8.self))
            }
        }
        return words
    }

    private static func difference(_ one: String, _ other: String) -> String {
        let (left, right) = (one.split(separator: "\n"), other.split(separator: "\n"))
        for (mine, theirs) in zip(left, right) where mine != theirs { return "- \(mine)\n+ \(theirs)" }
        return "\(left.count) and \(right.count) lines"
    }
}
