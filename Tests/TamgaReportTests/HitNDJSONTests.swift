import Foundation
import TamgaJSON
import TamgaModel
import TamgaReport
import TamgaTestSupport
import Testing

@Suite struct HitNDJSONTests {
    private static func hit(
        time: Timestamp? = nil, source: String = "a.log", matched: String = "198.51.100.23", record: String? = nil,
        full: Bool = false, validity: Validity.Verdict? = nil
    ) -> Hit {
        Hit(
            id: "h1", time: full ? Timestamp(rfc3339: "2026-11-01T08:00:00.25Z") : time,
            observer: full ? MemberState("KZ") : nil,
            producers: full ? [MemberState("CN")!, MemberState("UZ")!] : [], source: source, line: 7, byteOffset: 1_234,
            observableType: .ipv4Address, value: "198.51.100.23", matched: matched, how: .exact,
            indicatorID: full ? Fixture.shared : nil, confidence: full ? 85 : nil, marking: full ? .amberStrict : nil,
            validity: full ? .before : validity, record: full ? "x 198.51.100.23" : record)
    }

    private static func line(_ hit: Hit) -> String {
        var bytes: [UInt8] = []
        hit.appendNDJSON(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func whatIsNotKnownIsAbsent() {
        #expect(
            Self.line(Self.hit())
                == #"{"id":"h1","kind":"indicator","producers":[],"source":"a.log","line":7,"byte_offset":1234,"#
                + #""observable_type":"ipv4-addr","value":"198.51.100.23","matched":"198.51.100.23","how":"exact"}"#
                + "\n")
    }

    @Test func everythingThatIsKnownIsThere() {
        #expect(
            Self.line(Self.hit(full: true))
                == #"{"id":"h1","kind":"indicator","time":"2026-11-01T08:00:00.250Z","observer":"KZ","#
                + #""producers":["CN","UZ"],"source":"a.log","line":7,"byte_offset":1234,"#
                + #""observable_type":"ipv4-addr","value":"198.51.100.23","matched":"198.51.100.23","how":"exact","#
                + #""indicator_id":"indicator--670c1cd3-5555-4e31-84be-37c1dfe6c55b","confidence":85,"#
                + #""marking":"TLP:AMBER+STRICT","record":"x 198.51.100.23","validity":"before"}"# + "\n")
    }

    @Test(arguments: [Validity.Verdict.valid, .before, .after, nil])
    func validityIsToldOnlyWhereItIsViolated(verdict: Validity.Verdict?) {
        let line = Self.line(Self.hit(validity: verdict))
        #expect(line.contains(#""validity""#) == (verdict == .before || verdict == .after))
    }

    @Test(arguments: [
        Timestamp(microseconds: 0), Timestamp(microseconds: 1), Timestamp(microseconds: 1_000),
        Timestamp(microseconds: -1), Timestamp(rfc3339: "0001-01-01T00:00:00Z")!,
        Timestamp(rfc3339: "9999-12-31T23:59:59.999999Z")!, Timestamp(rfc3339: "2024-02-29T12:00:00.010Z")!,
    ])
    func timesAreWrittenAsTheirDescription(time: Timestamp) {
        #expect(Self.line(Self.hit(time: time)).contains(#""time":"\#(time)""#))
    }

    @Test func keysComeInTheOrderOfTheSchema() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "schemas/hit.schema.json")
        let schema = [UInt8](try Data(contentsOf: file))
        let root = try JSONValue(schema.span)
        let properties = root.member("properties", in: schema.span)
        let allowed = Self.keys(of: try #require(properties), in: schema)
        #expect(
            allowed == [
                "id", "kind", "time", "observer", "producers", "source", "line", "byte_offset", "observable_type",
                "value", "matched", "how", "indicator_id", "rule_id", "rule_title", "level", "tags", "confidence",
                "marking", "fields", "correlation", "observations", "record", "invalid_utf8", "validity",
            ])
        var required: [String] = []
        let list = root.member("required", in: schema.span)
        var elements = try #require(list).elements
        while let element = elements.next(in: schema.span) {
            if let name = element.string(in: schema.span) { required.append(name) }
        }
        for hit in [Self.hit(), Self.hit(full: true), Self.hit(record: "", validity: .after)] {
            let line = Array(Self.line(hit).utf8)
            let keys = Self.keys(of: try JSONValue(line.span), in: line)
            #expect(keys == allowed.filter(keys.contains), "\(keys)")
            #expect(required.allSatisfy(keys.contains))
        }
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func anyTextComesBack(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var text = String.UnicodeScalarView()
        for _ in 0..<30 {
            let limit: UInt32 = [0x20, 0x80, 0x2030, 0x11_0000].randomElement(using: &random)!
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) { text.append(scalar) }
        }
        let line = Array(Self.line(Self.hit(source: String(text), matched: String(text), record: String(text))).utf8)
        #expect(line.count { $0 == 0x0A } == 1)
        let root = try JSONValue(line.span)
        for key in ["source", "matched", "record"] {
            let value = root.member(key, in: line.span)?.string(in: line.span)
            #expect(value.map { Array($0.utf8) } == Array(String(text).utf8), "seed \(seed)")
        }
    }

    private static func keys(of value: JSONValue, in bytes: [UInt8]) -> [String] {
        var keys: [String] = []
        var members = value.members
        while let member = members.next(in: bytes.span) {
            if let key = member.key.string(in: bytes.span) { keys.append(key) }
        }
        return keys
    }
}
