import TamgaModel
import TamgaStixPattern
import Testing

/// How observed data is read.
@Suite struct ObservationReaderTests {
    static let times = #""first_observed": "2026-01-01T00:00:00Z", "last_observed": "2026-01-01T00:00:00Z""#

    @Test("Objects stand in observed data in STIX 2.0 and beside it in STIX 2.1")
    func bothVersionsAreRead() throws {
        let old = #"""
            [{"type": "observed-data", "number_observed": 2, \#(Self.times), "objects":
              {"0": {"type": "file", "name": "a"}, "1": {"type": "directory", "contains_refs": ["0"]}}}]
            """#
        let observations = try PatternFixture.observations(old, version: .v20)
        #expect(observations.map(\.count) == [2])
        #expect(Verdict.words("[directory:contains_refs[0].name = 'a']", observations) == "match")
        #expect(Verdict.words("[file:name = 'a'] REPEATS 2 TIMES", observations) == "match")
        #expect(try PatternFixture.observations(PatternFixture.bundle, version: .v21).count == 1)
        #expect(try PatternFixture.observations("[\(PatternFixture.bundle), \(PatternFixture.bundle)]").count == 2)
    }

    @Test(
        "Malformed observed data is refused with its place, and the rest is read",
        arguments: [
            #""number_observed": 0, \#(times)"#, #""number_observed": "1", \#(times)"#, times,
            #""number_observed": 1, "first_observed": "2026-01-01T00:00:00Z""#,
            #""number_observed": 1, "first_observed": "2026-01-01t00:00:00z", "last_observed": "2026-01-01T00:00:00Z""#,
            #""number_observed": 1, "first_observed": "2026-01-02T00:00:00Z", "last_observed": "2026-01-01T00:00:00Z""#,
        ])
    func malformedDataIsRefused(_ members: String) throws {
        let json = #"[{"type": "observed-data", "id": "bad", \#(members)}, \#(PatternFixture.bundle), 5]"#
        var reader = ObservationReader()
        try reader.read(Array(json.utf8).span, source: "f")
        #expect(reader.observations.map(\.id) == ["observed-data--1"])
        #expect(reader.refusals.map(\.objectID) == ["bad", nil])
        #expect(reader.refusals.first?.byteOffset == 1)
    }

    @Test("Instants keep their digits")
    func instantsKeepDigits() throws {
        let early = try #require(StixInstant("2026-01-01T00:00:00.0000000001Z"))
        let late = try #require(StixInstant("2026-01-01T00:00:00.00000000010001Z"))
        #expect(early < late)
        #expect(early.timestamp == late.timestamp)
        for text in [
            "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00.Z", "",
        ] {
            #expect(StixInstant(text) == nil, "\(text)")
        }
        #expect(Duration(decimalSeconds: "0.1") == .milliseconds(100))
        #expect(Duration(decimalSeconds: "+.25") == .milliseconds(250))
        #expect(Duration(decimalSeconds: "9999999999999999999") == nil)
    }
}
