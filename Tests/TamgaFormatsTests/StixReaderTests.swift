import Foundation
import TamgaFormats
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct StixReaderTests {
    private static let indicator = """
        {"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-00000000000N",\
        "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-02T00:00:00.000Z","pattern_type":"stix",\
        "pattern":"[domain-name:value = 'evilN.example.com']","valid_from":"2026-01-01T00:00:00Z"}
        """

    private static func indicator(_ digit: Int) -> String {
        indicator.replacing("N", with: "\(digit)")
    }

    private static func bundle(_ objects: [String]) -> String {
        #"{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000","objects":["#
            + objects.joined(separator: ",\n ") + "]}"
    }

    @Test func everyShapeGivesTheSameObjects() throws {
        let objects = (1...3).map(Self.indicator)
        let list = objects.joined(separator: ",")
        let shapes: [String] = [
            Self.bundle(objects), "[\(list)]", objects.joined(separator: "\n") + "\n",
            "\u{FEFF}" + Self.bundle(objects), #"{"more":false,"objects": [\#(list)]}"#,
            #"{"objects":[\#(list)],"type":"bundle","x":{"objects":[1]}}"#,
            Self.bundle([objects[0]]) + "\n" + Self.bundle([objects[1], objects[2]]), objects.joined(separator: "\r\n"),
        ]
        for (index, shape) in shapes.enumerated() {
            let result = try read(shape)
            #expect(result.indicators.map { String(decoding: $0.original, as: UTF8.self) } == objects, "shape \(index)")
            #expect(result.refusals == [], "shape \(index)")
        }
        #expect(try read(Self.indicator(1)).indicators.count == 1)
    }

    @Test func chunksOfAnySizeGiveTheSame() throws {
        let text = Self.bundle([
            Self.indicator(1), #"{"type":"identity","id":"nonsense"}"#, "42", #"{"a":[1,2},"b":"x\"y"}"#,
            Self.indicator(2),
            #"{"type":"x-custom","id":"x-custom--00000000-0000-4000-8000-000000000009","deep":{"objects":[{"a":"]}"}]}}"#,
        ])
        let whole = try read(text)
        #expect(whole.indicators.count == 2 && whole.objects.count == 1 && whole.refusals.count == 3)
        for chunk in [1, 2, 3, 7, 64, 1000] {
            let result = try read(text, options: FeedOptions(format: .stix), chunk: chunk)
            #expect(result.indicators == whole.indicators, "chunk \(chunk)")
            #expect(result.objects == whole.objects, "chunk \(chunk)")
            #expect(result.refusals == whole.refusals, "chunk \(chunk)")
        }
    }

    @Test(arguments: [
        #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000007","x":[1,2}}"#,
        #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000007","x":1]}"#,
        #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000007","x":{"y":1}"#,
        #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000007","x":"y }"#,
        #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000007","x":tru}"#,
        #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000007","x":"\q"}"#,
    ])
    func oneMalformedObjectIsRefusedAndTheRestIsRead(_ broken: String) throws {
        for chunk in [1, 1 << 20] {
            let result = try read(
                Self.bundle([Self.indicator(1), broken, Self.indicator(2), Self.indicator(3)]), chunk: chunk)
            #expect(result.values == (1...3).map { "domain:evil\($0).example.com" })
            #expect(result.refusals.count == 1)
            #expect(result.refusals.first?.objectID == "indicator--00000000-0000-4000-8000-000000000007")
            #expect(result.refusals.first?.byteOffset == Self.bundle([Self.indicator(1)]).utf8.count + 1)
        }
    }

    @Test func aBundleCutAnywhereKeepsWhatWasComplete() throws {
        let text = Array(Self.bundle([Self.indicator(1), Self.indicator(2)]).utf8)
        let firstEnd = Self.bundle([Self.indicator(1)]).utf8.count - 2
        for cut in stride(from: 80, to: text.count, by: 7) {
            let result = try read(Array(text[..<cut]), options: FeedOptions(format: .stix))
            #expect(result.refusals.count == 1, "cut at \(cut)")
            #expect(result.indicators.count == (cut >= text.count - 2 ? 2 : cut >= firstEnd ? 1 : 0), "cut at \(cut)")
        }
    }

    @Test func aBrokenLineOfManyIsRefusedAlone() throws {
        let lines = [
            Self.indicator(1), String(Self.indicator(2).dropLast(9)), "", Self.indicator(3),
            Self.bundle([Self.indicator(4)]),
        ]
        for chunk in [1, 1 << 20] {
            let result = try read(lines.joined(separator: "\n"), chunk: chunk)
            #expect(result.format == .stixLines)
            #expect(result.values == [1, 3, 4].map { "domain:evil\($0).example.com" })
            #expect(result.refusals.map(\.line) == [2])
        }
    }

    @Test func anObjectThatIsNoBundleMayHoldObjects() throws {
        let text = #"{"type":"x-a","objects":[{"a":1}],"id":"x-a--00000000-0000-4000-8000-000000000001","objects":[1]}"#
        for chunk in [1, 1 << 20] {
            let result = try read(text, chunk: chunk)
            #expect(result.refusals == [])
            #expect(result.objects.map { String(decoding: $0.original, as: UTF8.self) } == [text])
        }
    }

    @Test func aLargeObjectIsRefusedAndTheRestIsRead() throws {
        let large =
            #"{"type":"x-a","id":"x-a--00000000-0000-4000-8000-000000000001","x":""#
            + String(repeating: "y", count: 5_000) + "\"}"
        for chunk in [1, 100, 1 << 20] {
            let options = FeedOptions(maximumObjectSize: 1_000)
            let result = try read(
                Self.bundle([Self.indicator(1), large, Self.indicator(2)]), options: options, chunk: chunk)
            #expect(result.indicators.count == 2)
            #expect(result.refusals.count == 1)
            #expect(result.refusals.first?.objectID == "x-a--00000000-0000-4000-8000-000000000001")
        }
    }

    @Test(arguments: [
        (#"{"id":"x--00000000-0000-4000-8000-000000000001"}"#, "no “type”"), (#"{"type":"x"}"#, "no “id”"),
        (#"{"type":"x","id":"y--00000000-0000-4000-8000-000000000001"}"#, "the “id” is not"),
        (#"{"type":"x","id":"x--1"}"#, "the “id” is not"),
        (#"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001"}"#, "no “pattern”"),
        (
            #"{"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","pattern":"[x"}"#,
            "pattern: found"
        ),
        (
            #"{"type":"x","id":"x--00000000-0000-4000-8000-000000000001","created":"yesterday"}"#,
            "“created” is not a timestamp"
        ),
    ])
    func requiredPropertiesAreHeld(_ object: String, _ reason: String) throws {
        let result = try read(object)
        #expect(result.count == 1)
        #expect(result.refusals.first?.reason.contains(reason) == true, "\(result.refusals)")
    }

    @Test func anIndicatorIsReadWhole() throws {
        let text = #"""
            [{"type":"marking-definition","id":"marking-definition--00000000-0000-4000-8000-000000000001",
              "definition_type":"statement","definition":{"statement":"(c)"}},
             {"type":"marking-definition","id":"marking-definition--00000000-0000-4000-8000-000000000002",
              "extensions":{"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d":{"tlp_2_0":"red"}}},
             {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001","name":"A\u00e9",
              "created_by_ref":"identity--00000000-0000-4000-8000-000000000003","revoked":true,"confidence":70,
              "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-02T00:00:00.123456Z",
              "valid_from":"2026-01-01T00:00:00Z","valid_until":"2026-02-01T00:00:00Z",
              "labels":["a","b"],"indicator_types":["b","c"],"pattern":"[ipv4-addr:value = '192.0.2.1']",
              "kill_chain_phases":[{"kill_chain_name":"k","phase_name":"p"}],
              "object_marking_refs":["marking-definition--00000000-0000-4000-8000-000000000001",
                                     "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]},
             {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000002","pattern":"alert tcp",
              "pattern_type":"snort","object_marking_refs":["marking-definition--00000000-0000-4000-8000-000000000002"]},
             {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000003","pattern":"[process:pid = 1]",
              "object_marking_refs":["marking-definition--00000000-0000-4000-8000-000000000009"]},
             {"type":"location","id":"location--00000000-0000-4000-8000-000000000001","country":"kz"},
             {"type":"relationship","id":"relationship--00000000-0000-4000-8000-000000000001",
              "relationship_type":"located-at","source_ref":"identity--a","target_ref":"location--b"}]
            """#
        let result = try read(text)
        #expect(result.refusals == [])
        #expect(result.objects.map(\.type) == ["marking-definition", "marking-definition", "location", "relationship"])
        #expect(result.objects[2].link == .country(MemberState("KZ")!))
        #expect(
            result.objects[3].link == .relationship(type: "located-at", source: "identity--a", target: "location--b"))
        let indicator = result.indicators[0]
        #expect(indicator.name == "Aé")
        #expect(indicator.createdBy == "identity--00000000-0000-4000-8000-000000000003")
        #expect(indicator.isRevoked)
        #expect(indicator.confidence == 70)
        #expect(indicator.modified?.microseconds.isMultiple(of: 1_000_000) == false)
        #expect(indicator.validity.until == Timestamp(rfc3339: "2026-02-01T00:00:00Z"))
        #expect(indicator.labels == ["a", "b", "c"])
        #expect(indicator.killChainPhases == ["k/p"])
        #expect(indicator.marking == .green)
        #expect(result.indicators[1].pattern == .foreign("snort"))
        #expect(result.indicators[1].marking == .red)
        #expect(result.indicators[2].pattern == .richer)
        #expect(result.indicators[2].marking == .amberStrict)
    }

    /// A bundle made as it is read: the reader never holds more than a chunk and an object.
    @Test func aBundleOfAnySizeStreams() throws {
        var made = 0
        var yielded = 0
        let object = Self.indicator(1)
        let total = 20_000
        try FeedReader(source: "made").read {
            guard made <= total else { return [] }
            defer { made += 100 }
            let start = made == 0 ? #"{"type":"bundle","objects":["# : ""
            return Array(
                (start + (0..<100).map { _ in object + "," }.joined() + (made == total ? object + "]}" : "")).utf8)
        } into: { item in
            if case .indicator = item { yielded += 1 }
        }
        #expect(yielded == total + 101)
    }

    @Test(
        .enabled(if: SharedData.isPresent, "shared data is absent"),
        arguments: ["stix-unit42", "stix-mvt", "stix-examples"])
    func everyObjectOfRealBundlesIsYieldedOrRefused(_ folder: String) throws {
        for file in SharedData.files(under: folder, suffixes: [".json", ".stix2"]) {
            let data = try Data(contentsOf: file)
            let root = try JSONSerialization.jsonObject(with: data)
            let expected = ((root as? [String: Any])?["objects"] as? [Any])?.count ?? (root as? [Any])?.count ?? 1
            let result = try read([UInt8](data), source: file.lastPathComponent, options: FeedOptions(format: .stix))
            #expect(result.count == expected, "\(file.lastPathComponent)")
            if folder != "stix-examples", file.lastPathComponent.hasSuffix(".json") == false || expected > 100 {
                #expect(
                    result.refusals.allSatisfy { $0.objectID != nil || expected < 100 },
                    "\(file.lastPathComponent): \(result.refusals.prefix(3))")
            }
        }
    }

    /// Mutations of a small bundle: never a trap, never more items than braces, the same in any chunks.
    @Test func hostileBundlesNeverTrap() throws {
        let seed = SeededRandom.seed
        var random = SeededRandom(seed: seed)
        let original = Array(Self.bundle((1...4).map(Self.indicator)).utf8)
        let interesting = Array("{}[]\",:\\\n '".utf8) + [0, 0xFF, 0xC3]
        for _ in 0..<1_500 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = interesting.randomElement(using: &random)!
                case 1: bytes.insert(interesting.randomElement(using: &random)!, at: index)
                case 2: bytes.remove(at: index)
                default: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...40, using: &random)))
                }
                if bytes.isEmpty { break }
            }
            let whole = try read(bytes, options: FeedOptions(format: .stix))
            #expect(whole.count <= bytes.count, "seed \(seed)")
            let pieces = try read(
                bytes, options: FeedOptions(format: .stix), chunk: Int.random(in: 1...90, using: &random))
            #expect(whole.indicators == pieces.indicators, "seed \(seed)")
            #expect(whole.refusals.count == pieces.refusals.count, "seed \(seed)")
        }
    }
}
