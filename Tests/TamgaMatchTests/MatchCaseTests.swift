import TamgaMatch
import TamgaModel
import Testing

/// One table of cases, run by both engines with every number of workers and size of block.
@Suite struct MatchCaseTests {
    @Test(arguments: MatchCase.all)
    func holdsForEveryEngine(_ one: MatchCase) throws {
        let observable = try Observable(one.type, one.indicator)
        let table = table([observable])
        let scratch = Scratch()
        let before = Array("Nothing on this line: ok.\n".utf8)
        // In the middle of a file, with CRLF, alone with no newline at all, and at every place in a word of the sieve.
        var layouts: [(before: [UInt8], after: [UInt8])] = [
            (before, Array("\nnor here\n".utf8)), (before, [0x0D, 0x0A]), ([], []),
        ]
        for width in [1, 30, 61, 63, 64, 127] { layouts.append((Array(repeating: 0x20, count: width), [])) }
        for (index, layout) in layouts.enumerated() {
            let path = scratch.file("\(index).log", layout.before + one.text + layout.after)
            for manner in index == 0 ? Manner.all : [Manner(), Manner(engine: .reference)] {
                let (hits, outcome) = try search([.file(path)], table, manner) {
                    $0.settings.exactDomains = one.exactDomains
                    $0.settings.refangsText = one.refangs
                }
                var expected: [Found] = []
                if let matched = one.matched {
                    let offset = try #require(
                        one.text.firstRange(of: Array(matched.utf8)), "“\(matched)” is not in the text"
                    ).lowerBound
                    expected = [
                        Found(
                            line: layout.before.last == 0x0A ? 2 : 1, byteOffset: layout.before.count + offset,
                            type: observable.type.label, value: observable.text, how: one.how.rawValue, matched: matched
                        )
                    ]
                }
                let place = "layout \(index), \(manner)"
                #expect(hits.map(\.bare) == expected, "\(one): \(place)")
                let records = (layout.before + one.text + layout.after).split(separator: 0x0A).count
                #expect(outcome.accounting.total == records)
                #expect(outcome.accounting.matched == expected.count)
                if hits.map(\.bare) != expected { return }
            }
        }
    }

    @Test func theTableIsLong() {
        #expect(MatchCase.all.count >= 250)
    }
}
