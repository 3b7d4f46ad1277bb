import Foundation
import Testing

/// `tamga release`: the samples' union, and a bundle with one object of each fate.
@Suite struct ReleaseCommandTests {
    static let community = ["TAMGA_COMMUNITY": Workspace.root.appending(path: "samples/community.yaml").path]
    static let uz = "identity--45ac16b9-c20d-4c21-8f8a-7abff2e91ac7"

    static func object(_ number: Int, _ more: String) -> String {
        #"{"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-00000000000\#(number)","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"n\#(number)","pattern":"[ipv4-addr:value = '198.51.100.\#(number)']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"\#(more)}"#
    }

    static func refs(_ id: String) -> String { #","object_marking_refs":["marking-definition--\#(id)"]"# }

    static let green = "bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
    static let strict = "939a9414-2ddd-4d32-a0cd-375ea402b003"
    static let red = "e828b379-4e03-4974-9ac4-e53a884c97c1"

    static let bundle =
        #"{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000","objects":["#
        + [
            object(1, refs(green)), object(2, ""), object(3, refs(strict) + #","created_by_ref":"\#(uz)""#),
            object(4, refs(red)),
            object(
                5,
                refs(red)
                    + #","extensions":{"extension-definition--3d5b7e0a-94c1-4f6e-8a27-c0d1f5b8e963":{"extension_type":"property-extension","recipients":["KZ"]}}"#
            ),
            object(6, refs("00000000-0000-4000-8000-0000000000ff")),
            object(
                7,
                refs(green)
                    + #","granular_markings":[{"marking_ref":"marking-definition--\#(red)","selectors":["name"]}]"#),
            #"{"type":"relationship","spec_version":"2.1","id":"relationship--00000000-0000-4000-8000-000000000008","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","relationship_type":"x","source_ref":"indicator--00000000-0000-4000-8000-000000000001","target_ref":"indicator--00000000-0000-4000-8000-000000000004"}"#,
        ].joined(separator: ",") + "]}"

    @Test(
        "Who gets what is said with the reason, as text and as JSON",
        arguments: [("KZ", [1, 2, 5]), ("UZ", [1, 2, 3]), ("RU", [1, 2]), ("regional-csirt", [1]), ("anyone", [])])
    func check(_ recipient: String, _ goes: [Int]) throws {
        let workspace = try Workspace()
        try workspace.write("b.json", Self.bundle)
        let text = try workspace.tamga(
            "release", "check", "b.json", "--for", recipient, environment: Self.community)
        #expect(text.status == 1)
        #expect(text.output.hasPrefix("for \(recipient): \(goes.count) of 8 objects would go out"), "\(text.output)")
        let why = recipient.count == 2 ? "it refers to" : "unmarked, which is TLP:AMBER here,"
        #expect(text.output.contains("relationship--00000000-0000-4000-8000-000000000008: \(why)"), "\(text.output)")
        let json = try workspace.tamga(
            "release", "check", "--format", "json", "b.json", "--for", recipient, environment: Self.community)
        let root = try JSONText.object(json.output)
        #expect(try JSONSchema("release.schema.json").objections(to: try JSONText.value(json.output)) == [])
        let objects = try #require(root["objects"] as? [[String: Any]])
        let released = objects.filter { $0["released"] as? Bool == true }.compactMap { $0["name"] as? String }
        #expect(released == goes.map { "n\($0)" })
        #expect(!FileManager.default.fileExists(atPath: workspace.path("store.sqlite").path))
    }

    @Test("0 where all goes, 1 where something stays or is refused, 65 with --strict, 65 for a stranger")
    func status() throws {
        let workspace = try Workspace()
        try workspace.write(
            "good.json", #"{"type":"bundle","id":"bundle--1","objects":[\#(Self.object(1, Self.refs(Self.green)))]}"#)
        try workspace.write(
            "bad.json",
            #"{"type":"bundle","id":"bundle--1","objects":[\#(Self.object(1, Self.refs(Self.green))),{"type":"x"}]}"#)
        func status(_ words: String...) throws -> Int32 {
            try workspace.start(["release", "check"] + words, environment: Self.community).wait().status
        }
        #expect(try status("good.json", "--for", "KZ") == 0)
        #expect(try status("bad.json", "--for", "KZ") == 1)
        #expect(try status("bad.json", "--for", "KZ", "--strict") == 65)
        #expect(try status("gone.json", "--for", "KZ") == 74)
        #expect(try status("good.json", "--for", "US") == 65)
        #expect(try status("good.json", "--for", "stranger") == 65)
        #expect(try status("good.json") == 64)
        let alone = try workspace.tamga("release", "check", "good.json", "--for", "KZ")
        #expect(alone.status == 65 && alone.error.contains("no community file"))
    }

    @Test("Whoever was first with a loose definition of a marking does not loosen what others mark by it")
    func contestedDefinitions() throws {
        let marking = "11111111-2222-4333-8444-555555555555"
        func definition(_ level: String) -> String {
            #"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--\#(marking)","created":"2026-10-01T00:00:00.000Z","extensions":{"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d":{"extension_type":"property-extension","tlp_2_0":"\#(level)"}}}"#
        }
        func bundle(_ objects: String...) -> String {
            #"{"type":"bundle","id":"bundle--\#(marking)","objects":["# + objects.joined(separator: ",") + "]}"
        }
        for (level, isFirstLoose) in [("red", true), ("red", false), ("amber", true), ("amber", false)] {
            let workspace = try Workspace()
            let loose = ("KZ", bundle(definition("clear")))
            let strict = ("IN", bundle(definition(level), Self.object(1, Self.refs(marking))))
            for (member, text) in isFirstLoose ? [loose, strict] : [strict, loose] {
                try workspace.write("\(member).json", text)
                try workspace.succeed("import", "--from", member, "\(member).json", environment: Self.community)
            }
            for form in ["csv", "list", "rpz", "stix"] {
                for recipient in ["anyone", "regional-csirt", "UZ", "KZ"] {
                    let outcome = try workspace.tamga(
                        "export", "--for", recipient, "--as", form, environment: Self.community)
                    #expect(
                        !outcome.output.contains("198.51.100.1"), "\(form) for \(recipient), \(level), \(isFirstLoose)")
                }
            }
        }
    }

    @Test("A marking that is defined behind what it marks counts")
    func lateDefinitions() throws {
        let workspace = try Workspace()
        let id = "00000000-0000-4000-8000-0000000000ff"
        let statement =
            #"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--\#(id)","created":"2026-01-01T00:00:00.000Z","definition_type":"statement","definition":{"statement":"TLP:GREEN"}}"#
        try workspace.write(
            "b.json", #"{"type":"bundle","id":"bundle--1","objects":[\#(Self.object(1, Self.refs(id))),\#(statement)]}"#
        )
        #expect(
            try workspace.tamga("release", "check", "b.json", "--for", "regional-csirt", environment: Self.community)
                .status == 0)
    }
}
