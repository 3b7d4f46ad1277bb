import TamgaModel
import TamgaReport
import Testing

/// The page says what the summary says, whole and in any language.
@Suite struct ReportPageTests {
    /// Figures of the JSON that the page leaves to the JSON: it lists the top of the union, not of each member.
    private static func isLeftOut(_ key: String) -> Bool {
        if ["rules.runs", "matrix.row_sum_hits"].contains(key) || key.contains(".top.") { return true }
        if key.contains(".shared_and_seen.") { return !key.hasSuffix(".hits") }
        if key.contains(".types.") { return key.hasSuffix(".indicators") }
        if key.hasPrefix("rules.undecided.") { return key.hasSuffix(".line") }
        if key.hasPrefix("rules.fired.") { return key.contains(".observers.") }
        return key.hasSuffix(".rules.rules")
    }

    @Test(
        "Every figure of the page is the JSON summary's, and every one of the summary's is there",
        arguments: Language.allCases)
    func figuresAreTheSummarys(_ language: Language) throws {
        let json = try JSONFigures.read(PageFixture.summary(language).json())
        let page = PageFixture.page(language).figures
        #expect(page.count > 150)
        for (key, values) in page where !key.hasPrefix("timeline.") && !key.hasPrefix("top.") {
            // The JSON leaves out cells and kinds without a hit.
            #expect(values == [json[key] ?? 0], "\(key)")
        }
        for (key, value) in json where !Self.isLeftOut(key) { #expect(page[key] == [value], "\(key)") }
    }

    @Test("What a page shows beside the summary adds up to it")
    func restAddsUp() throws {
        let page = PageFixture.page(.english).figures
        let summary = PageFixture.summary(.english)
        let values = SightedValue.top(1_000, of: Fixture.sightings)
        #expect(values.all == summary.found.indicators)
        #expect(values.values.reduce(0) { $0 + $1.hits } == summary.found.hits)
        for (place, value) in values.values.enumerated() { #expect(page["top.\(place).hits"] == [value.hits]) }
        for member in summary.members where member.found.hits > 0 {
            let code = member.state?.code ?? "--"
            let parts = ["inside", "outside", "untimed"].map { page["timeline.\(code).\($0)"]?.first ?? 0 }
            #expect(parts.reduce(0, +) == member.found.hits, "\(code)")
        }
    }

    @Test("A page has no script, no style but its own, and nothing that is loaded", arguments: Language.allCases)
    func pageStandsAlone(_ language: Language) throws {
        let page = PageFixture.page(language)
        for name in ["script", "link", "img", "iframe", "object", "embed", "base", "form", "meta refresh"] {
            #expect(page.all(name).isEmpty, "\(name)")
        }
        for tag in page.tags {
            for (name, value) in tag.attributes {
                #expect(!name.hasPrefix("on") && name != "style" && name != "src", "\(tag.name) \(name)")
                if name == "href" { #expect(value.hasPrefix("#")) }
            }
        }
        #expect(!page.text.contains("://") || page.text.contains("hxxp://"))
        #expect(!page.text.contains("http://") && !page.text.contains("https://") && !page.text.contains("url("))
        let policy = page.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        let content = try #require(policy?.attributes["content"])
        #expect(
            content == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
    }

    @Test("Out of the store the timeline says that it shows sightings, not hits")
    func storeTimeline() {
        let page = PageFixture.page(.english, run: nil)
        #expect(page.text.contains("not when each hit was"))
        #expect(!page.text.contains("Hits by the time of their records"))
        #expect(page.text.contains("lists them"))
    }

    @Test("A page carries the strictest marking of what stands on it")
    func marking() {
        #expect(PageFixture.page(.english).all("strong").contains { $0.text == "TLP:RED" })
        let green = [Fixture.sighting(1, Fixture.address(9), by: ["KZ"], in: "KZ", count: 1, marking: .green)]
        let summary = Summary(sightings: green, runs: [], community: Fixture.community)
        let page = ReportPage(summary, sightings: green, run: nil, making: PageFixture.making(.english))
        #expect(page.marking == .amber)
    }

    @Test("A page of nothing is a page")
    func empty() throws {
        let summary = Summary(sightings: [], runs: [], community: .none)
        let page = HTMLReading(
            ReportPage(summary, sightings: [], run: nil, making: PageFixture.making(.chinese)).html())
        #expect(page.figures["found.hits"] == [0])
        #expect(PageAudit.faults(page) == [])
    }

    @Test("A page can be used by keyboard and read aloud", arguments: Language.allCases)
    func accessible(_ language: Language) {
        #expect(PageAudit.faults(PageFixture.page(language)) == [])
        #expect(PageFixture.page(language).all("html").first?.attributes["lang"] == language.tag)
    }
}
