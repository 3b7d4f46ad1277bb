import Foundation
import Testing

/// `tamga sightings publish` and `tamga report --for`: what goes home, for whom, and what is written down of it.
@Suite struct SightingsCommandTests {
    static let members = ["KZ": "aa", "UZ": "bb", "RU": "cc", "TJ": "dd"]

    private func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write(
            "community.yaml",
            "sharing: { disclosure: count }\nmembers:\n"
                + Self.members.sorted { $0.key < $1.key }.map { code, digits in
                    """
                      - code: \(code)
                        names: { en: Land of \(code) }
                        identities: [identity--00000000-0000-4000-8000-0000000000\(digits)]
                        sectors: [sector-of-\(code)]
                        sources: { paths: ["logs/\(code)/*"] }\(code == "RU" ? "\n    disclosure: evidence" : "")

                    """
                }.joined())
        try workspace.succeed(
            "import", "--from", "UZ", "--source", "uz", "-", input: "198.51.100.1\n198.51.100.2\n198.51.100.3\n",
            environment: Self.community)
        try workspace.succeed(
            "import", "--from", "TJ", "--source", "tj", "-",
            input: "198.51.100.2\n" + (20..<30).map { "198.51.100.\($0)\n" }.joined(), environment: Self.community)
        func record(_ number: Int) -> String {
            "2026-11-20T08:\(number < 10 ? "0" : "")\(number):34Z x 198.51.100.\(number)\n"
        }
        try workspace.write("logs/KZ/kz.log", record(1) + record(1) + record(20))
        try workspace.write("logs/RU/ru.log", record(2) + (20..<24).map(record).joined())
        try workspace.write("logs/UZ/uz.log", record(21))
        try workspace.succeed(
            "correlate", "--no-summary", "logs/KZ/kz.log", "logs/RU/ru.log", "logs/UZ/uz.log",
            environment: Self.community)
        return workspace
    }

    static let community = ["TAMGA_COMMUNITY": "community.yaml"]

    @Test("What is offered to whom is said; run again, nothing changes; the export for a member has it")
    func publish() throws {
        let workspace = try workspace()
        let before = try workspace.succeed("export", "--for", "UZ", "--as", "stix", environment: Self.community).output
        #expect(!before.contains("\"type\":\"sighting\""))
        let first = try workspace.succeed("sightings", "publish", environment: Self.community).output
        #expect(first.hasPrefix("9 sightings are offered: 18 objects new, 0 changed, 0 as before\n"), "\(first)")
        for line in [
            "  TJ: 1 from KZ (count)", "  TJ: 5 from RU (evidence)", "  TJ: 1 from UZ (count)",
            "  UZ: 1 from KZ (count)", "  UZ: 1 from RU (evidence)",
        ] { #expect(first.contains("\n\(line)\n"), "\(line) in \(first)") }
        let second = try workspace.succeed("sightings", "publish", environment: Self.community).output
        #expect(second.contains(" 0 objects new, 0 changed, "), "\(second)")
        for (name, count) in [("UZ", 3), ("TJ", 7), ("KZ", 2), ("RU", 6)] {
            let bundle = try workspace.succeed("export", "--for", name, "--as", "stix", environment: Self.community)
            #expect(bundle.output.components(separatedBy: "\"type\":\"sighting\"").count - 1 == count, "\(name)")
        }
        let home = try workspace.succeed("export", "--for", "UZ", "--as", "stix", environment: Self.community).output
        #expect(home.contains("logs/RU/ru.log") && home.contains("2026-11-20T08:02:34Z"))
        #expect(!home.contains("kz.log") && !home.contains("2026-11-20T08:01:34Z"))
        #expect(
            try workspace.succeed("indicators", "list", "--limit", "100", environment: Self.community).lines.count == 15
        )
    }

    @Test("report --for is what that member may know, with its marking, in each form, and in the log")
    func report() throws {
        let workspace = try workspace()
        let text = try workspace.succeed("report", "--for", "UZ", environment: Self.community)
        #expect(text.output.contains("For UZ Land of UZ: TLP:AMBER"), "\(text.output)")
        #expect(text.output.contains("3 hits of 2 indicators in the logs of 2 members"), "\(text.output)")
        #expect(text.output.contains("1 in logs/RU/ru.log"))
        // RU of TJ: five indicators; KZ of TJ: one.
        #expect(text.output.contains("<3") && text.output.contains("5/5"), "\(text.output)")
        #expect(!text.output.contains("kz.log") && !text.output.contains("198.51.100.22"))
        #expect(text.error.contains("for UZ: "))
        let json = try workspace.succeed("report", "--for", "UZ", "--format", "json", environment: Self.community)
            .output
        #expect(try JSONSchema("digest.schema.json").objections(to: try JSONText.value(json)) == [])
        let root = try JSONText.object(json)
        let elsewhere = try #require(root["elsewhere"] as? [String: Any])
        let sightings = try #require(elsewhere["sightings"] as? [[String: Any]])
        #expect(sightings.map { $0["disclosure"] as? String } == ["count", "evidence"])
        #expect(sightings.map { $0["hits"] as? Int } == [2, 1])
        #expect(sightings[0]["first_seen"] == nil && sightings[1]["first_seen"] as? String == "2026-11-20T08:02:34Z")
        let hidden = (root["matrix"] as? [String: Any])?["hidden"] as? [[String: String]]
        #expect(hidden == [["producer": "TJ", "observer": "KZ"]])
        for form in ["csv", "markdown"] {
            let page = try workspace.succeed("report", "--for", "UZ", "--format", form, environment: Self.community)
            #expect(page.output.contains("TLP:AMBER") && page.output.contains("198.51.100.2"), "\(page.output)")
            #expect(!page.output.contains("kz.log"))
        }
        let log = try workspace.succeed("release", "log", "--for", "UZ").lines
        #expect(log.count == 5 && log[1].contains(" report "), "\(log)")
        // For a member that has shared nothing and seen little.
        let empty = try workspace.succeed("report", "--for", "KZ", environment: Self.community).output
        #expect(empty.contains("Nothing that may be told to KZ.") && empty.contains("3 hits of 2 indicators"))
    }

    @Test("An export of sightings tells what its observer discloses")
    func export() throws {
        let workspace = try workspace()
        let home = try workspace.succeed("export", "--sightings", "--for", "UZ", environment: Self.community).output
        #expect(home.contains("ru.log") && !home.contains("kz.log") && !home.contains("2026-11-20T08:01:34Z"))
        // Its own logs are its own.
        #expect(home.contains("2026-11-20T08:21:34Z") && home.contains("198.51.100.21"))
        let whole = try workspace.succeed("export", "--sightings", "--for", "KZ", environment: Self.community).output
        #expect(whole.contains("2026-11-20T08:01:34Z"))
    }

    @Test("An observer that is not named cannot be asked for by itself; others can")
    func observer() throws {
        let workspace = try workspace()
        let file = try workspace.text("community.yaml")
        try workspace.write(
            "community.yaml", file.replacingOccurrences(of: "code: KZ\n", with: "code: KZ\n    anonymous: true\n"))
        func export(_ recipient: String, _ observer: String) throws -> Command.Outcome {
            try workspace.tamga(
                "export", "--sightings", "--for", recipient, "--observer", observer, environment: Self.community)
        }
        let refused = try export("UZ", "KZ")
        #expect(refused.status == 65 && refused.output == "" && refused.error.contains("KZ is anonymous"))
        let named = try export("UZ", "RU")
        #expect(named.status == 0 && named.output.contains("ru.log") && !named.output.contains("198.51.100.1'"))
        let own = try export("KZ", "KZ")
        #expect(own.status == 0 && own.output.contains("2026-11-20T08:01:34Z"))
    }

    @Test("Partners and anyone are told of no sighting, and why is said")
    func outsiders() throws {
        let workspace = try workspace()
        let file = try workspace.text("community.yaml")
        try workspace.write(
            "community.yaml",
            file.replacingOccurrences(of: "{ disclosure: count }", with: "{ unmarked: clear, partners: [friends] }"))
        for name in ["friends", "anyone"] {
            let told = try workspace.succeed("export", "--sightings", "--for", name, environment: Self.community)
            #expect(!told.output.contains("198.51.100") && !told.output.contains("\"sighting\""))
            #expect(told.error.contains("told to members alone"), "\(told.error)")
        }
        let told = try workspace.succeed("export", "--sightings", "--for", "TJ", environment: Self.community).output
        let amber = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
        let sightings = told.split(separator: "\n").filter { $0.contains("\"type\":\"sighting\"") }
        #expect(sightings.count > 6 && sightings.allSatisfy { $0.contains(amber) }, "\(sightings)")
    }

    @Test("A sighting has one “created”, by every door")
    func created() throws {
        let workspace = try workspace()
        try workspace.succeed("sightings", "publish", environment: Self.community)
        func created(_ arguments: [String]) throws -> [String: String] {
            let outcome = try workspace.start(["export", "--for", "TJ"] + arguments, environment: Self.community).wait()
            let objects = try JSONText.object(outcome.output)["objects"] as? [[String: Any]] ?? []
            let sightings = objects.filter { ["sighting", "observed-data"].contains($0["type"] as? String) }
            return Dictionary(
                sightings.compactMap { object in
                    (object["id"] as? String).flatMap { id in (object["created"] as? String).map { (id, $0) } }
                }, uniquingKeysWith: { first, _ in first })
        }
        let published = try created(["--as", "stix"])
        let told = try created(["--sightings"])
        #expect(published.count == 12 && published.allSatisfy { told[$0.key] == $0.value }, "\(published)\n\(told)")
    }

    @Test("What others have told stands beside the indicator, and on the page of whose it is")
    func received() throws {
        let workspace = try workspace()
        let id = "indicator--00000000-0000-4000-8000-000000000001"
        let uz = "identity--00000000-0000-4000-8000-0000000000bb"
        let kz = "identity--00000000-0000-4000-8000-0000000000aa"
        let times = #""created":"2026-11-01T00:00:00.000Z","modified":"2026-11-01T00:00:00.000Z""#
        try workspace.write(
            "b.json",
            #"{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","spec_version":"2.1","id":"\#(id)","created_by_ref":"\#(uz)",\#(times),"pattern":"[ipv4-addr:value = '198.51.100.99']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"},{"type":"sighting","spec_version":"2.1","id":"sighting--00000000-0000-4000-8000-000000000002","created_by_ref":"\#(kz)",\#(times),"count":0,"sighting_of_ref":"\#(id)","where_sighted_refs":["\#(kz)"]}]}"#
        )
        try workspace.succeed("import", "b.json", environment: Self.community)
        let shown = try workspace.succeed("indicators", "show", "198.51.100.99", environment: Self.community).output
        #expect(
            shown.contains("seen by others:") && shown.contains("KZ              0, looked for and not seen"),
            "\(shown)")
        let page = try workspace.succeed("report", "--for", "UZ", environment: Self.community).output
        #expect(page.contains("What other members have told of what UZ has shared"), "\(page)")
        #expect(page.contains("0, looked for and not seen") && page.contains("198.51.100.99"))
        let json = try workspace.succeed("report", "--for", "UZ", "--format", "json", environment: Self.community)
            .output
        #expect(try JSONSchema("digest.schema.json").objections(to: try JSONText.value(json)) == [])
        let other = try workspace.succeed("report", "--for", "RU", environment: Self.community).output
        #expect(!other.contains("198.51.100.99"))
    }

    @Test(
        "Used wrongly, it says how",
        arguments: [
            ("report --for US", 65), ("report --by me", 64), ("report --for anyone", 64), ("sightings publish x", 64),
        ])
    func usage(_ line: String, _ status: Int32) throws {
        let workspace = try workspace()
        let outcome = try workspace.start(line.split(separator: " ").map(String.init), environment: Self.community)
            .wait()
        #expect(outcome.status == status && outcome.output == "", "\(outcome.error)")
        let alone = try workspace.tamga("sightings", "publish")
        #expect(alone.status == 65 && alone.error.contains("no community file"))
    }
}
