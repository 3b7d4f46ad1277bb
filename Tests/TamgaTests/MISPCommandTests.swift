import Foundation
import Testing

/// MISP events through the command: in, found in logs, out.
@Suite struct MISPCommandTests {
    private static func event(toIDs: Bool, time: Int) -> String {
        """
        {"Event":{"uuid":"57c4445b-c548-4654-af0b-4be3950d210f","info":"Spam run","date":"2026-03-01","timestamp":"\(time)",
        "distribution":"1","Orgc":{"uuid":"00000000-0000-4000-8000-0000000000bb","name":"UZ CERT"},"Attribute":[
        {"uuid":"5a3c2fda-78f4-44b7-8366-46da02de0b81","type":"ip-dst","category":"Network activity",
        "value":"198.51.100.23","to_ids":\(toIDs),"timestamp":"\(time)","first_seen":"2026-02-01T00:00:00+00:00"},
        {"uuid":"5a3c2fda-78f4-44b7-8366-46da02de0b82","type":"text","category":"Other","value":"Locky","to_ids":false}]}}
        """
    }

    @Test("An event is found in logs until its attribute is not for detection any more, and goes out with its UUID")
    func inAndOut() throws {
        let workspace = try Workspace()
        try workspace.write("a.log", "2026-04-01T00:00:00Z from 198.51.100.23\n")
        func hits() throws -> String {
            try workspace.succeed(
                "correlate", "--hits", "-", "--no-summary", "--no-store", "--validity", "strict", "a.log"
            ).output
        }
        try workspace.write("event.json", Self.event(toIDs: true, time: 1_772_500_000))
        let outcome = try workspace.succeed("import", "event.json", environment: ExportCommandTests.community)
        #expect(
            outcome.error.contains("misp, 4 items: 1 indicator (1 new), 3 other objects (3 new)"), "\(outcome.error)")
        #expect(try workspace.succeed("import", "event.json").error.contains("nothing changed"))
        #expect(try hits().contains("indicator--5a3c2fda-78f4-44b7-8366-46da02de0b81"))
        let out = try workspace.succeed(
            "export", "--for", "KZ", "--as", "misp", environment: ExportCommandTests.community)
        #expect(out.output.contains(#""uuid":"5a3c2fda-78f4-44b7-8366-46da02de0b81","type":"ip-dst""#))
        let none = try workspace.succeed(
            "export", "--for", "anyone", "--as", "misp", environment: ExportCommandTests.community)
        #expect(!none.output.contains("198.51.100.23"))

        try workspace.write("event.json", Self.event(toIDs: false, time: 1_772_600_000))
        try workspace.succeed("import", "event.json")
        #expect(try hits().isEmpty)
        try workspace.write("event.json", Self.event(toIDs: true, time: 1_772_700_000))
        try workspace.succeed("import", "event.json")
        #expect(try hits().contains("indicator--"))
    }
}
