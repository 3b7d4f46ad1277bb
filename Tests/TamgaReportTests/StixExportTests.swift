import Foundation
import TamgaModel
import TamgaReport
import Testing

@Suite struct StixExportTests {
    private static let time = Timestamp(rfc3339: "2026-11-23T10:00:00Z")!

    private static func objects(
        _ sightings: [Sighting], originals: [String: [UInt8]] = [:]
    ) throws -> [[String: Any]] {
        let bytes = StixExport.sightings(
            sightings, community: Fixture.community, time: time, originals: originals)
        let bundle = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(bundle["type"] as? String == "bundle")
        #expect((bundle["id"] as? String)?.hasPrefix("bundle--") == true)
        return bundle["objects"] as? [[String: Any]] ?? []
    }

    /// STIX 2.1 Errata 01: examples whose ids reproduce.
    @Test(arguments: [
        (
            Observable(type: .ipv4Address, canonicalBytes: [198, 51, 100, 3]),
            "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"
        ),
        (Fixture.text(.domainName, "example.com"), "domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7"),
        (
            Observable(type: .autonomousSystem, canonicalBytes: [0, 0, 0x3B, 0x23]),
            "autonomous-system--3aa27478-50b5-5ab8-9da9-cdc12b657fff"
        ),
        (
            Fixture.text(.url, "https://example.com/research/index.html"),
            "url--47c3cf9a-5027-5bf0-997a-017c7edc7c55"
        ),
    ])
    func observablesHaveTheIdsOfTheSpecification(observable: Observable, id: String) throws {
        let objects = try Self.objects([Fixture.sighting(1, observable, by: [], in: nil, count: 1)])
        #expect(objects.contains { $0["id"] as? String == id })
        let data = try #require(objects.first { $0["type"] as? String == "observed-data" })
        #expect(data["object_refs"] as? [String] == [id])
    }

    @Test func requiredPropertiesAreThere() throws {
        let required: [String: [String]] = [
            "marking-definition": ["created", "extensions"], "identity": ["created", "modified", "name"],
            "location": ["created", "modified", "country"],
            "relationship": ["created", "modified", "relationship_type", "source_ref", "target_ref"],
            "indicator": ["created", "modified", "pattern", "pattern_type", "valid_from"],
            "observed-data": [
                "created", "modified", "first_observed", "last_observed", "number_observed", "object_refs",
            ],
            "sighting": ["created", "modified", "sighting_of_ref", "count", "summary"],
        ]
        for object in try Self.objects(Fixture.sightings) {
            let type = try #require(object["type"] as? String)
            let id = try #require(object["id"] as? String)
            #expect(id.hasPrefix(type + "--") && id.utf8.count == type.utf8.count + 38, "\(id)")
            #expect(object["spec_version"] as? String == "2.1")
            for property in required[type] ?? [] { #expect(object[property] != nil, "\(id) has no \(property)") }
        }
    }

    @Test func everyReferenceResolvesInTheBundle() throws {
        let objects = try Self.objects(Fixture.sightings)
        let ids = Set(objects.compactMap { $0["id"] as? String })
        #expect(ids.count == objects.count)
        #expect(Set(ids.map { $0.suffix(36) }).count == ids.count, "a UUID stands under two types")
        for object in objects {
            for (key, value) in object {
                if key.hasSuffix("_ref"), let id = value as? String { #expect(ids.contains(id), "\(key) \(id)") }
                if key.hasSuffix("_refs"), let list = value as? [String] {
                    #expect(!list.isEmpty)
                    for id in list { #expect(ids.contains(id), "\(key) \(id)") }
                }
            }
        }
    }

    @Test func sightingsSayWhatWasCounted() throws {
        let objects = try Self.objects(Fixture.sightings)
        let sightings = objects.filter { $0["type"] as? String == "sighting" }
        #expect(sightings.count == Fixture.sightings.count)
        #expect(
            sightings.compactMap { $0["count"] as? Int }.sorted() == Fixture.sightings.map(\.count).sorted())
        for sighting in sightings {
            if let first = sighting["first_seen"] as? String, let last = sighting["last_seen"] as? String {
                #expect(Timestamp(rfc3339: first)! <= Timestamp(rfc3339: last)!)
            }
            #expect(sighting["summary"] as? Bool == true)
        }
        let kz = "identity--2c63888f-28f0-4481-be6d-dce7a7ace732"
        #expect(sightings.count { $0["where_sighted_refs"] as? [String] == [kz] } == 3)
        #expect(sightings.count { $0["where_sighted_refs"] == nil } == 1)
    }

    @Test func orderOfSightingsDoesNotChangeTheBytes() {
        let one = StixExport.sightings(Fixture.sightings, community: Fixture.community, time: Self.time)
        let other = StixExport.sightings(
            Fixture.sightings.reversed(), community: Fixture.community, time: Self.time)
        #expect(one == other)
    }

    @Test func originalsAreWrittenVerbatim() throws {
        let original = #"{ "type":"indicator", "id" : "\#(Fixture.shared)", "x_kept": 1e2, "spec_version":"2.1" }"#
        let bytes = StixExport.sightings(
            Fixture.sightings, community: Fixture.community, time: Self.time,
            originals: [Fixture.shared: Array(original.utf8), "indicator--not-asked-for": Array("{}".utf8)])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(original))
        #expect(!text.contains("{}"))
        #expect(try Self.objects(Fixture.sightings, originals: [Fixture.shared: Array(original.utf8)]).count > 20)
    }

    @Test func oneIndicatorStatesEveryValueThatWasSeenOfIt() throws {
        let indicator = try #require(
            try Self.objects(Fixture.sightings).first { $0["id"] as? String == Fixture.shared })
        #expect(
            indicator["pattern"] as? String
                == "[ipv4-addr:value = '198.51.100.23'] OR [ipv4-addr:value = '198.51.100.24']")
        #expect(indicator["confidence"] as? Int == 85)
        #expect(indicator["object_marking_refs"] as? [String] == [Marking.amber.definitionID])
    }

    @Test func quotesAndBackslashesInPatternsAreEscaped() throws {
        let patterns = try Self.objects(Fixture.sightings).compactMap { $0["pattern"] as? String }
        #expect(
            patterns.contains(#"[file:name = 'o\'neil.exe' AND file:parent_directory_ref.path = 'c:\\users\\public']"#))
    }

    @Test func noSightingsMakeABundleWithoutObjects() throws {
        #expect(try Self.objects([]).isEmpty)
    }

    @Test func countsAreCutToWhatStixAllows() throws {
        let sighting = Fixture.sighting(1, Fixture.address(1), by: [], in: nil, count: 5_000_000_000)
        let objects = try Self.objects([sighting])
        #expect(objects.contains { $0["count"] as? Int == 999_999_999 })
        #expect(objects.contains { $0["number_observed"] as? Int == 999_999_999 })
    }
}
