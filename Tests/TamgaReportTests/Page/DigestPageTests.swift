import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaTestSupport
import Testing

/// The page for a member says what its JSON says.
@Suite struct DigestPageTests {
    private static let members: [MemberState] = HomeScenario.recipients.compactMap {
        if case .member(let state) = $0 { state } else { nil }
    }

    /// The key of a figure of the page as the JSON has it: there, members stand in a list of their own.
    private static func key(_ key: String) -> String {
        let parts = key.split(separator: ".")
        guard parts.count == 3, parts[0] == "elsewhere" else { return key }
        return "elsewhere.members.\(parts[1]).\(parts[2])"
    }

    @Test(
        "Every figure of a member's page is its digest's, and every one of the digest's is there",
        arguments: Language.allCases)
    func figuresAreTheDigests(_ language: Language) throws {
        var random = SeededRandom(seed: SeededRandom.seed &+ 11)
        var compared = 0
        for _ in 0..<12 {
            let scenario = HomeScenario(&random)
            for state in Self.members {
                let digest = scenario.digest(for: state)
                let json = try JSONFigures.read(digest.json())
                let page = HTMLReading(DigestPage(digest, making: PageFixture.making(language)).html())
                #expect(PageAudit.faults(page) == [])
                let figures = page.figures
                for (key, values) in figures where !key.hasPrefix("timeline.") {
                    #expect(values == [json[Self.key(key)] ?? 0], "\(key), seed \(SeededRandom.seed)")
                    compared += 1
                }
                let shown = Set(figures.keys.map(Self.key))
                for key in json.keys where key.hasSuffix(".hits") {
                    let isOfPart = key.contains(".sources.") || key.contains(".observers.") && !key.hasPrefix("matrix.")
                    if isOfPart || key.hasPrefix("received.") { continue }
                    #expect(shown.contains(key), "\(key), seed \(SeededRandom.seed)")
                }
            }
        }
        #expect(compared > 300)
    }
}
