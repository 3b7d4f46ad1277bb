import Foundation
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// Both engines give the same hits on any text, whatever the size of blocks and the number of workers.
@Suite struct EnginePropertyTests {
    private static let environment = ProcessInfo.processInfo.environment

    /// `TAMGA_FUZZ_ROUNDS` for more, `TAMGA_FUZZ_SEED` to begin where a failure was.
    private static let rounds = environment["TAMGA_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 400
    private static let firstSeed = environment["TAMGA_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_261_123

    @Test func enginesAgreeOnRandomTexts() throws {
        let scratch = Scratch()
        for round in 0..<Self.rounds {
            let seed = Self.firstSeed &+ UInt64(round)
            var maker = TextMaker(seed: seed)
            let observables = maker.observables()
            let text = maker.text(of: observables)
            let path = scratch.file("log", text)
            let table = table(observables)
            let exact = maker.chance(8)
            let refangs = maker.chance(8)
            func hits(_ manner: Manner) throws -> [Found] {
                let (hits, outcome) = try search([.file(path)], table, manner) {
                    $0.settings.exactDomains = exact
                    $0.settings.refangsText = refangs
                }
                let records = text.count { $0 == 0x0A } + (text.isEmpty || text.last == 0x0A ? 0 : 1)
                #expect(outcome.accounting.total == records, "seed \(seed), \(manner)")
                return hits
            }
            let wanted = try hits(Manner(engine: .reference))
            let sizes = [1, 2, 3, 7, 64, 65, 200, 4_096]
            for manner in [
                Manner(), Manner(workers: 1 + maker.below(7), blockSize: sizes[maker.below(sizes.count)]),
            ] {
                let found = try hits(manner)
                guard found == wanted else {
                    Issue.record(
                        """
                        seed \(seed), \(manner)\(exact ? ", exact" : "")\(refangs ? ", refanged" : "")
                        indicators \(observables.map { "\($0.type.label) \($0.text)" })
                        only the reference \(Set(wanted).subtracting(found))
                        only \(manner.engine) \(Set(found).subtracting(wanted))
                        text \(String(reflecting: String(decoding: text, as: UTF8.self)))
                        """)
                    return
                }
            }
        }
    }

    @Test func enginesAgreeOnATextCutAtEveryByte() throws {
        let scratch = Scratch()
        var maker = TextMaker(seed: 7)
        let observables = MatchCase.all.compactMap { try? Observable($0.type, $0.indicator) }
        let table = table(Array(Set(observables)).sorted { ($0.type.rawValue, $0.text) < ($1.type.rawValue, $1.text) })
        for _ in 0..<(Self.rounds > 400 ? 50 : 2) {
            let text = Array(maker.text(of: observables).prefix(700))
            for count in 0...text.count {
                let path = scratch.file("log", Array(text.prefix(count)))
                let wanted = try search([.file(path)], table, Manner(engine: .reference)).hits
                let found = try search([.file(path)], table, Manner(blockSize: 64)).hits
                #expect(found == wanted, "cut at \(count): \(String(decoding: text.prefix(count), as: UTF8.self))")
                if found != wanted { return }
            }
        }
    }
}
