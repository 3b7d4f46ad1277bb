import Foundation
import TamgaFormats
import TamgaModel
import TamgaRelease
import TamgaTestSupport
import Testing

@Suite("MISP events of PyMISP's tests", .enabled(if: SharedData.folder != nil, "no shared data"))
struct MISPCorpusTests {
    private static let folder = "misp-pymisp-tests/tests/"

    private func file(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: SharedData.path(Self.folder + name)))
    }

    /// The counts of indicators and notes were made with Python, from `to_ids` and the types.
    @Test(
        "Every attribute is an indicator, a note or a refusal",
        arguments: [
            ("57c4445b-c548-4654-af0b-4be3950d210f.json", 5, 4, 0), ("misp_event.json", 0, 2, 0),
            ("mispevent_testfiles/attribute.json", 1, 0, 0), ("mispevent_testfiles/attribute_del.json", 1, 0, 0),
            ("mispevent_testfiles/def_param.json", 2, 2, 0), ("mispevent_testfiles/event.json", 0, 0, 1),
            ("mispevent_testfiles/event_obj_attr_tag.json", 2, 0, 0),
            ("mispevent_testfiles/event_obj_def_param.json", 2, 1, 0),
            ("mispevent_testfiles/event_obj_tag.json", 1, 0, 0), ("mispevent_testfiles/event_tags.json", 0, 0, 1),
            ("mispevent_testfiles/existing_event.json", 83, 39, 0),
            ("mispevent_testfiles/existing_event_edited.json", 83, 39, 0),
            ("mispevent_testfiles/malware.json", 1, 0, 0), ("mispevent_testfiles/misp_custom_obj.json", 0, 2, 0),
            ("mispevent_testfiles/proposals.json", 1, 0, 1), ("mispevent_testfiles/shadow.json", 1, 2, 1),
            ("new_misp_event.json", 0, 0, 1), ("search_index_result.json", 0, 0, 1), ("sharing_groups.json", 0, 0, 1),
            ("mispevent_testfiles/galaxy.json", 0, 0, 1),
        ])
    func counts(_ name: String, _ indicators: Int, _ notes: Int, _ refusals: Int) throws {
        let result = try read(try file(name), source: name)
        #expect(result.format == .misp)
        #expect(result.indicators.count == indicators)
        #expect(result.objects.count { $0.type == "note" } == notes)
        #expect(result.refusals.count == refusals, "\(result.refusals)")
    }

    /// An attribute as far as an export can hold it.
    private struct Attribute: Hashable {
        var type: String
        var category: String
        var value: String
        var tags: Set<String>
    }

    /// The attributes for detection of an event and its objects that are one value, by UUID.
    private func attributes(_ json: Any) throws -> [String: Attribute] {
        let root = try #require(json as? [String: Any])
        let event = root["Event"] as? [String: Any] ?? root
        var all = event["Attribute"] as? [[String: Any]] ?? []
        for object in event["Object"] as? [[String: Any]] ?? [] { all += object["Attribute"] as? [[String: Any]] ?? [] }
        var found: [String: Attribute] = [:]
        for attribute in all where attribute["to_ids"] as? Bool == true {
            let type = try #require(attribute["type"] as? String)
            if type.contains("|") { continue }
            let tags = (attribute["Tag"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
            found[try #require(attribute["uuid"] as? String)] = Attribute(
                type: type, category: try #require(attribute["category"] as? String),
                value: try #require(attribute["value"] as? String).lowercased(), tags: Set(tags))
        }
        return found
    }

    @Test(
        "In and out again an attribute keeps its UUID, type, category, value and tags",
        arguments: [
            ("57c4445b-c548-4654-af0b-4be3950d210f.json", 4), ("mispevent_testfiles/existing_event.json", 83),
        ])
    func roundTrip(_ name: String, _ count: Int) throws {
        let bytes = try file(name)
        let before = try attributes(try JSONSerialization.jsonObject(with: Data(bytes)))
        #expect(before.count == count)
        let policy = ReleasePolicy(community: ExportFixture.community)
        var values: [ReleasedValue] = []
        for indicator in try read(bytes).indicators {
            let marked = try #require(MISPFixture.marked(indicator.original))
            for observable in indicator.observables {
                let statement = ReleasedIndicator(
                    id: try #require(indicator.id), observable: observable, confidence: indicator.confidence,
                    validity: indicator.validity, name: indicator.name, labels: indicator.labels,
                    modified: indicator.modified, span: ExportFixture.span,
                    decision: policy.decide(marked, for: .member(ExportFixture.kz), through: .value))
                let released = try #require(statement)
                values.append(try #require(ReleasedValue([released])))
            }
        }
        let text = ExportFixture.written(.misp, values).text
        let after = try attributes(try JSONSerialization.jsonObject(with: Data(text.utf8)))
        for (uuid, attribute) in before {
            let same = try #require(after[uuid], "\(attribute)")
            #expect(same.type == attribute.type && same.category == attribute.category && same.value == attribute.value)
            #expect(attribute.tags.isSubset(of: same.tags), "\(attribute.tags) \(same.tags)")
        }
        // And what went out comes in as the same indicators.
        let again = try read(text)
        #expect(again.refusals.isEmpty)
        #expect(Set(again.values) == Set(values.map(\.observable.summary)))
        #expect(Set(before.keys).isSubset(of: again.indicators.compactMap { $0.id.map { String($0.dropFirst(11)) } }))
    }

    @Test("Edited, an event changes the versions of what it holds, and no ids")
    func edited() throws {
        let before = try read(try file("mispevent_testfiles/existing_event.json"))
        let after = try read(try file("mispevent_testfiles/existing_event_edited.json"))
        #expect(before.indicators.compactMap(\.id) == after.indicators.compactMap(\.id))
    }
}
