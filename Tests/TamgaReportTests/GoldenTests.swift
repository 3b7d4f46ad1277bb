import Foundation
import TamgaModel
import TamgaReport
import Testing

/// Each renderer against a file in `Goldens/`. With `TAMGA_UPDATE_GOLDENS=1` in the environment the files are
/// written anew instead: read the difference before you commit it.
@Suite struct GoldenTests {
    private static let summary = Summary(
        sightings: Fixture.sightings, runs: [Fixture.run], community: Fixture.community)

    @Test func text() throws { try hold(Self.summary.text(), to: "text.txt") }

    @Test func textOnATerminal() throws { try hold(Self.summary.text(style: .ansi), to: "text-ansi.txt") }

    @Test func textInANarrowTerminalWithWideNames() throws {
        let summary = Summary(
            sightings: Fixture.sightings, runs: [Fixture.run], community: Fixture.community, language: "zh")
        try hold(summary.text(width: 40), to: "text-zh-40.txt")
    }

    @Test func textInRussian() throws {
        let summary = Summary(
            sightings: Fixture.sightings, runs: [Fixture.run], community: Fixture.community, language: "ru", top: 1)
        try hold(summary.text(), to: "text-ru.txt")
    }

    @Test func textOfNothing() throws {
        try hold(Summary(sightings: [], runs: [], community: .none).text(), to: "text-empty.txt")
    }

    @Test func json() throws { try hold(String(decoding: Self.summary.json(), as: UTF8.self), to: "json.txt") }

    @Test func csv() throws { try hold(Self.summary.csv(), to: "csv.txt") }

    @Test func markdown() throws { try hold(Self.summary.markdown(), to: "markdown.txt") }

    private static let withRules = Summary(
        sightings: Fixture.sightings, ruleSightings: RuleFixture.sightings, runs: [RuleFixture.run],
        community: Fixture.community)

    @Test func textWithRules() throws { try hold(Self.withRules.text(), to: "text-rules.txt") }

    @Test func textWithRulesIn80Columns() throws {
        let summary = Summary(
            sightings: Fixture.sightings, ruleSightings: RuleFixture.sightings, runs: [RuleFixture.run],
            community: Fixture.community, language: "zh")
        try hold(summary.text(style: .ansi, width: 80), to: "text-rules-zh-80.txt")
    }

    @Test func jsonWithRules() throws {
        try hold(String(decoding: Self.withRules.json(), as: UTF8.self), to: "json-rules.txt")
    }

    @Test func csvWithRules() throws { try hold(Self.withRules.csv(), to: "csv-rules.txt") }

    @Test func markdownWithRules() throws { try hold(Self.withRules.markdown(), to: "markdown-rules.txt") }

    @Test func stix() throws {
        let bundle = StixExport.sightings(
            Fixture.sightings, community: Fixture.community, time: Fixture.run.finished)
        try hold(String(decoding: bundle, as: UTF8.self), to: "stix.txt")
    }

    @Test func page() throws { try hold(PageFixture.page(.english).text, to: "page.html") }

    private func hold(_ output: String, to name: String, location: SourceLocation = #_sourceLocation) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
        if ProcessInfo.processInfo.environment["TAMGA_UPDATE_GOLDENS"] == "1" {
            try Data(output.utf8).write(to: file)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        let comment: Comment = "differs from Goldens/\(name); TAMGA_UPDATE_GOLDENS=1 swift test renews it"
        // Line by line, so that a failure shows the line and not the page.
        let got = output.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, want) in zip(got, expected) where line != want {
            #expect(line == want, comment, sourceLocation: location)
            return
        }
        #expect(got.count == expected.count, comment, sourceLocation: location)
    }
}
