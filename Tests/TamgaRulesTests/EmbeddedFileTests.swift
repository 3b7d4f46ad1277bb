import Foundation
import TamgaRules
import Testing

@Suite struct EmbeddedFileTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("Every file of rules/formats is built in, in the order of the names")
    func formatsAreComplete() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "rules/formats").path)
            .filter { $0.hasSuffix(".yml") }.sorted().map { "rules/formats/\($0)" }
        #expect(!names.isEmpty)
        #expect(EmbeddedFile.formats.map(\.name) == names)
    }

    @Test("What is built in is what stands in the repository", arguments: EmbeddedFile.formats + [.logSources])
    func bytes(_ file: EmbeddedFile) throws {
        #expect(try Data(contentsOf: Self.root.appending(path: file.name)) == Data(file.bytes))
    }
}
