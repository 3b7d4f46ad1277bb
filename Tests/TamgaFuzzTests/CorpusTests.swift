import Foundation
import TamgaFuzzing
import TamgaTestSupport
import Testing

/// The corpus in Tests/Corpus, and a few thousand inputs more: what once failed holds now.
@Suite struct CorpusTests {
    static let corpus = FuzzCorpus(
        folder: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Corpus"))

    @Test(
        "What must hold of any input holds of what is kept and of some inputs more",
        arguments: FuzzTarget.all.map(\.name))
    func holds(_ name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        var property = target.property()
        for input in Self.corpus.inputs(of: target) {
            let failure = property.failure(on: input.bytes)
            #expect(failure == nil, "\(name)/\(input.name)")
        }
        let mutation = Mutation(target, seeds: [], seed: SeededRandom.seed)
        for number in 0..<(name.hasPrefix("match") ? 60 as UInt64 : 300) {
            let failure = property.failure(on: mutation.input(number))
            #expect(failure == nil, "\(name), input \(number) of seed \(SeededRandom.seed)")
        }
    }

    @Test("An input can be made again from its number")
    func deterministic() {
        for target in FuzzTarget.all {
            let one = Mutation(target, seeds: [], seed: 5)
            let other = Mutation(target, seeds: [], seed: 5)
            let third = Mutation(target, seeds: [], seed: 6)
            let numbers: Range<UInt64> = 100..<140
            #expect(numbers.allSatisfy { one.input($0) == other.input($0) })
            #expect(!numbers.allSatisfy { one.input($0) == third.input($0) })
        }
    }

    @Test("Every folder of the corpus is a target's, and all of it is small")
    func corpusIsSmall() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus")
        let folders = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { !$0.hasPrefix(".") }
        for folder in folders { #expect(FuzzTarget.named(folder) != nil, "\(folder)") }
        let size = FuzzTarget.all.flatMap { Self.corpus.inputs(of: $0) }.reduce(0) { $0 + $1.bytes.count }
        #expect(size > 0 && size <= 200_000, "\(size) bytes")
    }
}
