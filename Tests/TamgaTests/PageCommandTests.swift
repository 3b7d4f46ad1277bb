import Foundation
import Testing

/// `--report` and `--format html`.
@Suite struct PageCommandTests {
    private static func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write(
            "community.yaml",
            """
            name: Union of <two>
            members:
              - code: KZ
                names: {en: Kazakhstan, ru: Казахстан}
                sources: {paths: ['logs/kz/**']}
              - code: UZ
                names: {en: Uzbekistan, ru: Узбекистан}
                sources: {paths: ['logs/uz/**']}
            """)
        try workspace.write("list.txt", "198.51.100.7\nevil.example\n")
        try workspace.write(
            "logs/kz/a.log", "2026-11-01T10:00:00Z h x: <script>alert(1)</script> 198.51.100.7\nnothing\n")
        try workspace.write("logs/uz/<b>.log", "2026-11-02T10:00:00Z h x: evil.example 198.51.100.7\n")
        try workspace.succeed("import", "--from", "KZ", "list.txt", environment: community)
        return workspace
    }

    private static let community = ["TAMGA_COMMUNITY": "community.yaml"]

    /// The value of a figure; `nil` where the page has none, or several that differ.
    private static func figure(_ key: String, in page: String) -> String? {
        let marks = page.components(separatedBy: "data-figure=\"\(key)\" value=\"").dropFirst()
        let values = Set(marks.compactMap { $0.components(separatedBy: "\"").first })
        return values.count == 1 ? values.first : nil
    }

    @Test("A page is written beside the summary, with the summary's figures", arguments: ["en", "ru", "zh", "uz"])
    func correlate(_ language: String) throws {
        let workspace = try Self.workspace()
        let outcome = try workspace.succeed(
            "correlate", "--report", "page.html", "--lang", language, "--format", "json", "logs",
            environment: Self.community)
        let json = try #require(
            try JSONSerialization.jsonObject(with: outcome.outputBytes) as? [String: Any])
        let found = try #require(json["found"] as? [String: Any])
        let page = try workspace.text("page.html")
        for name in ["hits", "indicators", "sightings"] {
            #expect(Self.figure("found.\(name)", in: page) == (found[name] as? Int).map(String.init))
        }
        #expect(Self.figure("matrix.cells.KZ.UZ.hits", in: page) == "2")
        #expect(page.contains("Union of &lt;two&gt;") && !page.contains("<two>") && !page.contains("<b>"))
        #expect(page.contains("198[.]51[.]100[.]7") && page.contains("evil[.]example"))
        #expect(!page.contains("alert(1)"), "records are not in a page")
        #expect(page.contains("<html lang=\"\(language)"))
    }

    @Test("A page out of the store has the same figures; for a member it is the digest, marked and logged")
    func report() throws {
        let workspace = try Self.workspace()
        try workspace.succeed("correlate", "--report", "run.html", "--no-summary", "logs", environment: Self.community)
        let outcome = try workspace.succeed("report", "--report", "store.html", environment: Self.community)
        #expect(outcome.output == "")
        let (run, store) = (try workspace.text("run.html"), try workspace.text("store.html"))
        for key in ["found.hits", "found.indicators", "matrix.cells.KZ.KZ.hits", "reading.records.in"] {
            #expect(Self.figure(key, in: run) != nil)
            #expect(Self.figure(key, in: run) == Self.figure(key, in: store), "\(key)")
        }
        try workspace.succeed(
            "report", "--for", "KZ", "--lang", "ru", "--since", "7d", "--report", "kz.html",
            environment: Self.community)
        let digest = try workspace.text("kz.html")
        #expect(digest.contains("TLP:AMBER") && digest.contains("Для участника: KZ Казахстан"))
        #expect(!digest.contains("data-figure=\"found.hits\""))
        let log = try workspace.succeed("release", "log", environment: Self.community)
        #expect(log.output.contains("report"))
        let html = try workspace.succeed("report", "--format", "html", environment: Self.community)
        #expect(html.output.hasPrefix("<!DOCTYPE html>"))
    }

    @Test(
        "What cannot be a page is said before anything is done",
        arguments: [
            (["correlate", "--report", "a.html", "--lang", "de", "logs"], Int32(64)),
            (["correlate", "--report", "store.sqlite", "logs"], 64),
            (["correlate", "--report", "x", "--hits", "x", "logs"], 64),
            (["correlate", "--report", "-", "logs"], 64),
            (["correlate", "--report", "logs/kz/a.log", "logs/kz/a.log"], 64),
            (["report", "--usefulness", "--format", "html"], 64), (["report", "--report", "store.sqlite"], 64),
            (["report", "--report", "nowhere/a.html"], 74),
        ] as [([String], Int32)])
    func refused(_ arguments: [String], _ status: Int32) throws {
        let workspace = try Self.workspace()
        let outcome = try workspace.start(arguments, environment: Self.community).wait()
        #expect(outcome.status == status, "\(outcome.error)")
        #expect(outcome.output == "" && outcome.error != "")
        #expect(try workspace.text("logs/kz/a.log").hasPrefix("2026-11-01"))
    }
}
