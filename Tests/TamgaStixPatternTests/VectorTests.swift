import Foundation
import TamgaFormats
import TamgaJSON
import TamgaModel
import TamgaStixPattern
import TamgaTestSupport
import Testing

/// The recorded verdicts of OASIS' cti-pattern-matcher.
@Suite(.enabled(if: SharedData.isPresent, "shared data is absent")) struct VectorTests {
    /// The vectors in which the text and the reference implementation differ, and the section of docs/stix-patterns.md
    /// that says why.
    static let differences: [String: (verdict: String, section: String)] = [
        "[test:string = t'1965-07-19T22:41:38Z']": ("no match", "Text compared with a timestamp"),
        "[test:string != t'1965-07-19T22:41:38Z']": ("match", "Text compared with a timestamp"),
        "[test:string > t'1965-07-19T22:41:38Z']": ("no match", "Text compared with a timestamp"),
    ]

    @Test("Every verdict is that of the reference implementation, or differs for a reason that is named")
    func everyVerdictHolds() throws {
        let text = try String(contentsOf: SharedData.path("stix-pattern-vectors/match.jsonl"), encoding: .utf8)
        var (count, differing) = (0, 0)
        for line in text.split(separator: "\n") {
            let bytes = Array(line.utf8)
            let vector = try JSONValue(bytes.span)
            let name = vector.member("pattern", in: bytes.span)?.string(in: bytes.span)
            let pattern = try #require(name)
            let expected =
                vector.member("result", in: bytes.span)?.bool.map { $0 ? "match" : "no match" } ?? "error"
            let value = vector.member("observations", in: bytes.span)
            let observations = try #require(value)
            // What raises is invalid as a pattern or as data.
            func verdict(_ semantics: StixSemantics) -> String {
                let words = self.verdict(pattern, observations, bytes, semantics)
                return words == "invalid" ? "error" : words
            }
            #expect(verdict(.reference) == expected, "\(pattern)")
            let byText = verdict(.text)
            #expect(byText == Self.differences[pattern]?.verdict ?? expected, "\(pattern)")
            if byText != expected { differing += 1 }
            count += 1
        }
        #expect(count == 202)
        #expect(differing == Self.differences.count)
    }

    private func verdict(
        _ pattern: String, _ observations: JSONValue, _ bytes: [UInt8], _ semantics: StixSemantics
    ) -> String {
        var reader = ObservationReader(semantics: semantics)
        reader.read(observations, in: bytes.span, source: "vector")
        return Verdict.words(pattern, reader.observations, semantics)
    }
}
