import Foundation
import Testing

/// docs/stix-patterns.md against the cases that show what it says.
@Suite struct DocumentTests {
    static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/stix-patterns.md")

    @Test(
        "Each difference has its heading, and each heading a pattern",
        .enabled(if: (try? page.checkResourceIsReachable()) == true))
    func headingsAndCasesAgree() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let part = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("Where the two differ") })
        let headings = part.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
        #expect(headings.count == Set(headings).count)
        var shown = Set(PatternCase.differences.compactMap(\.heading))
        shown.formUnion(VectorTests.differences.values.map(\.section))
        // A case of two observations, in TimeTests.
        shown.insert("WITHIN at its end")
        #expect(shown == Set(headings))
        for section in part.components(separatedBy: "\n### ").dropFirst() {
            #expect(
                section.contains("Text: ") && section.contains("Reference: ") && section.contains("§")
                    || section.contains("grammar"), "\(section)")
        }
    }
}
