import Foundation
import Testing

/// The samples, from import to export, held to the schemas and to counts made without Tamga.
@Suite struct SamplesTests {
    static let samples = Workspace.root.appending(path: "samples")

    /// Everything imported and correlated once, in the order of `samples/demo`.
    private func demo() throws -> Workspace {
        let workspace = try Workspace()
        let community = ["TAMGA_COMMUNITY": Self.samples.appending(path: "community.yaml").path]
        for code in ["by", "cn", "in", "ir", "kg", "kz", "pk", "ru", "tj", "uz"] {
            try workspace.succeed(
                "import", "--from", code, "indicators/\(code)", environment: community, in: Self.samples)
        }
        try workspace.succeed("import", "indicators/unattributed", environment: community, in: Self.samples)
        try workspace.succeed(
            "correlate", "--hits", workspace.path("hits").path, "--suppressed", workspace.path("held").path, "--format",
            "json", "logs", environment: community, in: Self.samples)
        return workspace
    }

    @Test("Hits and summary are what the schemas say, keys in their order")
    func schemas() throws {
        let workspace = try demo()
        let hit = try JSONSchema("hit.schema.json")
        #expect(hit.order.first == "id" && hit.order.contains("byte_offset") && hit.order.count > 15, "\(hit.order)")
        for line in try workspace.text("hits").split(separator: "\n") {
            #expect(hit.objections(to: try JSONText.value(line)) == [], "\(line)")
            let places = JSONText.keys(line).map { hit.order.firstIndex(of: $0) ?? -1 }
            #expect(places == places.sorted(), "\(line)")
        }
        let summary = try JSONSchema("summary.schema.json")
        let community = ["TAMGA_COMMUNITY": Self.samples.appending(path: "community.yaml").path]
        let report = try workspace.succeed("report", "--format", "json", environment: community).output
        #expect(summary.objections(to: try JSONText.value(report)) == [])
        let found = try JSONText.object(report)["found"] as? [String: Any]
        #expect(found?["hits"] as? Int == 275)
    }

    @Test("The schema checker objects to what it should")
    func schemaChecker() throws {
        let hit = try JSONSchema("hit.schema.json")
        let golden = try String(contentsOf: Self.samples.appending(path: "golden/hits.ndjson"), encoding: .utf8)
        let line = try #require(golden.split(separator: "\n").first)
        var value = try JSONText.object(line)
        #expect(hit.objections(to: value) == [])
        for (key, wrong) in [
            ("line", 0 as Any), ("kind", "guess"), ("observer", "Kazakhstan"), ("extra", 1), ("producers", "KZ"),
            ("byte_offset", "12"), ("producers", ["KZ", "KZ"]),
        ] {
            let kept = value[key]
            value[key] = wrong
            #expect(hit.objections(to: value).count == 1, "\(key)")
            value[key] = kept
        }
        value["id"] = nil
        #expect(hit.objections(to: value).count == 1)
    }

    @Test("The golden hits are those that samples/README.md counts without Tamga, value by value")
    func independentCount() throws {
        let readme = try String(contentsOf: Self.samples.appending(path: "README.md"), encoding: .utf8)
        let golden = try String(contentsOf: Self.samples.appending(path: "golden/hits.ndjson"), encoding: .utf8)
        var counts: [String: [String: [String: Int]]] = [:]
        var lines: [String: Set<Int>] = [:]
        for text in golden.split(separator: "\n") {
            let hit = try JSONText.object(text)
            let source = try #require(hit["source"] as? String)
            counts[source, default: [:]][try #require(hit["value"] as? String), default: [:]][
                try #require((hit["how"] ?? hit["kind"]) as? String), default: 0] += 1
            lines[source, default: []].insert(try #require(hit["line"] as? Int))
        }
        var rows = 0
        for row in readme.split(separator: "\n") where row.hasPrefix("| `logs/") {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 5, let withHit = Int(cells[2]), let hits = Int(cells[3]) else { continue }
            rows += 1
            let source = cells[0].trimmingCharacters(in: ["`"])
            let found = counts.removeValue(forKey: source) ?? [:]
            #expect(lines[source, default: []].count == withHit, "\(source)")
            #expect(found.values.reduce(0) { $0 + $1.values.reduce(0, +) } == hits, "\(source)")
            var expected: [String: [String: Int]] = [:]
            for part in cells[4].components(separatedBy: ", ") where part != "–" {
                let words = part.components(separatedBy: "` ")
                let name = String(words[0].dropFirst())
                let value =
                    found.keys.first { name.hasSuffix("…") ? $0.hasPrefix(name.dropLast()) : $0 == name } ?? name
                for term in words[1].components(separatedBy: " + ") {
                    let pieces = term.split(separator: " ")
                    expected[value, default: [:]][pieces.count > 1 ? String(pieces[1]) : "exact"] = Int(pieces[0])
                }
            }
            #expect(found == expected, "\(source)")
        }
        #expect(rows == 19)
        #expect(counts.isEmpty, "hits in logs that the table does not have")
        #expect(readme.contains("| **911** | **227** | **275** |"))
    }

    @Test("--validity strict drops the five hits outside validity")
    func strictValidity() throws {
        let workspace = try demo()
        let strict = try workspace.succeed(
            "correlate", "--validity", "strict", "--no-store", "--format", "json", "logs", in: Self.samples)
        let found = try JSONText.object(strict.output)["found"] as? [String: Any]
        #expect(found?["hits"] as? Int == 270)
    }

    @Test("The exported sightings are a STIX 2.1 bundle whose references resolve, the same each time")
    func export() throws {
        let workspace = try demo()
        let community = ["TAMGA_COMMUNITY": Self.samples.appending(path: "community.yaml").path]
        let text = try workspace.succeed("export", "--sightings", "--up-to", "red", environment: community).output
        #expect(try workspace.succeed("export", "--sightings", "--up-to", "red", environment: community).output == text)
        let bundle = try JSONText.object(text)
        #expect(bundle["type"] as? String == "bundle")
        let objects = bundle["objects"] as? [[String: Any]] ?? []
        let ids = objects.compactMap { $0["id"] as? String }
        #expect(ids.count == objects.count && Set(ids).count == ids.count)
        let known = Set(ids)
        for object in objects {
            let id = object["id"] as? String ?? ""
            let type = object["type"] as? String ?? ""
            #expect(id.hasPrefix("\(type)--"), "\(id)")
            for (key, value) in object where key.hasSuffix("_ref") || key.hasSuffix("_refs") {
                for reference in value as? [String] ?? [value as? String ?? ""] {
                    #expect(known.contains(reference) || Self.isPredefined(reference), "\(id): \(key) \(reference)")
                }
            }
        }
        let sightings = objects.filter { $0["type"] as? String == "sighting" }
        #expect(sightings.count == 109)
        #expect(sightings.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == 275)
        for type in ["identity", "location", "indicator", "observed-data"] {
            #expect(objects.contains { $0["type"] as? String == type }, "no \(type)")
        }
    }

    /// The markings of STIX 2.1 §7.2.1.4 and of the TLP 2.0 extension need no definition in a bundle.
    private static func isPredefined(_ id: String) -> Bool { id.hasPrefix("marking-definition--") }
}
