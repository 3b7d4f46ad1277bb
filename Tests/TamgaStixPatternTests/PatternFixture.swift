import TamgaModel
import TamgaStixPattern
import Testing

/// Observed data of the tests.
enum PatternFixture {
    /// One observation with a property for each rule.
    static let bundle = #"""
        {"type": "bundle", "id": "bundle--1", "objects": [
          {"type": "observed-data", "id": "observed-data--1", "number_observed": 1,
           "first_observed": "2026-01-02T03:04:05Z", "last_observed": "2026-01-02T03:04:05Z",
           "object_refs": ["case--1", "case--2", "file--1", "file--2", "directory--1"]},
          {"type": "x-case", "id": "case--1", "int": 5, "one": 1, "big": 9007199254740993, "float": 12.5, "whole": 12.0,
           "bool": true, "string": "hello", "line": "one\ntwo", "ended": "end\n", "accent": "cafe\u0301",
           "composed": "caf\u00e9", "null": null, "list": [1, 2, 3], "nested": [{"a": 1}, {"a": 2}], "empty": [],
           "map": {"SHA-256": "x", "a b": 1, "it's": 2}, "x_hex": "FFd8", "name_bin": "YWxpY2U=", "raw_bin": "w6k=",
           "wrapped_bin": "YWxp\nY2U=", "bad_hex": "xyz", "when": "2026-01-02T03:04:05.123456789Z",
           "leap": "2016-12-31T23:59:60Z", "ip": "192.0.2.7", "net": "192.0.2.0/24", "ip6": "2001:db8::7",
           "net6": "2001:db8::/32", "kept_ref": "file--1", "lost_ref": "file--9", "number_ref": 5,
           "kept_refs": ["file--1", "file--9", "file--2"], "path": "C:\\x", "under_score%": "50%"},
          {"type": "x-case", "id": "case--2", "int": 6, "only": "second"},
          {"type": "file", "id": "file--1", "name": "a.exe", "size": 10, "parent_directory_ref": "directory--1"},
          {"type": "file", "id": "file--2", "name": "b.dll", "size": 20},
          {"type": "directory", "id": "directory--1", "path": "C:\\Windows"},
          {"type": "file", "id": "file--3", "name": "named by no observation"}]}
        """#

    /// Reads observed data; what is refused is an issue unless it is awaited.
    static func observations(
        _ json: String = bundle, version: StixVersion? = nil, semantics: StixSemantics = .text, refused: Int = 0
    ) throws -> [Observation] {
        var reader = ObservationReader(version: version, semantics: semantics)
        try reader.read(Array(json.utf8).span, source: "fixture")
        #expect(reader.refusals.count == refused, "\(reader.refusals)")
        return reader.observations
    }

    /// An instant some seconds after the beginning of 2026.
    static func instant(_ seconds: Int) -> StixInstant {
        StixInstant(Timestamp(seconds: 1_767_225_600 + Int64(seconds)))
    }

    /// An observation of objects of the type `x` whose property `n` is each of some letters.
    static func observation(_ letters: String, at first: Int, to last: Int? = nil, count: Int = 1) -> Observation {
        Observation(
            id: letters, first: instant(first), last: instant(last ?? first), count: count,
            objects: letters.enumerated().map { place, letter in
                ObservedObject(
                    id: Array("\(place)".utf8),
                    properties: [Array("type".utf8): .text("x"), Array("n".utf8): .text(String(letter))])
            })
    }
}
