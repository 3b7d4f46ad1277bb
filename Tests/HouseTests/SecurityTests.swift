import Foundation
import Testing

/// SECURITY.md and the list of licences, held against the repository.
@Suite struct SecurityTests {
    @Test("Each test that SECURITY.md rests on is there", .enabled(if: SourceTree.text("SECURITY.md") != nil))
    func testsExist() throws {
        let text = try #require(SourceTree.text("SECURITY.md"))
        let named = Set(text.matches(of: /`([A-Z][A-Za-z0-9]+Tests)`/).map { String($0.output.1) })
        #expect(named.count > 20)
        let folder = SourceTree.root.appending(path: "Tests")
        let walk = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var there: Set<String> = []
        for case let url as URL in walk where url.pathExtension == "swift" {
            there.insert(url.deletingPathExtension().lastPathComponent)
        }
        #expect(named.subtracting(there) == [])
    }

    @Test("Each row of the threat model names a test", .enabled(if: SourceTree.text("SECURITY.md") != nil))
    func rowsAreHeld() throws {
        let text = try #require(SourceTree.text("SECURITY.md"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains(" → ") }
        #expect(rows.count > 10)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.count == 4 && cells.allSatisfy { !$0.isEmpty }, "\(row)")
            #expect(cells.last?.contains("Tests`") == true, "\(row)")
        }
    }
}
