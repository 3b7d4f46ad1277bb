import TamgaMatch
import TamgaModel
import Testing

/// The longest record, whatever room blocks have.
@Suite struct RecordLimitTests {
    private static let known = Observable(type: .ipv4Address, canonicalBytes: [198, 51, 100, 7])

    @Test(
        "record, batch: one as long as the limit is searched, a longer one is refused, and those behind it are searched",
        arguments: [1, 64, 4_096, 100_000, 200_000, 1 << 20], [true, false])
    func longest(_ blockSize: Int, isLast: Bool) throws {
        let limit = 200_000
        let scratch = Scratch()
        func run(_ size: Int) throws -> (hits: Int, refused: Int) {
            let end = " 198.51.100.7"
            let long = String(repeating: "x", count: size - end.utf8.count) + end
            let log = "first\n" + long + (isLast ? "" : "\nfrom 198.51.100.7\nlast\n")
            let path = scratch.file("\(size).log", Array(log.utf8))
            let (hits, outcome) = try search([.file(path)], table([Self.known]), Manner(blockSize: blockSize)) {
                $0.longestRecord = limit
            }
            return (hits.count, outcome.accounting.refused)
        }
        let others = isLast ? 0 : 1
        let (found, refused) = try run(limit)
        #expect(found == others + 1 && refused == 0)
        let (foundPast, refusedPast) = try run(limit + 1)
        #expect(foundPast == others && refusedPast == 1)
    }

    @Test("record, batch: two in a row that are nearly as long as the limit do not make room for a longer one")
    func grownBlock() throws {
        let scratch = Scratch()
        let end = " 198.51.100.7\n"
        func line(_ size: Int) -> String { String(repeating: "x", count: size + 1 - end.utf8.count) + end }
        for first in stride(from: 100, through: 1_000, by: 90) {
            let log = line(first) + line(1_001) + line(first) + line(1_000) + line(1_001)
            let path = scratch.file("\(first).log", Array(log.utf8))
            for blockSize in [1, 7, 64, 300] {
                let (hits, outcome) = try search([.file(path)], table([Self.known]), Manner(blockSize: blockSize)) {
                    $0.longestRecord = 1_000
                }
                #expect(hits.count == 3 && outcome.accounting.refused == 2, "\(first), blocks of \(blockSize)")
            }
        }
    }
}
